package org.xieban.inspection.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;

/**
 * A table on its way into a register, a batch of rows at a time: the right ones are kept, the others stand in its report
 * with what is wrong with them.
 *
 * @param <T> entries of the register
 */
final class TableIntake<T extends RegisterEntry> {

    /** Rows of a batch. */
    static final int BATCH = 2_000;

    /** So many rows are reported; more than that nobody corrects by hand. */
    static final int MOST_REPORTED = 50_000;

    private final Register<T> register;
    private final @Nullable RegisterKeepers keepers;
    private final MessageSource messages;
    private final Locale locale;
    private final Map<String, Integer> columns;
    private final String yes;
    private final String no;
    private final Set<String> seen = new HashSet<>();
    private final Csv report = new Csv();
    private Register.Kept kept = new Register.Kept(0, 0, 0);
    private int bad;

    /**
     * @param keepers who judge whose rows may be kept; null where the product itself keeps them
     * @param heading the first row
     * @param locale in which the report speaks
     * @throws Refusal {@code registerTable.column} (422) where a column is missing
     */
    TableIntake(
            Register<T> register,
            @Nullable RegisterKeepers keepers,
            MessageSource messages,
            List<String> heading,
            Locale locale) {
        this.register = register;
        this.keepers = keepers;
        this.messages = messages;
        this.locale = locale;
        this.columns = columns(heading);
        this.yes = messages.getMessage("inspection.yes", null, Locale.CHINA);
        this.no = messages.getMessage("inspection.no", null, Locale.CHINA);
        report.line(Stream.concat(
                        Stream.of(
                                messages.getMessage("inspection.import.line", null, locale),
                                messages.getMessage("inspection.import.why", null, locale)),
                        heading.stream())
                .toList());
    }

    /** Takes rows that follow those taken before. */
    void take(List<CsvReader.Row> rows) {
        List<Cells> cells = rows.stream().map(this::cells).toList();
        List<T> good = new ArrayList<>();
        Register.Known known = register.known(cells);
        for (int i = 0; i < rows.size(); i++) {
            Cells row = cells.get(i);
            T entry = register.read(row, known);
            if (entry != null && keepers != null && !keepers.mayKeep(register.department(entry))) {
                row.wrong("department", "register.foreign");
            }
            if (entry != null
                    && Stream.concat(Stream.of(entry.key()), register.unique(entry).stream())
                            .map(each -> !seen.add(each))
                            .reduce(false, Boolean::logicalOr)) {
                row.wrong(register.columns().get(0), "register.twice", entry.key());
            }
            if (entry == null || !row.faults().isEmpty()) {
                refuse(rows.get(i), row);
            } else {
                good.add(entry);
            }
        }
        Register.Kept now = register.keep(good);
        kept = new Register.Kept(kept.added() + now.added(), kept.changed() + now.changed(), kept.same() + now.same());
    }

    private void refuse(CsvReader.Row row, Cells cells) {
        bad++;
        if (bad <= MOST_REPORTED) {
            report.line(Stream.concat(Stream.of(String.valueOf(row.line()), said(cells)), row.cells().stream())
                    .toList());
        }
    }

    Register.Kept kept() {
        return kept;
    }

    /** How many rows were not taken. */
    int bad() {
        return bad;
    }

    /** The rows that were not taken, as they were, each with its line and what is wrong with it. */
    String report() {
        return report.toString();
    }

    /** Where which column stands; its heading is its name for machines or what it is called in the reader's language. */
    private Map<String, Integer> columns(List<String> heading) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < heading.size(); i++) {
            places.putIfAbsent(heading.get(i).strip(), i);
        }
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (String column : register.columns()) {
            Integer place = Stream.of(column, title(column, locale), title(column, Locale.CHINA))
                    .map(places::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> Refusal.rule("registerTable.column", title(column, locale)));
            columns.put(column, place);
        }
        return columns;
    }

    private Cells cells(CsvReader.Row row) {
        Map<String, String> given = new HashMap<>();
        columns.forEach((column, place) -> given.put(column, plain(row.cell(place))));
        return new Cells(given);
    }

    /** Offices write yes and no in their own words. */
    private String plain(String cell) {
        if (cell.equals(yes)) {
            return "true";
        }
        return cell.equals(no) ? "false" : cell;
    }

    private String title(String column, Locale locale) {
        return messages.getMessage("inspection.column." + column, null, locale);
    }

    /** What is wrong with a row, in words. */
    private String said(Cells row) {
        return row.faults().stream()
                .map(fault -> title(fault.column(), locale) + ": "
                        + messages.getMessage(
                                "problem." + fault.code(), fault.arguments().toArray(), locale))
                .collect(Collectors.joining("; "));
    }
}
