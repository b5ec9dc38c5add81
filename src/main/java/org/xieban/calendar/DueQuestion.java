package org.xieban.calendar;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** When a term is due, as somebody asks it in words; what he wrote wrongly is refused by the name of its field. */
record DueQuestion(
        @Nullable String start,
        @Nullable String amount,
        @Nullable String unit) {

    /**
     * The answer by a calendar.
     *
     * @throws Refusal if a field is missing or not of its form (400), or the term is not positive or leads beyond the
     *     calendar (422)
     */
    Due answer(WorkCalendar calendar) {
        Object begins = parsedStart();
        TermUnit counted = parsedUnit();
        BigInteger many = parsedAmount();
        try {
            int within = many.intValueExact();
            return begins instanceof LocalDate day
                    ? calendar.due(day, within, counted)
                    : calendar.due((Instant) begins, within, counted);
        } catch (ArithmeticException | BeyondCalendarException e) {
            throw Refusal.rule("calendar.beyond")
                    .at(many.bitLength() > 31 || startsWithin(begins) ? "amount" : "start", "calendar.beyond");
        }
    }

    private static boolean startsWithin(Object begins) {
        LocalDate day = begins instanceof LocalDate date
                ? date
                : ((Instant) begins).atZone(OfficialTime.ZONE).toLocalDate();
        return WorkCalendar.covers(day);
    }

    private Object parsedStart() {
        // a plus sign that was not escaped arrives as a space
        String text = given(start).replace(' ', '+');
        try {
            return switch (text.length()) {
                case 10 -> LocalDate.parse(text);
                case 16, 19 ->
                    text.endsWith("Z") || text.indexOf('+') > 0
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text)
                                    .atZone(OfficialTime.ZONE)
                                    .toInstant();
                default -> OffsetDateTime.parse(text).toInstant();
            };
        } catch (DateTimeParseException e) {
            throw Refusal.shape("calendar.start").at("start", "calendar.start");
        } catch (DateTimeException e) {
            throw Refusal.rule("calendar.beyond").at("start", "calendar.beyond");
        }
    }

    private TermUnit parsedUnit() {
        try {
            return TermUnit.valueOf(given(unit));
        } catch (IllegalArgumentException e) {
            throw Refusal.shape("calendar.unit").at("unit", "calendar.unit");
        }
    }

    private BigInteger parsedAmount() {
        BigInteger many;
        try {
            many = new BigInteger(given(amount));
        } catch (NumberFormatException e) {
            throw Refusal.shape("calendar.amount").at("amount", "calendar.amount");
        }
        if (many.signum() <= 0) {
            throw Refusal.rule("calendar.amountPositive").at("amount", "calendar.amountPositive");
        }
        return many;
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
