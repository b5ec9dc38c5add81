package org.xieban.calendar;

import java.time.LocalDate;

/** A date before or after what the calendar knows: {@link WorkCalendar#FIRST} to {@link WorkCalendar#LAST}. */
public final class BeyondCalendarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BeyondCalendarException(LocalDate date) {
        super(date + " is beyond the calendar");
    }
}
