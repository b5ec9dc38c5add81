package org.xieban.calendar;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One day as the calendar of a place sees it.
 *
 * @param share how much of a working day it is: 0, 0.5 or 1
 * @param declared what makes it what it is: the notice's or the place's word; null where none speaks of it
 * @param notice the notice or deviation that says so, null where none does
 * @param hours when offices work on a whole working day at that time of the year
 * @param open when they work on this one; empty where they do not
 * @param ends when terms in days end that end on it
 */
public record CalendarDay(
        LocalDate date,
        DayReason reason,
        BigDecimal share,
        @Nullable NoticeDay declared,
        @Nullable Notice notice,
        OfficeHours hours,
        List<OfficeHours.Span> open,
        LocalTime ends) {

    public CalendarDay {
        open = List.copyOf(open);
    }

    /** Whether anything of it is working time. */
    public boolean working() {
        return share.signum() > 0;
    }

    /** Whether half of it is working time. */
    public boolean half() {
        return declared != null && declared.kind().half() && working();
    }

    /** Whether a region or department deviates in it. */
    public boolean deviates() {
        return notice != null && notice.place().local();
    }

    /** When offices open; on a day on which they do not: when they would. */
    public LocalTime opening() {
        return (open.isEmpty() ? hours.spans() : open).get(0).from();
    }
}
