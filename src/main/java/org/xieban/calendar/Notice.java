package org.xieban.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The yearly notice of days off and make-up working days (部分节假日安排的通知), or what a place deviates in in that year.
 * It may reach back into the December before its year.
 *
 * @param source title or number of the document, null where none was given; a deviation always has one
 * @param days in the order of their dates
 */
public record Notice(
        Place place, int year, Origin origin, @Nullable String source, List<NoticeDay> days) {

    /** Where the product has it from. */
    public enum Origin {
        /** Delivered with the product. */
        BUILT_IN,
        /** Imported or edited by an administrator. */
        IMPORTED
    }

    public Notice {
        days = days.stream().sorted(Comparator.comparing(NoticeDay::date)).toList();
    }

    /** One for the whole country. */
    public Notice(int year, Origin origin, @Nullable String source, List<NoticeDay> days) {
        this(Place.COUNTRY, year, origin, source, days);
    }

    /** The first day of which a notice for this year may speak. */
    public static LocalDate firstDay(int year) {
        return LocalDate.of(year - 1, Month.DECEMBER, 1);
    }

    /** The last day of which a notice for this year may speak. */
    public static LocalDate lastDay(int year) {
        return LocalDate.of(year, Month.DECEMBER, 31);
    }
}
