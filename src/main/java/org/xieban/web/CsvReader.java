package org.xieban.web;

import java.util.ArrayList;
import java.util.List;

/** Reads tables of comma-separated values (RFC 4180) as the office's spreadsheets write them. */
public final class CsvReader {

    /**
     * A row.
     *
     * @param line where it begins in the text, from 1
     */
    public record Row(int line, List<String> cells) {

        /** The cell at a place, stripped; empty where the row is shorter. */
        public String cell(int index) {
            return index < cells.size() ? cells.get(index).strip() : "";
        }

        boolean blank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** A text that is no table: a quotation mark that nothing closes. */
    public static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        Broken(int line) {
            super("a quotation mark is not closed");
            this.line = line;
        }

        /** Where the cell begins that does not end. */
        public int line() {
            return line;
        }
    }

    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The rows of a text, without those in which nothing stands. */
    public static List<Row> rows(String text) throws Broken {
        return new CsvReader(text).read();
    }

    private List<Row> read() throws Broken {
        int begun = line;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' && cell.isEmpty()) {
                quoted();
            } else if (c == ',') {
                endCell();
                at++;
            } else if (c == '\n' || c == '\r') {
                at += c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
                endRow(begun);
                line++;
                begun = line;
            } else {
                cell.append(c);
                at++;
            }
        }
        endRow(begun);
        return rows;
    }

    private void quoted() throws Broken {
        int begun = line;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
                line += c == '\n' ? 1 : 0;
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                return;
            }
        }
        throw new Broken(begun);
    }

    private void endCell() {
        cells.add(unmarked(cell.toString()));
        cell.setLength(0);
    }

    /** Takes back what {@link Csv#cell} puts before a text that a spreadsheet would run. */
    private static String unmarked(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }

    private void endRow(int begun) {
        endCell();
        Row row = new Row(begun, List.copyOf(cells));
        cells = new ArrayList<>();
        if (!row.blank()) {
            rows.add(row);
        }
    }
}
