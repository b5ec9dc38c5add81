package org.xieban.calendar;

import java.util.List;

/** Those who keep clocks that run by the calendar. */
public interface OpenClocks {

    /** Which open clocks a change of the calendar would move; moves none. */
    List<MovedClock> wouldMove(WorkCalendar before, WorkCalendar after);

    /** Moves exactly those, within the transaction that changes the calendar, and returns them. */
    List<MovedClock> move(WorkCalendar before, WorkCalendar after);
}
