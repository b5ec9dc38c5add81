package org.xieban.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new version of one part of the calendar: of what a year's notice says for the country, of what a place deviates in
 * in a year, or of when its offices work.
 *
 * @param year null for office hours, which go on over the years
 * @param removed whether it takes back what was brought in, so that what came with the product, or nothing, is in force
 * @param source title or number of the document, null where none was given
 * @param days empty where it is no notice
 * @param periods empty where it is no office hours
 */
record Edition(
        Place place,
        @Nullable Integer year,
        boolean removed,
        @Nullable String source,
        List<NoticeDay> days,
        List<OfficePeriod> periods) {

    Edition {
        days = List.copyOf(days);
        periods = List.copyOf(periods);
    }

    static Edition of(Notice notice) {
        return new Edition(notice.place(), notice.year(), false, notice.source(), notice.days(), List.of());
    }

    static Edition hours(Place place, @Nullable String source, List<OfficePeriod> periods) {
        return new Edition(place, null, periods.isEmpty(), source, List.of(), periods);
    }

    /** Takes back what was brought in for a year. */
    static Edition withdrawal(Place place, int year) {
        return new Edition(place, year, true, null, List.of(), List.of());
    }

    /** Which part of the calendar it is a version of. */
    Part part() {
        return new Part(place, year);
    }

    /** A part of the calendar. */
    record Part(Place place, @Nullable Integer year) {}
}
