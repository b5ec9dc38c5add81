package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseClocks;
import org.xieban.casefile.Lamp;
import org.xieban.casefile.SqlCondition;
import org.xieban.trace.OfficialTime;

/**
 * How cases stand to their terms: as the worst of their running clocks of acceptance, law and promise. A case of which
 * none is open stands still while the applicant supplements, and is in time once decided.
 */
@Component
@Transactional(readOnly = true)
class StandingOfCases implements CaseClocks {

    private static final String LAMP = """
            coalesce(
                (select case when bool_or(not k.paused and k.due_at <= :clockOver) then 'RED'
                             when bool_or(not k.paused and k.yellow_at <= :clockNow) then 'YELLOW'
                             when bool_or(not k.paused) then 'GREEN'
                             when count(*) > 0 then 'PAUSED' end
                   from clock k where k.case_no = %1$s and k.ended_at is null and k.kind <> 'STEP'),
                (select case l.state when 'SUPPLEMENTING' then 'PAUSED' when 'DECIDED' then 'GREEN' end
                   from case_file l where l.number = %1$s))""";

    /** Cases under each lamp but green, which nearly all are under; each is found in an index, some more than once. */
    private static final Map<Lamp, String> CASES = Map.of(Lamp.RED, """
            select k.case_no from clock k
             where k.ended_at is null and k.kind <> 'STEP' and not k.paused
               and k.yellow_at <= :clockNow and k.due_at <= :clockOver""", Lamp.YELLOW, """
            select k.case_no from clock k
             where k.ended_at is null and k.kind <> 'STEP' and not k.paused and k.yellow_at <= :clockNow
             group by k.case_no having not bool_or(k.due_at <= :clockOver)""", Lamp.PAUSED, """
            select k.case_no from clock k
             where k.paused and k.ended_at is null and k.kind <> 'STEP' and not exists (
                   select from clock r where r.case_no = k.case_no and r.ended_at is null and r.kind <> 'STEP' and not r.paused)
            union all
            select l.number from case_file l
             where l.state = 'SUPPLEMENTING' and not exists (
                   select from clock r where r.case_no = l.number and r.ended_at is null and r.kind <> 'STEP')""");

    /** So many are named one by one; of more the database is told which they are. */
    private static final int FEW = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    StandingOfCases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Map<String, Standing> of(Collection<String> caseNos) {
        Map<String, Standing> standings = new HashMap<>();
        if (caseNos.isEmpty()) {
            return standings;
        }
        jdbc.sql("select f.number, " + LAMP.formatted("f.number") + """
                         as lamp,
                        (select min(k.due_at) from clock k
                          where k.case_no = f.number and k.ended_at is null and not k.paused and k.kind <> 'STEP') as due_at
                   from case_file f where f.number = any(:caseNos)""")
                .param("clockNow", OffsetDateTime.now(clock))
                .param("clockOver", over())
                .param("caseNos", caseNos.toArray(String[]::new))
                .query(row -> {
                    String lamp = row.getString("lamp");
                    if (lamp != null) {
                        OffsetDateTime dueAt = row.getObject("due_at", OffsetDateTime.class);
                        Instant due = dueAt == null ? null : dueAt.toInstant();
                        standings.put(row.getString("number"), new Standing(Lamp.valueOf(lamp), due));
                    }
                });
        return standings;
    }

    @Override
    public SqlCondition under(Lamp lamp, String caseNoColumn) {
        return under(lamp, caseNoColumn, FEW);
    }

    SqlCondition under(Lamp lamp, String caseNoColumn, int few) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        String cases = CASES.get(lamp);
        if (cases == null) {
            // said so that the database takes it for what nearly all are
            return new SqlCondition(
                    LAMP.formatted(caseNoColumn) + " <> all (cast(:clockLamps as text[]))",
                    Map.of(
                            "clockNow",
                            now,
                            "clockOver",
                            over(),
                            "clockLamps",
                            CASES.keySet().stream().map(Lamp::name).toArray(String[]::new)));
        }
        List<String> found = jdbc.sql("select f.case_no from (" + cases + ") f limit :few")
                .param("clockNow", now)
                .param("clockOver", over())
                .param("few", few + 1)
                .query(String.class)
                .list();
        return found.size() <= few
                ? new SqlCondition(
                        caseNoColumn + " = any(:clockCases)", Map.of("clockCases", found.toArray(String[]::new)))
                : new SqlCondition(caseNoColumn + " in (" + cases + ")", Map.of("clockNow", now, "clockOver", over()));
    }

    private OffsetDateTime over() {
        return OfficialTime.of(Course.lastOver(clock.instant()));
    }
}
