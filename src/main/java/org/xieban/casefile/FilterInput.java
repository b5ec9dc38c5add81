package org.xieban.casefile;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/** What a list is filtered by, as somebody entered it. */
public final class FilterInput {

    /** What one looks for may have so many characters. */
    public static final int LONGEST_WORDS = 100;

    /** What a thing is called by programs has no more. */
    public static final int LONGEST_CODE = 255;

    /** Beyond these there is no work, and soon no date that the database knows. */
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    private FilterInput() {}

    /**
     * The text without spaces around it; null where there is none.
     *
     * @throws Refusal {@code filter.invalid} (400) at the field where it cannot be looked for
     */
    public static @Nullable String text(String field, @Nullable String given, int longest) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = given.strip();
        if (text.length() > longest) {
            throw Refusal.shape("filter.invalid").at(field, "filter.tooLong", longest);
        }
        if (text.indexOf('\u0000') >= 0) {
            throw Refusal.shape("filter.invalid").at(field, "filter.notText");
        }
        return text;
    }

    /**
     * The day.
     *
     * @throws Refusal {@code filter.invalid} (400) at the field where it lies beyond all work
     */
    public static @Nullable LocalDate day(String field, @Nullable LocalDate day) {
        if (day != null && (day.isBefore(FIRST) || day.isAfter(LAST))) {
            throw Refusal.shape("filter.invalid").at(field, "filter.day", FIRST.getYear(), LAST.getYear());
        }
        return day;
    }
}
