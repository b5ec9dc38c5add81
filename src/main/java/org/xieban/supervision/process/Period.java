package org.xieban.supervision.process;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another, as whole months and the days that are left over at both ends.
 *
 * @param from the first day, null for all before
 * @param to the last day, null for all since
 */
record Period(@Nullable LocalDate from, @Nullable LocalDate to) {

    /** Before any case, and after. */
    private static final LocalDate EVER = LocalDate.of(1900, 1, 1);

    private static final LocalDate ON = LocalDate.of(2999, 12, 31);

    LocalDate first() {
        return from == null ? EVER : from;
    }

    LocalDate last() {
        return to == null ? ON : to;
    }

    /** The first day of the first month that lies in it as a whole; behind {@link #monthsUntil} where none does. */
    LocalDate monthsFrom() {
        LocalDate first = first();
        return first.getDayOfMonth() == 1
                ? first
                : YearMonth.from(first).plusMonths(1).atDay(1);
    }

    /** The last day of the last month that lies in it as a whole. */
    LocalDate monthsUntil() {
        LocalDate last = last();
        YearMonth month = YearMonth.from(last);
        return last.equals(month.atEndOfMonth()) ? last : month.minusMonths(1).atEndOfMonth();
    }

    private boolean wholeMonths() {
        return monthsFrom().isBefore(monthsUntil());
    }

    /** The last day before the whole months; where there are none, the last of all. */
    LocalDate daysUntil() {
        return wholeMonths() ? monthsFrom().minusDays(1) : last();
    }

    /** The first day behind the whole months; where there are none, behind the last of all. */
    LocalDate moreDaysFrom() {
        return (wholeMonths() ? monthsUntil() : last()).plusDays(1);
    }
}
