package org.xieban.inspection.visit;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.web.Refusal;

/** What was found at visits. */
@Component
@Transactional(readOnly = true)
public class VisitResults {

    private final JdbcClient jdbc;

    VisitResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a visit came to so far.
     *
     * @throws Refusal {@code visit.unknown} (404) where it has not begun
     */
    public VisitOutcome of(long visit) {
        List<ItemResult> results = jdbc.sql(
                        "select item, department, kind, finding from visit_result where visit = :visit order by item")
                .param("visit", visit)
                .query((row, number) -> new ItemResult(
                        row.getString("item"),
                        row.getString("department"),
                        ResultKind.valueOf(row.getString("kind")),
                        row.getString("finding")))
                .list();
        return jdbc.sql("""
                        select case_no, credit_code, lead, concluded_at, coalesce(summary, '') as summary
                          from visit where id = :visit and case_no is not null""")
                .param("visit", visit)
                .query((row, number) -> {
                    OffsetDateTime concluded = row.getObject("concluded_at", OffsetDateTime.class);
                    return new VisitOutcome(
                            visit,
                            row.getString("case_no"),
                            row.getString("credit_code"),
                            row.getString("lead"),
                            concluded == null ? null : concluded.toInstant(),
                            row.getString("summary"),
                            results);
                })
                .optional()
                .orElseThrow(() -> Refusal.notFound("visit.unknown", visit));
    }
}
