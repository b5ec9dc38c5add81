package org.xieban.catalogue;

/**
 * How long an organ may take (时限), and from when on. Terms of the Administrative Licensing Law are in working days
 * (行政许可法 82); another law's "days" are calendar days unless it says otherwise.
 *
 * @param amount how many units, 1 to 3650
 * @param unit what is counted
 * @param startEvent what it runs from; the day of that event is not counted (民法典 201)
 * @param legalBasis law and article that set it; for a promised term, the promise
 */
public record Term(int amount, Unit unit, StartEvent startEvent, String legalBasis) {

    /** The largest amount that is still a term and not a mistake: ten years in days. */
    static final int LONGEST = 3650;

    private static final long WORKING_HOURS = 8;

    /** What a term counts. */
    public enum Unit {
        WORKING_DAY,
        CALENDAR_DAY,
        WORKING_HOUR,
        HOUR;

        boolean countsWorkingTime() {
            return this == WORKING_DAY || this == WORKING_HOUR;
        }
    }

    /** What a term runs from. */
    public enum StartEvent {
        /** The application came in (收件). */
        RECEIPT,
        /** The application was accepted (受理), which is never before its receipt. */
        ACCEPTANCE
    }

    /** @throws IllegalArgumentException if the amount is not positive or no basis is named */
    public Term {
        if (amount < 1 || amount > LONGEST) {
            throw new IllegalArgumentException("a term is 1 to " + LONGEST + " units, not " + amount);
        }
        if (legalBasis.isBlank()) {
            throw new IllegalArgumentException("a term names what sets it");
        }
    }

    /**
     * Whether this term can never end after the other, whatever the calendar of the year. Where that cannot be told, as
     * between a term from acceptance and one from receipt, the answer is no.
     */
    public boolean isWithin(Term other) {
        boolean startsNoLater = startEvent == other.startEvent || startEvent == StartEvent.RECEIPT;
        return startsNoLater && longestHours(other.unit.countsWorkingTime()) <= other.shortestHours();
    }

    /** The most this term can last, in working hours or in hours of the clock. */
    private long longestHours(boolean inWorkingTime) {
        return switch (unit) {
            case WORKING_HOUR -> inWorkingTime ? amount : calendarDays(hoursToDays()) * 24;
            case WORKING_DAY -> inWorkingTime ? amount * WORKING_HOURS : calendarDays(amount) * 24;
            // n days of the calendar hold at most n working days
            case CALENDAR_DAY -> inWorkingTime ? amount * WORKING_HOURS : amount * 24L;
            case HOUR -> inWorkingTime ? amount : (long) amount;
        };
    }

    private long shortestHours() {
        return switch (unit) {
            case WORKING_HOUR, HOUR -> amount;
            case WORKING_DAY -> amount * WORKING_HOURS;
            case CALENDAR_DAY -> amount * 24L;
        };
    }

    private long hoursToDays() {
        return (amount + WORKING_HOURS - 1) / WORKING_HOURS;
    }

    /**
     * The most days of the calendar that so many working days can take: five to a week, and once the longest public
     * holiday, which with its weekends has never been over nine days.
     */
    private static long calendarDays(long workingDays) {
        return (workingDays + 4) / 5 * 7 + 9;
    }
}
