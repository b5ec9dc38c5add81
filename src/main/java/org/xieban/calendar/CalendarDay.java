package org.xieban.calendar;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One day as the calendar sees it.
 *
 * @param share how much of a working day it is: 0 or 1
 * @param declared what a notice says of it, null where none does
 * @param notice the notice that says so, null where none does
 */
public record CalendarDay(
        LocalDate date,
        DayReason reason,
        BigDecimal share,
        @Nullable NoticeDay declared,
        @Nullable Notice notice) {

    /** Whether anything of it is working time. */
    public boolean working() {
        return share.signum() > 0;
    }
}
