package org.xieban.calendar;

/** When on its last day a term in days ends (民法典, Art. 203). */
public enum DayEnd {
    /** With the day, at its last second. */
    MIDNIGHT,
    /** When the office closes, where those concerned can only be served while it is open. */
    CLOSING
}
