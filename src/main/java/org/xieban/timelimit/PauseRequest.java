package org.xieban.timelimit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/**
 * A pause as the API and the page are given it, in words; what is not of its form is refused by the name of its field.
 * {@code from} and {@code until} are dates, or instants with offset, which stand for themselves and for their day.
 */
record PauseRequest(
        @Nullable String type,
        @Nullable String legalBasis,
        @Nullable String from,
        @Nullable String until,
        @Nullable String reason,
        @Nullable String document,
        @Nullable String corrects) {

    /** Nothing typed yet. */
    static final PauseRequest EMPTY = new PauseRequest(null, null, null, null, null, null, null);

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** What is typed anew to correct a pause: what was entered, but for its beginning, which stays unless it is given. */
    static PauseRequest correcting(Pause pause) {
        return new PauseRequest(
                pause.type().name(),
                pause.legalBasis(),
                null,
                pause.until().toString(),
                pause.reason(),
                pause.document(),
                Long.toString(pause.id()));
    }

    /** @throws Refusal (400) where a field is not of its form */
    Pauses.Asked read() {
        return new Pauses.Asked(
                readType(),
                given(legalBasis),
                given(from).isEmpty() ? null : moment("from", given(from)),
                readUntil(),
                readReason(),
                given(document).isEmpty() ? null : given(document),
                given(corrects).isEmpty() ? null : Long.valueOf(id(given(corrects))));
    }

    private PauseType readType() {
        return Arrays.stream(PauseType.values())
                .filter(each -> each.name().equals(given(type)))
                .findFirst()
                .orElseThrow(() -> Refusal.shape("clock.pauseShape").at("type", "clock.pauseType"));
    }

    LocalDate readUntil() {
        String text = given(until);
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text)
                            .atZoneSameInstant(OfficialTime.ZONE)
                            .toLocalDate();
        } catch (DateTimeException e) {
            throw Refusal.shape("clock.pauseShape").at("until", "clock.date");
        }
    }

    String readReason() {
        return given(reason);
    }

    static Instant moment(String field, String text) {
        try {
            return text.length() <= 10
                    ? OfficialTime.startOf(LocalDate.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.shape("clock.pauseShape").at(field, "clock.date");
        }
    }

    /** @throws Refusal {@code pause.unknown} (404) where it cannot be one */
    static long id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Refusal.notFound("pause.unknown");
        }
        return Long.parseLong(text);
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
