package org.xieban.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

/** A table as departments hand it over: comma-separated values in UTF-8, or the first sheet of a workbook. */
public final class TableFile {

    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_CELLS = 500;

    /** A number format that writes a day: it has years or days outside of quotation marks and brackets. */
    private static final Pattern DAY = Pattern.compile("[yd]");

    /** With the formats of numbers, by which days are told; an error in a formula is an empty cell. */
    private static final ReadingOptions FORMATS = new ReadingOptions(true, true);

    private TableFile() {}

    /** That a file is no table. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    /** Whether it is a file of a kind that is read. */
    public static boolean named(String name) {
        return name.endsWith(".csv") || name.endsWith(".xlsx");
    }

    /** Its rows, the heading first, without those in which nothing stands. */
    public static List<CsvReader.Row> rows(String name, byte[] bytes) throws Unreadable {
        return name.endsWith(".xlsx") ? ofWorkbook(bytes) : ofText(bytes);
    }

    private static List<CsvReader.Row> ofText(byte[] bytes) throws Unreadable {
        try {
            return CsvReader.rows(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Unreadable("not UTF-8");
        } catch (CsvReader.Broken e) {
            throw new Unreadable("a quotation mark in line " + e.line() + " is not closed");
        }
    }

    private static List<CsvReader.Row> ofWorkbook(byte[] bytes) throws Unreadable {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes), FORMATS);
                Stream<Row> stream = workbook.getFirstSheet().openStream()) {
            int width = 0;
            for (Iterator<Row> each = stream.iterator(); each.hasNext(); ) {
                Row row = each.next();
                if (rows.isEmpty()) {
                    width = Math.min(row.getCellCount(), MOST_CELLS);
                }
                List<String> cells = cells(row, width);
                if (!cells.stream().allMatch(String::isBlank)) {
                    rows.add(new CsvReader.Row(row.getRowNum(), cells));
                }
                if (rows.size() > MOST_ROWS) {
                    throw new Unreadable("more than " + MOST_ROWS + " rows");
                }
            }
        } catch (IOException | ExcelReaderException e) {
            throw new Unreadable("not a workbook");
        }
        return rows;
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
