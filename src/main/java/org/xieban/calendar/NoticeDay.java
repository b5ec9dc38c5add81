package org.xieban.calendar;

import java.time.LocalDate;

/**
 * What a notice says of one day; ordinary weekends and working days it leaves out.
 *
 * @param name of the festival or the occasion, empty where the notice gives none
 */
public record NoticeDay(LocalDate date, Kind kind, String name) {

    /** What a day is declared to be. */
    public enum Kind {
        OFF,
        WORK,
        /** A working day of which the morning is off; only a place may say so, not the country. */
        MORNING_OFF,
        /** A working day of which the afternoon is off; only a place may say so, not the country. */
        AFTERNOON_OFF;

        /** Whether it leaves half of a working day. */
        public boolean half() {
            return this == MORNING_OFF || this == AFTERNOON_OFF;
        }
    }
}
