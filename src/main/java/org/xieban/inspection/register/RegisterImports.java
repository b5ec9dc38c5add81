package org.xieban.inspection.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.TableFile;

/** Takes tables into registers, row by row: what is right is kept, what is not comes back as a table that says why. */
@Component
@Transactional
public class RegisterImports {

    /** Whoever is silent for so long has been stopped. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
        TableIntake<T> intake =
                new TableIntake<>(register, null, messages, rows.get(0).cells(), Locale.CHINA);
        intake.take(rows.subList(1, rows.size()));
        if (intake.bad() > 0) {
            throw new IllegalArgumentException("no row of " + register.name() + ": " + intake.report());
        }
        trace.record(Act.of("register.imported", "register", register.name())
                .with("added", intake.kept().added()));
    }

    /**
     * What became of a table.
     *
     * @param state {@code RUNNING}, {@code DONE}, or {@code BROKEN} where it could not be read to its end
     */
    record Import(
            long id,
            String register,
            String fileName,
            String department,
            Instant at,
            String state,
            Register.Kept kept,
            int bad) {

        /** So many rows were looked at. */
        public int rows() {
            return kept.added() + kept.changed() + kept.same() + bad;
        }

        /** So many of the bad ones stand in its report. */
        public int reported() {
            return Math.min(bad, TableIntake.MOST_REPORTED);
        }
    }

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
            if (!TableFile.named(name)) {
                throw Refusal.rule("registerTable.unreadable", name);
            }
            rows = TableFile.rows(name, bytes);
        } catch (TableFile.Unreadable e) {
            throw Refusal.rule("registerTable.unreadable", name);
        }
        if (rows.size() < 2) {
            throw Refusal.rule("registerTable.empty", name);
        }
        TableIntake<T> intake =
                new TableIntake<>(register, keepers, messages, rows.get(0).cells(), locale);
        for (int from = 1; from < rows.size(); from += TableIntake.BATCH) {
            intake.take(rows.subList(from, Math.min(rows.size(), from + TableIntake.BATCH)));
        }
        long id = begin(register, name, Fingerprint.sha256(bytes));
        end(id, register, name, intake);
        return id;
    }

    /** Enters a table of which nothing was taken yet. */
    long begin(Register<?> register, String name, String sha256) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return jdbc.sql("""
                        insert into register_import (register, file_name, sha256, officer, department, at, touched_at,
                            state, added, changed, same, bad, report)
                        values (:register, :name, :sha256, :officer, :department, :at, :at, 'RUNNING', 0, 0, 0, 0, '')
                        returning id""")
                .param("register", register.name())
                .param("name", name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                .param("sha256", sha256)
                .param("officer", officer.login())
                .param("department", officer.departmentCode())
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .query(Long.class)
                .single();
    }

    /** Says how far one is. */
    void reached(long id, TableIntake<?> intake) {
        update(id, intake, "RUNNING", "");
    }

    /** Ends one: whatever was right is kept, the rest is reported. */
    void end(long id, Register<?> register, String name, TableIntake<?> intake) {
        update(id, intake, "DONE", intake.report());
        trace.record(Act.of("register.imported", "register", register.name())
                .with("file", name)
                .with("added", intake.kept().added())
                .with("changed", intake.kept().changed())
                .with("bad", intake.bad()));
    }

    /** Ends one that could not be read to its end; what had been taken stays, and what was wrong so far is reported. */
    void breakOff(long id, String report) {
        jdbc.sql("update register_import set state = 'BROKEN', report = :report where id = :id")
                .param("id", id)
                .param("report", report)
                .update();
    }

    private void update(long id, TableIntake<?> intake, String state, String report) {
        jdbc.sql("""
                        update register_import set state = :state, added = :added, changed = :changed, same = :same,
                               bad = :bad, report = :report, touched_at = :at where id = :id""")
                .param("id", id)
                .param("state", state)
                .param("added", intake.kept().added())
                .param("changed", intake.kept().changed())
                .param("same", intake.kept().same())
                .param("bad", intake.bad())
                .param("report", report)
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .update();
    }

    /** An import of the department of whoever is signed in. */
    @Transactional(readOnly = true)
    Import require(long id) {
        return jdbc.sql("""
                        select id, register, file_name, department, at, added, changed, same, bad,
                               case when state = 'RUNNING' and touched_at < :given then 'BROKEN' else state end as state
                          from register_import where id = :id and department = :department""")
                .param("id", id)
                .param("department", CaseAccess.requireOfficer().departmentCode())
                .param("given", OfficialTime.of(OfficialTime.now(clock).minus(PATIENCE)))
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
                Rows.moment(row, "at"),
                row.getString("state"),
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
