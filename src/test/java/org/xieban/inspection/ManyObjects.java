package org.xieban.inspection;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.xieban.web.Csv;

/** Tables of many objects, some rows of which are broken in one way or another. */
final class ManyObjects {

    static final List<String> HEADING = List.of(
            "creditCode", "name", "trade", "region", "place", "creditClass", "riskMarks", "lastInspected", "listed");

    private static final String SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String[] STREETS = {"文昌", "柏亭", "棠溪", "嫘祖", "龙泉", "仪封", "权寨"};
    private static final String[] KINDS = {"烩面馆", "火锅店", "超市", "药房", "面粉厂", "酒店", "饭庄", "商行", "食品厂"};
    private static final String[] TRADES = {"H62", "F52", "C13", "H61"};
    private static final String[] REGIONS = {"411902", "411921", "411922"};
    private static final String[] MARKS = {"", "", "", "", "", "", "", "", "人员密集场所", "涉及危险化学品 明火"};
    private static final String CLASSES = "AAAABBBCCD";

    private final int objects;
    private final int bad;

    /** @param bad so many broken rows stand between the others */
    ManyObjects(int objects, int bad) {
        this.objects = objects;
        this.bad = bad;
    }

    private interface Lines {

        void line(List<String> cells) throws IOException;
    }

    private void write(Lines lines) throws IOException {
        lines.line(HEADING);
        int broken = 0;
        for (int i = 1; i <= objects; i++) {
            lines.line(row(i));
            while ((long) broken * objects < (long) i * bad) {
                lines.line(broken(broken++, i));
            }
        }
    }

    /** Comma-separated; the lines of the broken rows. */
    List<Integer> csv(Path file) throws IOException {
        List<Integer> brokenLines = new ArrayList<>();
        try (Writer out = Files.newBufferedWriter(file)) {
            Csv csv = new Csv(out);
            int[] line = new int[1];
            write(cells -> {
                line[0]++;
                csv.line(cells);
                if (cells.get(1).startsWith("坏行")) {
                    brokenLines.add(line[0]);
                }
            });
        }
        return brokenLines;
    }

    /** A workbook. */
    void workbook(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "bench", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("名录");
            int[] line = new int[1];
            write(cells -> {
                for (int i = 0; i < cells.size(); i++) {
                    sheet.value(line[0], i, cells.get(i));
                }
                if (++line[0] % 1_000 == 0) {
                    sheet.flush();
                }
            });
        }
    }

    private static List<String> row(int i) {
        return List.of(
                code(i),
                STREETS[i % STREETS.length] + KINDS[i % KINDS.length] + i,
                TRADES[i % TRADES.length],
                REGIONS[i % REGIONS.length],
                STREETS[i % STREETS.length] + "路 " + (i % 2_000 + 1) + " 号",
                CLASSES.substring(i % 10, i % 10 + 1),
                MARKS[i % MARKS.length],
                i % 3 == 0 ? "2025-0" + (i % 9 + 1) + "-1" + i % 10 : "",
                i % 50 == 7 ? "否" : "是");
    }

    private static List<String> broken(int which, int i) {
        List<String> row = new ArrayList<>(row(i));
        row.set(1, "坏行" + which);
        switch (which % 6) {
            case 0 -> row.set(0, row.get(0).substring(0, 17) + (row.get(0).endsWith("0") ? "1" : "0"));
            case 1 -> row.set(2, "H99");
            case 2 -> row.set(3, "990000");
            case 3 -> row.set(5, "E");
            case 4 -> row.set(7, "2025-02-30");
            // the same object twice
            default -> row.set(4, "别处");
        }
        return row;
    }

    /** The credit code of an object (GB 32100-2015); they ascend. */
    static String code(int i) {
        String organisation = "%08d".formatted(i);
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int k = 0; k < 8; k++) {
            sum += (organisation.charAt(k) - '0') * weights[k];
        }
        String begin = "92411900" + organisation + "0123456789X0".charAt(11 - sum % 11);
        int weighted = 0;
        int weight = 1;
        for (char each : begin.toCharArray()) {
            weighted += SYMBOLS.indexOf(each) * weight;
            weight = weight * 3 % 31;
        }
        return begin + SYMBOLS.charAt((31 - weighted % 31) % 31);
    }
}
