package org.xieban.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a list is filtered by, as somebody entered it. */
public final class FilterInput {

    /** What one looks for may have so many characters. */
    public static final int LONGEST_WORDS = 100;

    /** What a thing is called by programs has no more. */
    private static final int LONGEST_CODE = 255;

    /** Beyond these there is no work, and soon no date that the database knows. */
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    private FilterInput() {}

    /**
     * The words that somebody looks for, without spaces around them; null where there are none.
     *
     * @throws Refusal {@code filter.invalid} (400) at the field where they cannot be looked for
     */
    public static @Nullable String words(String field, @Nullable String given) {
        return text(field, given, LONGEST_WORDS);
    }

    /**
     * The code of what somebody has chosen; null where it is none.
     *
     * @throws Refusal {@code filter.invalid} (400) at the field where there can be no such code
     */
    public static @Nullable String code(String field, @Nullable String given) {
        return text(field, given, LONGEST_CODE);
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

    private static @Nullable String text(String field, @Nullable String given, int longest) {
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
}
