package org.xieban.calendar;

import java.time.Duration;

/** What a term is counted in. */
public enum TermUnit {
    /** 工作日: without weekends and statutory days off, with make-up working days; the first day is not counted. */
    WORKING_DAY,
    /** 自然日: every day; the first day is not counted. */
    CALENDAR_DAY,
    /** 工作小时: office hours of working days, from the moment on. */
    WORKING_HOUR,
    /** 小时: natural hours, from the moment on. */
    HOUR,
    /** 分钟: natural minutes, from the moment on. */
    MINUTE;

    /** Whether terms of this unit end with a day, not at a moment within one. */
    public boolean inDays() {
        return this == WORKING_DAY || this == CALENDAR_DAY;
    }

    /** Whether terms of this unit run by day and night, every day. */
    public boolean natural() {
        return this == HOUR || this == MINUTE;
    }

    /** So many of one that is not in days. */
    public Duration times(int amount) {
        return this == MINUTE ? Duration.ofMinutes(amount) : Duration.ofHours(amount);
    }
}
