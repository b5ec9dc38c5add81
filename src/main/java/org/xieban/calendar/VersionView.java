package org.xieban.calendar;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;

/**
 * A version of a part of the calendar as the API tells it.
 *
 * @param state IN_FORCE, REPLACED or REMOVED
 * @param days of notices
 * @param periods of office hours
 */
record VersionView(
        int number,
        String state,
        OffsetDateTime broughtInAt,
        String broughtInBy,
        @Nullable String source,
        List<NoticeDay> days,
        List<PeriodView> periods) {

    /** Office hours from a day on; null where they are as in the wider place. */
    record PeriodView(
            LocalDate from,
            @Nullable String hours,
            @Nullable DayEnd dayEnd) {

        static List<PeriodView> of(List<OfficePeriod> periods) {
            return periods.stream()
                    .map(each -> new PeriodView(
                            each.from(),
                            each.hours() == null ? null : each.hours().toString(),
                            each.dayEnd()))
                    .toList();
        }
    }

    /** @param versions the newest first */
    static List<VersionView> of(List<KeptEdition> versions) {
        List<VersionView> views = new ArrayList<>();
        for (KeptEdition kept : versions) {
            String state = kept.edition().removed() ? "REMOVED" : views.isEmpty() ? "IN_FORCE" : "REPLACED";
            views.add(new VersionView(
                    kept.number(),
                    state,
                    OfficialTime.of(kept.at()),
                    kept.by(),
                    kept.edition().source(),
                    kept.edition().days(),
                    PeriodView.of(kept.edition().periods())));
        }
        return views;
    }
}
