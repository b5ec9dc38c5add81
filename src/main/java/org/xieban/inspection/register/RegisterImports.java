package org.xieban.inspection.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.trace.Act;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.TableFile;

/** Takes tables into registers, row by row: what is right is kept, what is not comes back as a table that says why. */
@Component
@Transactional
public class RegisterImports {

    private static final int BATCH = 2_000;
    private static final int LONGEST_NAME = 200;

    private final List<Register<?>> registers;
    private final RegisterKeepers keepers;
    private final MessageSource messages;
    private final JdbcClient jdbc;
    private final Trace trace;
    private final Clock clock;

    RegisterImports(
            List<Register<?>> registers,
            RegisterKeepers keepers,
            MessageSource messages,
            JdbcClient jdbc,
            Trace trace,
            Clock clock) {
        this.registers = registers;
        this.keepers = keepers;
        this.messages = messages;
        this.jdbc = jdbc;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Fills a register that is empty, in the name of the product, as when the demonstration begins.
     *
     * @param name of the register
     * @param table as it is exported
     * @throws IllegalArgumentException if something is wrong with the table
     */
    public void fillEmpty(String name, String table) {
        registers.stream()
                .filter(register -> register.name().equals(name) && register.count(RegisterFilter.ALL) == 0)
                .forEach(register -> fill(register, table));
    }

    private <T extends RegisterEntry> void fill(Register<T> register, String table) {
        List<CsvReader.Row> rows;
        try {
            rows = CsvReader.rows(table);
        } catch (CsvReader.Broken e) {
            throw new IllegalArgumentException("no table of " + register.name(), e);
        }
        Map<String, Integer> columns = columns(register, rows.get(0).cells(), Locale.CHINA);
        List<Cells> cells =
                rows.stream().skip(1).map(row -> cells(row, columns)).toList();
        Register.Known known = register.known(cells);
        List<T> entries = new ArrayList<>();
        for (Cells row : cells) {
            T entry = register.read(row, known);
            if (entry == null) {
                throw new IllegalArgumentException("no row of " + register.name() + ": " + row.faults());
            }
            entries.add(entry);
        }
        Register.Kept kept = keep(register, entries);
        trace.record(Act.of("register.imported", "register", register.name()).with("added", kept.added()));
    }

    /** What became of a table. */
    record Import(
            long id, String register, String fileName, String department, Instant at, Register.Kept kept, int bad) {}

    /** A row that was not taken. */
    record Bad(int line, List<String> cells, String why) {}

    /**
     * Takes a table.
     *
     * @param name of the file: {@code .csv} or {@code .xlsx}
     * @param locale in which the report speaks
     * @return id of the import
     * @throws Refusal {@code registerTable.unreadable}, {@code .column}, {@code .empty} (422) where it is no table of
     *     this register: nothing is taken then; {@code access.denied} (403)
     */
    <T extends RegisterEntry> long take(Register<T> register, String name, byte[] bytes, Locale locale) {
        keepers.requireKeeperIn(register);
        List<CsvReader.Row> rows;
        try {
            if (!TableFile.named(name.toLowerCase(Locale.ROOT))) {
                throw Refusal.rule("registerTable.unreadable", name);
            }
            rows = TableFile.rows(name.toLowerCase(Locale.ROOT), bytes);
        } catch (TableFile.Unreadable e) {
            throw Refusal.rule("registerTable.unreadable", name);
        }
        if (rows.size() < 2) {
            throw Refusal.rule("registerTable.empty", name);
        }
        List<String> heading = rows.get(0).cells();
        Map<String, Integer> columns = columns(register, heading, locale);
        List<CsvReader.Row> body = rows.subList(1, rows.size());
        List<Cells> cells = body.stream().map(row -> cells(row, columns)).toList();

        List<Bad> bad = new ArrayList<>();
        List<T> good = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Register.Known known = register.known(cells);
        for (int i = 0; i < body.size(); i++) {
            Cells row = cells.get(i);
            T entry = register.read(row, known);
            if (entry != null && !keepers.mayKeep(register.department(entry))) {
                row.wrong("department", "register.foreign");
            }
            if (entry != null
                    && Stream.concat(Stream.of(entry.key()), register.unique(entry).stream())
                            .map(each -> !seen.add(each))
                            .reduce(false, Boolean::logicalOr)) {
                row.wrong(register.columns().get(0), "register.twice", entry.key());
            }
            if (entry == null || !row.faults().isEmpty()) {
                bad.add(new Bad(body.get(i).line(), body.get(i).cells(), said(register, row, locale)));
            } else {
                good.add(entry);
            }
        }
        Register.Kept kept = keep(register, good);
        return record(register, name, bytes, kept, bad.size(), report(heading, bad, locale));
    }

    /** Where which column stands; its heading is its name for machines or what it is called in the reader's language. */
    private Map<String, Integer> columns(Register<?> register, List<String> heading, Locale locale) {
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

    private Cells cells(CsvReader.Row row, Map<String, Integer> columns) {
        Map<String, String> given = new HashMap<>();
        columns.forEach((column, place) -> given.put(column, plain(row.cell(place))));
        return new Cells(given);
    }

    /** Offices write yes and no in their own words. */
    private String plain(String cell) {
        if (cell.equals(messages.getMessage("inspection.yes", null, Locale.CHINA))) {
            return "true";
        }
        return cell.equals(messages.getMessage("inspection.no", null, Locale.CHINA)) ? "false" : cell;
    }

    private String title(String column, Locale locale) {
        return messages.getMessage("inspection.column." + column, null, locale);
    }

    /** What is wrong with a row, in words. */
    String said(Register<?> register, Cells row, Locale locale) {
        return row.faults().stream()
                .map(fault -> title(fault.column(), locale) + ": "
                        + messages.getMessage(
                                "problem." + fault.code(), fault.arguments().toArray(), locale))
                .collect(Collectors.joining("; "));
    }

    private static <T extends RegisterEntry> Register.Kept keep(Register<T> register, List<T> good) {
        int added = 0;
        int changed = 0;
        int same = 0;
        for (int from = 0; from < good.size(); from += BATCH) {
            Register.Kept kept = register.keep(good.subList(from, Math.min(good.size(), from + BATCH)));
            added += kept.added();
            changed += kept.changed();
            same += kept.same();
        }
        return new Register.Kept(added, changed, same);
    }

    private String report(List<String> heading, List<Bad> bad, Locale locale) {
        Csv csv = new Csv();
        csv.line(Stream.concat(
                        Stream.of(
                                messages.getMessage("inspection.import.line", null, locale),
                                messages.getMessage("inspection.import.why", null, locale)),
                        heading.stream())
                .toList());
        bad.forEach(
                row -> csv.line(Stream.concat(Stream.of(String.valueOf(row.line()), row.why()), row.cells().stream())
                        .toList()));
        return csv.toString();
    }

    private long record(Register<?> register, String name, byte[] bytes, Register.Kept kept, int bad, String report) {
        var officer = CaseAccess.requireOfficer();
        trace.record(Act.of("register.imported", "register", register.name())
                .with("file", name)
                .with("added", kept.added())
                .with("changed", kept.changed())
                .with("bad", bad));
        return jdbc.sql("""
                        insert into register_import (register, file_name, sha256, officer, department, at,
                            added, changed, same, bad, report)
                        values (:register, :name, :sha256, :officer, :department, :at,
                            :added, :changed, :same, :bad, :report)
                        returning id""")
                .param("register", register.name())
                .param("name", name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                .param("sha256", Fingerprint.sha256(bytes))
                .param("officer", officer.login())
                .param("department", officer.departmentCode())
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .param("added", kept.added())
                .param("changed", kept.changed())
                .param("same", kept.same())
                .param("bad", bad)
                .param("report", report)
                .query(Long.class)
                .single();
    }

    /** An import of the department of whoever is signed in. */
    @Transactional(readOnly = true)
    Import require(long id) {
        return jdbc.sql("""
                        select id, register, file_name, department, at, added, changed, same, bad
                          from register_import where id = :id and department = :department""")
                .param("id", id)
                .param("department", CaseAccess.requireOfficer().departmentCode())
                .query(RegisterImports::row)
                .optional()
                .orElseThrow(() -> Refusal.notFound("register.noImport"));
    }

    private static Import row(ResultSet row, int number) throws SQLException {
        return new Import(
                row.getLong("id"),
                row.getString("register"),
                row.getString("file_name"),
                row.getString("department"),
                Objects.requireNonNull(Rows.instant(row, "at")),
                new Register.Kept(row.getInt("added"), row.getInt("changed"), row.getInt("same")),
                row.getInt("bad"));
    }

    /** The rows that were not taken, as a table. */
    @Transactional(readOnly = true)
    String report(long id) {
        require(id);
        return jdbc.sql("select report from register_import where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
