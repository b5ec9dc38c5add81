package org.xieban.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table for the spreadsheets of offices (RFC 4180), kept here or written on line by line. */
public final class Csv {

    private final Appendable out;

    /** One that is kept, for {@link #toString}. */
    public Csv() {
        this(new StringBuilder());
    }

    /** One that is written where it goes. */
    public Csv(Appendable out) {
        this.out = out;
        // the spreadsheets of Chinese offices take a file for UTF-8 only where it begins with this mark
        append("\uFEFF");
    }

    /** Adds a line; null is an empty cell. */
    public Csv line(List<? extends @Nullable String> cells) {
        append(cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")));
        return this;
    }

    private void append(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Quoted where needed; what a spreadsheet would run as a formula is made text. */
    public static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
