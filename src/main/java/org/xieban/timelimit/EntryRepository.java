package org.xieban.timelimit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.catalogue.Term;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/**
 * The pauses and extensions that were entered for cases: nothing of them is changed, what is entered later counts. Also
 * which pauses are still watched, since their alarm is to come.
 */
@Repository
class EntryRepository {

    private static final String PAUSES = """
            select p.*, e.ended_at, e.result,
                   coalesce((select r.until from clock_pause_renewal r where r.pause = p.id order by r.id desc limit 1),
                            p.until) as planned
              from clock_pause p left join clock_pause_end e on e.pause = p.id
            """;

    /**
     * What counts of what was entered for a case: a pause that was corrected is not there.
     *
     * @param pauses the earliest first
     */
    record Entered(List<Pause> pauses, Optional<Extension> extension) {

        static final Entered NOTHING = new Entered(List.of(), Optional.empty());
    }

    private final JdbcClient jdbc;

    EntryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was entered for a case. */
    Entered of(String caseNo) {
        return of(List.of(caseNo)).getOrDefault(caseNo, Entered.NOTHING);
    }

    /** What was entered for each of these cases, by their numbers. */
    Map<String, Entered> of(Collection<String> caseNos) {
        String[] cases = caseNos.toArray(String[]::new);
        Map<String, List<Pause>> pauses = new HashMap<>();
        jdbc.sql(PAUSES + """
                         where p.case_no = any(:cases)
                           and not exists (select from clock_pause c where c.corrects = p.id)
                         order by p.from_at, p.id""").param("cases", cases).query(row -> {
            pauses.computeIfAbsent(row.getString("case_no"), none -> new ArrayList<>())
                    .add(pause(row));
        });
        Map<String, Extension> extensions = new HashMap<>();
        jdbc.sql("select * from clock_extension where case_no = any(:cases)")
                .param("cases", cases)
                .query(row -> {
                    extensions.put(row.getString("case_no"), extension(row));
                });
        Map<String, Entered> entered = new HashMap<>();
        for (String caseNo : caseNos) {
            entered.put(
                    caseNo,
                    new Entered(pauses.getOrDefault(caseNo, List.of()), Optional.ofNullable(extensions.get(caseNo))));
        }
        return entered;
    }

    /**
     * A pause that is to be entered.
     *
     * @param corrects the pause in whose place it counts, null for none
     */
    record Entry(
            String caseNo,
            PauseType type,
            String legalBasis,
            String reason,
            String approver,
            @Nullable String document,
            Instant from,
            LocalDate until,
            boolean byProcess,
            @Nullable Long corrects) {}

    Pause insert(Entry entry) {
        long id = jdbc.sql("""
                insert into clock_pause (case_no, type, stops, legal_basis, reason, approver, document, from_at, until,
                                         by_process, corrects)
                values (:caseNo, :type, :stops, :legalBasis, :reason, :approver, :document, :from, :until, :byProcess,
                        :corrects)
                returning id""")
                .param("caseNo", entry.caseNo())
                .param("type", entry.type().name())
                .param(
                        "stops",
                        entry.type().stops().stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("legalBasis", entry.legalBasis())
                .param("reason", entry.reason())
                .param("approver", entry.approver())
                .param("document", entry.document())
                .param("from", OfficialTime.of(entry.from()))
                .param("until", entry.until())
                .param("byProcess", entry.byProcess())
                .param("corrects", entry.corrects())
                .query(Long.class)
                .single();
        if (entry.corrects() != null) {
            unwatch(entry.corrects());
        }
        watch(id, entry.until());
        return jdbc.sql(PAUSES + "where p.id = :id")
                .param("id", id)
                .query((row, n) -> pause(row))
                .single();
    }

    void endPause(long pause, Instant at, String by, @Nullable String result) {
        jdbc.sql("""
                insert into clock_pause_end (pause, ended_at, ended_by, result) values (:pause, :at, :by, :result)""")
                .param("pause", pause)
                .param("at", OfficialTime.of(at))
                .param("by", by)
                .param("result", result)
                .update();
        unwatch(pause);
    }

    void renewPause(long pause, LocalDate until, String reason, String approver, Instant at) {
        jdbc.sql("""
                insert into clock_pause_renewal (pause, until, reason, approver, approved_at)
                values (:pause, :until, :reason, :approver, :at)""")
                .param("pause", pause)
                .param("until", until)
                .param("reason", reason)
                .param("approver", approver)
                .param("at", OfficialTime.of(at))
                .update();
        watch(pause, until);
    }

    private void watch(long pause, LocalDate until) {
        jdbc.sql("""
                insert into clock_pause_watch (pause, alarm_at) values (:pause, :alarmAt)
                on conflict (pause) do update set alarm_at = excluded.alarm_at""")
                .param("pause", pause)
                .param("alarmAt", OfficialTime.of(Pause.lateFrom(until)))
                .update();
    }

    private void unwatch(long pause) {
        jdbc.sql("delete from clock_pause_watch where pause = :pause")
                .param("pause", pause)
                .update();
    }

    /** A case that has ended waits for no result. */
    void unwatchPauses(String caseNo) {
        jdbc.sql("delete from clock_pause_watch where pause in (select id from clock_pause where case_no = :caseNo)")
                .param("caseNo", caseNo)
                .update();
    }

    /** Pauses that are late and of which nobody was told, with their cases; nobody is told of them again. */
    Map<Long, String> takeLatePauses(Instant now) {
        Map<Long, String> late = new LinkedHashMap<>();
        jdbc.sql("""
                with late as (
                    delete from clock_pause_watch
                     where pause in (select pause from clock_pause_watch where alarm_at <= :now
                                      order by alarm_at, pause limit 500 for update skip locked)
                    returning pause)
                select p.id, p.case_no from late join clock_pause p on p.id = late.pause order by p.id""").param("now", OfficialTime.of(now)).query(row -> {
            late.put(row.getLong(1), row.getString(2));
        });
        return late;
    }

    /** Keeps an extension; empty where there is one already. */
    Optional<Extension> insert(String caseNo, int amount, Term.Unit unit, String reason, String approver, Instant at) {
        return jdbc.sql("""
                insert into clock_extension (case_no, amount, unit, reason, approver, approved_at)
                values (:caseNo, :amount, :unit, :reason, :approver, :at)
                on conflict do nothing returning *""")
                .param("caseNo", caseNo)
                .param("amount", amount)
                .param("unit", unit.name())
                .param("reason", reason)
                .param("approver", approver)
                .param("at", OfficialTime.of(at))
                .query((row, n) -> extension(row))
                .optional();
    }

    private static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                row.getLong("id"),
                PauseType.valueOf(row.getString("type")),
                Arrays.stream((String[]) row.getArray("stops").getArray())
                        .map(ClockKind::valueOf)
                        .collect(Collectors.toSet()),
                row.getString("legal_basis"),
                row.getString("reason"),
                row.getString("approver"),
                row.getString("document"),
                Rows.moment(row, "from_at"),
                row.getObject("planned", LocalDate.class),
                Rows.instant(row, "ended_at"),
                row.getString("result"),
                row.getBoolean("by_process"));
    }

    private static Extension extension(ResultSet row) throws SQLException {
        return new Extension(
                row.getLong("id"),
                row.getInt("amount"),
                Term.Unit.valueOf(row.getString("unit")),
                row.getString("reason"),
                row.getString("approver"),
                Rows.moment(row, "approved_at"));
    }
}
