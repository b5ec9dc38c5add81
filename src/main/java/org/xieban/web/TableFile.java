package org.xieban.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table as departments hand it over: comma-separated values in UTF-8, or the first sheet of a workbook. */
public final class TableFile {

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
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".csv") || small.endsWith(".xlsx");
    }

    /** Its rows, the heading first, without those in which nothing stands. */
    public static List<CsvReader.Row> rows(String name, byte[] bytes) throws Unreadable {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (TableReader table = TableReader.of(name, bytes)) {
            for (CsvReader.Row row = table.row(); row != null; row = table.row()) {
                rows.add(row);
            }
        } catch (IOException e) {
            throw new Unreadable("neither UTF-8 nor a workbook");
        }
        return rows;
    }
}
