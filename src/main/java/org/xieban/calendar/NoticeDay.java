package org.xieban.calendar;

import java.time.LocalDate;

/**
 * What a notice says of one day; ordinary weekends and working days it leaves out.
 *
 * @param name of the festival, empty where the notice gives none
 */
public record NoticeDay(LocalDate date, Kind kind, String name) {

    /** What a day is declared to be. */
    public enum Kind {
        OFF,
        WORK
    }
}
