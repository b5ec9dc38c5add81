package org.xieban.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What bringing in a notice changes.
 *
 * @param notice the new one
 * @param days the days whose meaning changes
 * @param unusual days of the notice that are made working days although they are no weekend; seen once, on 2020-02-03,
 *     so not refused
 * @param clocks the open clocks that move
 */
public record NoticeChange(Notice notice, List<DayChange> days, List<NoticeDay> unusual, List<MovedClock> clocks) {

    /** A day before and after; null where no notice declares it. */
    public record DayChange(
            LocalDate date,
            @Nullable NoticeDay before,
            @Nullable NoticeDay after) {}

    static NoticeChange of(WorkCalendar before, WorkCalendar after, Notice notice, List<MovedClock> clocks) {
        Map<LocalDate, DayChange> days = new TreeMap<>();
        before.notice(notice.year()).ifPresent(old -> old.days().forEach(day -> put(days, before, after, day)));
        notice.days().forEach(day -> put(days, before, after, day));
        List<NoticeDay> unusual = notice.days().stream()
                .filter(day -> day.kind() == NoticeDay.Kind.WORK && !WorkCalendar.isWeekend(day.date()))
                .toList();
        return new NoticeChange(notice, new ArrayList<>(days.values()), unusual, clocks);
    }

    private static void put(Map<LocalDate, DayChange> days, WorkCalendar before, WorkCalendar after, NoticeDay day) {
        NoticeDay was = before.day(day.date()).declared();
        NoticeDay becomes = after.day(day.date()).declared();
        if (was == null ? becomes != null : !was.equals(becomes)) {
            days.put(day.date(), new DayChange(day.date(), was, becomes));
        }
    }
}
