package org.xieban.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Those who keep clocks that run by the calendar. */
public interface OpenClocks {

    /**
     * A change of the calendar, or of who works by which.
     *
     * @param from the first day of which it changes anything: clocks that were due before stay as they are
     * @param at until when what has not ended has lasted at least
     */
    record Change(DepartmentCalendars before, DepartmentCalendars after, LocalDate from, Instant at) {}

    /** Which open clocks a change would move, by their ids; moves none. */
    List<MovedClock> wouldMove(Change change);

    /**
     * Moves exactly those, and keeps them from others until the transaction that changes the calendar ends.
     *
     * @return those it moved, by their ids
     */
    List<MovedClock> move(Change change);
}
