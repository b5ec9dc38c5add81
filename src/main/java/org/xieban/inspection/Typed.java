package org.xieban.inspection;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was typed into a form. */
public final class Typed {

    private Typed() {}

    /** Without the white space around it. */
    public static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Words separated by white space, commas or semicolons. */
    public static List<String> words(@Nullable String typed) {
        return Arrays.stream(text(typed).split("[\\s,;，；、]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** A day; null where it is none. */
    public static @Nullable LocalDate day(@Nullable String typed) {
        try {
            return LocalDate.parse(text(typed));
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** What was chosen of several. */
    public static List<String> given(@Nullable List<String> several) {
        return several == null ? List.of() : List.copyOf(several);
    }
}
