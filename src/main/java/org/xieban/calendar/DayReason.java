package org.xieban.calendar;

/** Why a day counts towards a term, or does not. */
public enum DayReason {
    /** An ordinary working day. */
    WORKDAY,
    /** Saturday or Sunday (国务院关于职工工作时间的规定, Art. 7). */
    WEEKEND,
    /** Declared a day off by a yearly notice. */
    HOLIDAY,
    /** Declared a working day by a yearly notice (调休). */
    MAKE_UP,
    /** The day on which a term begins, which is not counted (民法典, Art. 201). */
    FIRST_DAY
}
