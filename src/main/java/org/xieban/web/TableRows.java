package org.xieban.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;
import org.xieban.trace.Act;

/** Takes tables row by row under a heading that names the columns: what is right is kept, what is not is told. */
public final class TableRows {

    private static final int WRONG = 422;

    private TableRows() {}

    /**
     * What became of the rows of a table.
     *
     * @param wrong of each row that was not taken, its line and what is wrong with it
     */
    public record Taken(int added, int changed, int same, Map<Integer, List<Cells.Fault>> wrong) {

        /** As the record keeps it. */
        public Act told(Act act) {
            return act.with("added", added)
                    .with("changed", changed)
                    .with("same", same)
                    .with("wrong", wrong.size());
        }
    }

    /**
     * Takes a table.
     *
     * @param rows the heading first
     * @param columns that the heading must have, the first is the one that is said where a row is there twice
     * @param reading makes something of a row, or notes in it what is wrong
     * @param key what tells one from another
     * @param keeping keeps them and says of each that it touched whether it was added
     * @throws Refusal {@code registerTable.empty}, {@code registerTable.column} (422)
     */
    public static <T> Taken take(
            String name,
            List<CsvReader.Row> rows,
            List<String> columns,
            Function<Cells, @Nullable T> reading,
            Function<T, String> key,
            Function<List<T>, List<Boolean>> keeping) {
        Map<String, Integer> places = places(name, rows, columns);
        Map<String, T> right = new LinkedHashMap<>();
        Map<Integer, List<Cells.Fault>> wrong = new LinkedHashMap<>();
        for (CsvReader.Row row : rows.subList(1, rows.size())) {
            Map<String, String> given = new HashMap<>();
            places.forEach((column, place) -> given.put(column, row.cell(place)));
            Cells cells = new Cells(given);
            T read = reading.apply(cells);
            if (read != null && cells.faults().isEmpty() && right.putIfAbsent(key.apply(read), read) != null) {
                cells.wrong(columns.get(0), "register.twice", cells.typed(columns.get(0)));
            }
            if (!cells.faults().isEmpty()) {
                wrong.put(row.line(), cells.faults());
            }
        }
        List<Boolean> touched = right.isEmpty() ? List.of() : keeping.apply(List.copyOf(right.values()));
        int added = (int) touched.stream().filter(each -> each).count();
        return new Taken(added, touched.size() - added, right.size() - touched.size(), wrong);
    }

    private static Map<String, Integer> places(String name, List<CsvReader.Row> rows, List<String> columns) {
        if (rows.size() < 2) {
            throw Refusal.rule("registerTable.empty", name);
        }
        List<String> heading = rows.get(0).cells().stream().map(String::strip).toList();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String column : columns) {
            int place = 0;
            while (place < heading.size() && !heading.get(place).equalsIgnoreCase(column)) {
                place++;
            }
            if (place == heading.size()) {
                throw Refusal.rule("registerTable.column", column);
            }
            places.put(column, place);
        }
        return places;
    }

    /** Takes a file that was sent, and puts on the page what became of it: {@code taken}, or {@code refusal}. */
    public static void answer(
            MultipartFile file,
            Model model,
            HttpServletResponse response,
            BiFunction<String, List<CsvReader.Row>, Taken> taking)
            throws IOException {
        String name = String.valueOf(file.getOriginalFilename());
        try {
            model.addAttribute("taken", taking.apply(name, TableFile.rows(name, file.getBytes())));
        } catch (TableFile.Unreadable e) {
            response.setStatus(WRONG);
            model.addAttribute("refusal", Refusal.rule("registerTable.unreadable", name));
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE) {
                throw refused;
            }
            response.setStatus(WRONG);
            model.addAttribute("refusal", refused);
        }
    }
}
