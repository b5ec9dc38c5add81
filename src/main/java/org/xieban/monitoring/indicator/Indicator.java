package org.xieban.monitoring.indicator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import org.jspecify.annotations.Nullable;

/**
 * An indicator (运行体征).
 *
 * @param number stands for the code in readings; 0 where it is not kept yet
 * @param provider code of the department whose sensors or systems it is of
 * @param region GB/T 2260, of any level
 * @param longitude degrees east, with the latitude or null
 * @param cycle how often a reading comes, ISO 8601: {@code PT5M}, {@code P1M}
 * @param resource the data resource that is asked in each cycle, null where readings are sent
 * @param resourceKey what the resource is asked for
 * @param listed false once it is measured no more
 * @param version grows with each change
 */
public record Indicator(
        int number,
        String code,
        String name,
        Kind kind,
        String provider,
        String unit,
        String region,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        String cycle,
        Retention retention,
        @Nullable String resource,
        @Nullable String resourceKey,
        boolean listed,
        int version,
        Instant registeredAt) {

    private static final int COUNTY_DIGITS = 6;
    private static final Duration MONTH = Duration.ofDays(31);

    /** The county it is in, or the city where it is of all of it. */
    public String county() {
        return region.substring(0, COUNTY_DIGITS);
    }

    /** How long at most lies between two readings. */
    public Duration longestCycle() {
        TemporalAmount amount = amount(cycle);
        return amount instanceof Period months ? MONTH.multipliedBy(months.toTotalMonths()) : (Duration) amount;
    }

    /** The months from one reading to the next, 0 where it is counted in days and less. */
    public int months() {
        return amount(cycle) instanceof Period months ? Math.toIntExact(months.toTotalMonths()) : 0;
    }

    /** How often a reading comes, as pages say it. */
    public Span every() {
        return months() > 0 ? Span.ofMonths(months()) : Span.of(longestCycle());
    }

    /** Whether it is looked at by months rather than minutes. */
    public boolean slow() {
        return longestCycle().compareTo(Duration.ofDays(20)) > 0;
    }

    /**
     * Reads a cycle: months and years, or days and less.
     *
     * @throws java.time.format.DateTimeParseException where it is none
     */
    static TemporalAmount amount(String text) {
        return text.matches("P[0-9]{1,3}[MY]") ? Period.parse(text) : Duration.parse(text);
    }
}
