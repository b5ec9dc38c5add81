package org.xieban.worklist;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Csv;

/** A table that is written on row by row, into a file of which only the last rows are in memory. */
sealed interface TaskTable extends AutoCloseable {

    void row(List<? extends @Nullable String> cells) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * A table in a file.
     *
     * @param name of the sheet, where the format has one
     */
    static TaskTable to(OutputStream out, TaskTableFormat format, String name) {
        return switch (format) {
            case CSV -> new AsCsv(out);
            case XLSX -> new AsWorkbook(out, name);
        };
    }

    /** What a spreadsheet would run as a formula is made text. */
    final class AsCsv implements TaskTable {

        private final BufferedWriter writer;
        private final Csv csv;

        private AsCsv(OutputStream out) {
            this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            this.csv = new Csv(writer);
        }

        @Override
        public void row(List<? extends @Nullable String> cells) {
            csv.line(cells);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** Every cell is a text by its type: a spreadsheet never takes it for a formula. */
    final class AsWorkbook implements TaskTable {

        /** So many rows are written out at a time. */
        private static final int BATCH = 500;

        private final Workbook book;
        private final Worksheet sheet;
        private final OutputStream out;
        private int rows;

        private AsWorkbook(OutputStream out, String name) {
            this.out = out;
            this.book = new Workbook(out, "Xieban", "1.0");
            this.sheet = book.newWorksheet(name);
            sheet.freezePane(0, 1);
        }

        @Override
        public void row(List<? extends @Nullable String> cells) throws IOException {
            for (int column = 0; column < cells.size(); column++) {
                String cell = cells.get(column);
                if (cell != null) {
                    sheet.inlineString(rows, column, cell);
                }
            }
            rows++;
            if (rows % BATCH == 0) {
                sheet.flush();
            }
        }

        @Override
        public void close() throws IOException {
            book.finish();
            out.close();
        }
    }
}
