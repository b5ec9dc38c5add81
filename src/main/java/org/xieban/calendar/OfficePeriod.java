package org.xieban.calendar;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What holds at a place from a day on, until the next of its periods begins: summer hours, a new rule.
 *
 * @param hours null where those of the wider place hold
 * @param dayEnd null where that of the wider place holds
 */
public record OfficePeriod(
        LocalDate from,
        @Nullable OfficeHours hours,
        @Nullable DayEnd dayEnd) {}
