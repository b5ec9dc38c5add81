package org.xieban.inspection;

import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.inspection.visit.ItemResult;

/** Visits that their leads have rolled up, for tests of what comes after: as they stand in the tables, without the way there. */
public final class ConcludedVisits {

    private static final String INSPECTOR = "inspector.han";

    private final JdbcClient jdbc;

    public ConcludedVisits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A visit of the object, led by the market supervision; its id. */
    public long add(String creditCode, String caseNo, LocalDate day, String summary, ItemResult... results) {
        long visit = jdbc.sql("""
                        insert into visit (credit_code, year, begins, ends, state, case_no, planned_at, lead, concluded_at,
                            summary)
                        values (:code, :year, :day, :day, 'DONE', :no, now(), 'scjg', now(), :summary) returning id""")
                .param("code", creditCode)
                .param("year", day.getYear())
                .param("day", day)
                .param("no", caseNo)
                .param("summary", summary)
                .query(Long.class)
                .single();
        for (ItemResult result : results) {
            add(visit, caseNo, result);
        }
        return visit;
    }

    private void add(long visit, String task, ItemResult result) {
        jdbc.sql("""
                        with d as (insert into visit_department (visit, department, task, inspectors)
                             values (:visit, :department, :task, array[:inspector, 'inspector.luo']) returning visit),
                        i as (insert into visit_item (visit, item, department, task)
                             select :visit, :item, :department, :task from d returning visit),
                        e as (insert into visit_entry (id, visit, kind, department, officer, sha256, made_at, received_at)
                             select :entry, :visit, 'RESULT', :department, :inspector, repeat('0', 64), now(), now()
                               from i returning visit)
                        insert into visit_result (visit, item, department, kind, finding, points, officer, at, entry)
                        select :visit, :item, :department, :kind, :finding, '[]', :inspector, now(), :entry from e""")
                .param("visit", visit)
                .param("department", result.department())
                .param("task", task)
                .param("inspector", INSPECTOR)
                .param("item", result.item())
                .param("kind", result.kind().name())
                .param("finding", result.finding())
                .param("entry", UUID.randomUUID())
                .update();
    }
}
