package org.xieban.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Csv;
import org.xieban.web.CsvReader;

/**
 * The catalogue as a table: one line for each field, each with what holds of its resource; what is exported can be
 * imported again. Its headings are names for machines, the same in every language.
 */
final class ResourceTable {

    static final List<String> COLUMNS = List.of(
            "code",
            "name",
            "provider",
            "sharing",
            "reason",
            "legalBasis",
            "updateCycle",
            "serviceHours",
            "promisedSeconds",
            "validDays",
            "field",
            "label",
            "type",
            "dataClass",
            "personal",
            "key",
            "required",
            "format",
            "caseFact",
            "meaning");

    private static final int MOST_LINES = 20_000;
    private static final int OF_RESOURCE = 10;

    private ResourceTable() {}

    /** A resource as the table has it, with what is wrong by line. */
    record Entry(int line, String code, @Nullable DataResource resource, List<LineFault> faults) {}

    /** What is wrong in a line. */
    record LineFault(int line, Fault fault) {}

    /** What a table holds; what is wrong with it as a whole leaves it without entries. */
    record Table(List<Entry> entries, List<LineFault> faults) {

        public boolean sound() {
            return faults.isEmpty()
                    && !entries.isEmpty()
                    && entries.stream().allMatch(entry -> entry.faults().isEmpty());
        }

        /** Everything that is wrong, by line. */
        public List<LineFault> allFaults() {
            List<LineFault> all = new ArrayList<>(faults);
            entries.forEach(entry -> all.addAll(entry.faults()));
            return all;
        }
    }

    static String write(List<DataResource> resources) {
        Csv csv = new Csv().line(COLUMNS);
        for (DataResource resource : resources) {
            for (DataResource.Field field : resource.fields()) {
                csv.line(Arrays.asList(
                        resource.code(),
                        resource.name(),
                        resource.provider(),
                        resource.sharing().name(),
                        resource.reason(),
                        resource.legalBasis(),
                        resource.updateCycle().name(),
                        resource.serviceHours(),
                        String.valueOf(resource.promisedSeconds()),
                        String.valueOf(resource.validDays()),
                        field.name(),
                        field.label(),
                        field.type().name(),
                        String.valueOf(field.dataClass()),
                        String.valueOf(field.personal()),
                        String.valueOf(field.key()),
                        String.valueOf(field.required()),
                        field.format().name(),
                        field.caseFact(),
                        field.meaning()));
            }
        }
        return csv.toString();
    }

    /** @param rules what is wrong with an entry beyond its shape */
    static Table read(String text, Function<DataResource, List<Fault>> rules) {
        List<CsvReader.Row> rows;
        try {
            rows = CsvReader.rows(text);
        } catch (CsvReader.Broken broken) {
            return refused(broken.line(), Fault.of("", "resourceTable.quote"));
        }
        if (rows.isEmpty() || !heading(rows.get(0)).equals(COLUMNS)) {
            return refused(1, Fault.of("", "resourceTable.heading", String.join(",", COLUMNS)));
        }
        if (rows.size() > MOST_LINES) {
            return refused(1, Fault.of("", "resourceTable.tooLong", MOST_LINES));
        }
        Map<String, List<CsvReader.Row>> byCode = new LinkedHashMap<>();
        List<LineFault> faults = new ArrayList<>();
        for (CsvReader.Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() > COLUMNS.size()) {
                faults.add(new LineFault(row.line(), Fault.of("", "resourceTable.cells", COLUMNS.size())));
            }
            byCode.computeIfAbsent(row.cell(0), code -> new ArrayList<>()).add(row);
        }
        List<Entry> entries = new ArrayList<>();
        byCode.forEach((code, lines) -> entries.add(entry(code, lines, rules)));
        return new Table(entries, faults);
    }

    private static List<String> heading(CsvReader.Row row) {
        return row.cells().stream().map(String::strip).toList();
    }

    private static Table refused(int line, Fault fault) {
        return new Table(List.of(), List.of(new LineFault(line, fault)));
    }

    private static Entry entry(String code, List<CsvReader.Row> lines, Function<DataResource, List<Fault>> rules) {
        CsvReader.Row first = lines.get(0);
        List<LineFault> faults = new ArrayList<>();
        for (CsvReader.Row line : lines) {
            for (int column = 1; column < OF_RESOURCE; column++) {
                if (!line.cell(column).equals(first.cell(column))) {
                    faults.add(new LineFault(
                            line.line(), Fault.of(COLUMNS.get(column), "resourceTable.differs", first.line())));
                }
            }
            flag(line, 14, faults);
            flag(line, 15, faults);
            flag(line, 16, faults);
        }
        ResourceForm.Reading reading = form(first, lines).read();
        List<Fault> wrong = new ArrayList<>(reading.faults());
        DataResource resource = reading.resource();
        if (resource != null) {
            wrong.addAll(rules.apply(resource));
        }
        wrong.forEach(fault -> faults.add(new LineFault(lineOf(fault, lines), fault)));
        return new Entry(first.line(), code, faults.isEmpty() ? resource : null, faults);
    }

    private static ResourceForm form(CsvReader.Row first, List<CsvReader.Row> lines) {
        return new ResourceForm(
                first.cell(0),
                first.cell(1),
                first.cell(2),
                first.cell(3),
                first.cell(4),
                first.cell(5),
                first.cell(6),
                first.cell(7),
                first.cell(8),
                first.cell(9),
                lines.stream()
                        .map(line -> new ResourceForm.Row(
                                // a line without a field is one with a nameless one, which is told
                                line.cell(10).isEmpty() ? "-" : line.cell(10),
                                line.cell(11),
                                line.cell(12),
                                line.cell(19),
                                line.cell(13),
                                line.cell(14).equals("true"),
                                line.cell(15).equals("true"),
                                line.cell(16).equals("true"),
                                line.cell(17),
                                line.cell(18)))
                        .toList());
    }

    private static void flag(CsvReader.Row line, int column, List<LineFault> faults) {
        String value = line.cell(column);
        if (!value.equals("true") && !value.equals("false")) {
            faults.add(
                    new LineFault(line.line(), Fault.of(COLUMNS.get(column), "resource.choice", value, "true, false")));
        }
    }

    private static int lineOf(Fault fault, List<CsvReader.Row> lines) {
        String path = fault.path();
        if (!path.startsWith("fields[")) {
            return lines.get(0).line();
        }
        return lines.get(Integer.parseInt(path.substring(7, path.indexOf(']')))).line();
    }
}
