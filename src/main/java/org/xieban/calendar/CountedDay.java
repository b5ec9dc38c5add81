package org.xieban.calendar;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;

/**
 * What one day contributes to a term.
 *
 * @param day what the calendar knows of it
 * @param reason why it counts or not: that of the day, or that it is the first
 * @param counted the fraction of a day that counts; of a day of office hours, or of 24 hours, for terms in hours, then
 *     rounded to four places
 * @param time what counts of it, exactly; zero for terms in days
 */
public record CountedDay(CalendarDay day, DayReason reason, BigDecimal counted, Duration time) {

    public LocalDate date() {
        return day.date();
    }
}
