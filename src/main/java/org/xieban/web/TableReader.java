package org.xieban.web;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TableFile} row by row, so that it need not fit into memory; of a workbook its shared texts must. */
public final class TableReader implements AutoCloseable {

    /** As many as a sheet of Excel has. */
    private static final int MOST_ROWS = 1_048_576;

    private static final int MOST_CELLS = 500;

    /** A number format that writes a day: it has years or days outside of quotation marks and brackets. */
    private static final Pattern DAY = Pattern.compile("[yd]");

    /** With the formats of numbers, by which days are told; an error in a formula is an empty cell. */
    private static final ReadingOptions FORMATS = new ReadingOptions(true, true);

    private final Source source;

    /** Rows of one kind of file. */
    private interface Source extends AutoCloseable {

        /** The next one in which something stands; null at the end. */
        CsvReader.@Nullable Row row() throws IOException, CsvReader.Broken, TableFile.Unreadable;

        @Override
        void close() throws IOException;
    }

    private TableReader(Source source) {
        this.source = source;
    }

    /**
     * Begins to read.
     *
     * @param name tells of which kind it is
     */
    public static TableReader of(String name, Path file) throws IOException, TableFile.Unreadable {
        return new TableReader(
                workbook(name)
                        ? new Workbook(() -> new ReadableWorkbook(file.toFile(), FORMATS))
                        : new Text(Files.newInputStream(file)));
    }

    /** Begins to read what is at hand. */
    public static TableReader of(String name, byte[] bytes) throws IOException, TableFile.Unreadable {
        return new TableReader(
                workbook(name)
                        ? new Workbook(() -> new ReadableWorkbook(new ByteArrayInputStream(bytes), FORMATS))
                        : new Text(new ByteArrayInputStream(bytes)));
    }

    private static boolean workbook(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".xlsx");
    }

    /** The next row in which something stands; null at the end. */
    public CsvReader.@Nullable Row row() throws IOException, TableFile.Unreadable {
        try {
            return source.row();
        } catch (CharacterCodingException e) {
            throw new TableFile.Unreadable("not UTF-8");
        } catch (CsvReader.Broken e) {
            throw new TableFile.Unreadable("a quotation mark in line " + e.line() + " is not closed");
        } catch (ExcelReaderException e) {
            throw new TableFile.Unreadable("not a workbook");
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private static final class Text implements Source {

        private final BufferedReader text;
        private final CsvReader rows;

        Text(InputStream bytes) throws IOException, TableFile.Unreadable {
            // a reader that is given a character set instead replaces what is not UTF-8
            text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
            try {
                rows = new CsvReader(text);
            } catch (CharacterCodingException e) {
                text.close();
                throw new TableFile.Unreadable("not UTF-8");
            }
        }

        @Override
        public CsvReader.@Nullable Row row() throws IOException, CsvReader.Broken {
            return rows.row();
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }

    /** The first sheet of one. */
    private static final class Workbook implements Source {

        private final ReadableWorkbook workbook;
        private final Stream<Row> stream;
        private final Iterator<Row> rows;
        private int width;
        private boolean headed;

        private interface Opening {

            ReadableWorkbook open() throws IOException;
        }

        Workbook(Opening opening) throws IOException, TableFile.Unreadable {
            try {
                workbook = opening.open();
            } catch (IOException | ExcelReaderException e) {
                throw new TableFile.Unreadable("not a workbook");
            }
            try {
                stream = workbook.getFirstSheet().openStream();
            } catch (IOException | ExcelReaderException e) {
                workbook.close();
                throw new TableFile.Unreadable("not a workbook");
            }
            rows = stream.iterator();
        }

        @Override
        public CsvReader.@Nullable Row row() throws TableFile.Unreadable {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (row.getRowNum() > MOST_ROWS) {
                    throw new TableFile.Unreadable("more than " + MOST_ROWS + " rows");
                }
                width = headed ? width : Math.min(row.getCellCount(), MOST_CELLS);
                CsvReader.Row read = new CsvReader.Row(row.getRowNum(), cells(row, width));
                if (!read.blank()) {
                    headed = true;
                    return read;
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            stream.close();
            workbook.close();
        }
    }

    /** As many as the heading has: a workbook leaves out what is empty at the end of a row. */
    private static List<String> cells(Row row, int width) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < Math.max(width, Math.min(row.getCellCount(), MOST_CELLS)); i++) {
            cells.add(text(i < row.getCellCount() ? row.getCell(i) : null));
        }
        return cells;
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return "";
        }
        if (cell.getType() == CellType.NUMBER) {
            String format = cell.getDataFormatString();
            if (format != null && DAY.matcher(plain(format)).find()) {
                return cell.asDate().toLocalDate().toString();
            }
            BigDecimal number = cell.asNumber();
            return number.stripTrailingZeros().toPlainString();
        }
        return cell.getType() == CellType.BOOLEAN
                ? String.valueOf(cell.asBoolean())
                : cell.getText().strip();
    }

    private static String plain(String format) {
        return format.replaceAll("\"[^\"]*\"|\\[[^]]*]", "").toLowerCase(Locale.ROOT);
    }
}
