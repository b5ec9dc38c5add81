package org.xieban.web;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** A cell that has more is none: a quotation mark is not closed somewhere in a large file. */
    private static final int LONGEST_CELL = 1_000_000;

    private static final int END = -1;

    private final Reader in;
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private int next;
    private int line = 1;

    /** Reads row by row what somebody else closes. */
    public CsvReader(Reader in) throws IOException {
        this.in = in;
        advance();
        if (next == '\uFEFF') {
            advance();
        }
    }

    /** The rows of a text, without those in which nothing stands. */
    public static List<Row> rows(String text) throws Broken {
        List<Row> rows = new ArrayList<>();
        try {
            CsvReader reader = new CsvReader(new StringReader(text));
            for (Row row = reader.row(); row != null; row = reader.row()) {
                rows.add(row);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a text is at hand", e);
        }
        return rows;
    }

    private void advance() throws IOException {
        next = in.read();
    }

    /** The next row in which something stands; null at the end. */
    public @Nullable Row row() throws IOException, Broken {
        while (next != END) {
            Row row = line();
            if (!row.blank()) {
                return row;
            }
        }
        return null;
    }

    private Row line() throws IOException, Broken {
        int begun = line;
        while (next != END && next != '\n' && next != '\r') {
            if (next == '"' && cell.isEmpty()) {
                quoted();
            } else if (next == ',') {
                endCell();
                advance();
            } else {
                cell.append((char) next);
                advance();
            }
        }
        if (next == '\r') {
            advance();
            if (next == '\n') {
                advance();
            }
            line++;
        } else if (next == '\n') {
            advance();
            line++;
        }
        endCell();
        Row row = new Row(begun, List.copyOf(cells));
        cells = new ArrayList<>();
        return row;
    }

    private void quoted() throws IOException, Broken {
        int begun = line;
        advance();
        while (next != END && cell.length() <= LONGEST_CELL) {
            int c = next;
            advance();
            if (c != '"') {
                cell.append((char) c);
                line += c == '\n' ? 1 : 0;
            } else if (next == '"') {
                cell.append('"');
                advance();
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
}
