package org.xieban.web;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table for the spreadsheets of offices (RFC 4180). */
public final class Csv {

    /** The spreadsheets of Chinese offices take a file for UTF-8 only where it begins with this mark. */
    private final StringBuilder text = new StringBuilder("\uFEFF");

    /** Adds a line; null is an empty cell. */
    public Csv line(List<@Nullable String> cells) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        // a spreadsheet would run what begins like a formula
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
