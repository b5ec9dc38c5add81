package org.xieban.inspection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.inspection.register.CreditClass;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The plans, in the database. */
@Repository
class PlanRepository {

    private static final String SELECT = "select p.* from inspection_plan p\n";

    private final JdbcClient jdbc;

    PlanRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(InspectionPlan plan) {
        statement("""
                insert into inspection_plan (case_no, kind, title, lead, departments, items, trades, regions, risk_marks,
                    shares, inspectors_each, begins, ends, why, state, proposed_by, proposed_at)
                values (:caseNo, :kind, :title, :lead, :departments, :items, :trades, :regions, :marks,
                    :shares, :each, :begins, :ends, :why, :state, :by, :at)""", plan)
                .param("kind", plan.terms().kind().name())
                .param("lead", plan.lead())
                .param("by", plan.proposedBy())
                .param("at", OfficialTime.of(plan.proposedAt()))
                .update();
    }

    /** Changes what is proposed; whose plan and of which kind it is stays. */
    void update(InspectionPlan plan) {
        statement("""
                update inspection_plan
                   set title = :title, departments = :departments, items = :items, trades = :trades, regions = :regions,
                       risk_marks = :marks, shares = :shares, inspectors_each = :each, begins = :begins, ends = :ends,
                       why = :why, state = :state
                 where case_no = :caseNo""", plan).update();
    }

    private JdbcClient.StatementSpec statement(String sql, InspectionPlan plan) {
        InspectionPlan.Terms terms = plan.terms();
        return jdbc.sql(sql)
                .param("caseNo", plan.caseNo())
                .param("title", terms.title())
                .param("departments", plan.departments().toArray(String[]::new))
                .param("items", terms.items().toArray(String[]::new))
                .param("trades", terms.trades().toArray(String[]::new))
                .param("regions", terms.regions().toArray(String[]::new))
                .param("marks", terms.riskMarks().toArray(String[]::new))
                .param("shares", terms.shares().values().toArray(Integer[]::new))
                .param("each", terms.inspectorsEach())
                .param("begins", terms.begins())
                .param("ends", terms.ends())
                .param("why", terms.why())
                .param("state", plan.state().name());
    }

    Optional<InspectionPlan> find(String caseNo) {
        return jdbc.sql(SELECT + " where p.case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(PlanRepository::plan)
                .optional();
    }

    void state(String caseNo, InspectionPlan.State state) {
        jdbc.sql("update inspection_plan set state = :state where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("state", state.name())
                .update();
    }

    /** The newest first, from behind one. */
    List<InspectionPlan> list(@Nullable String after, int limit) {
        return jdbc.sql(SELECT + """
                         where cast(:after as text) is null
                            or (p.proposed_at, p.case_no)
                               < (select proposed_at, case_no from inspection_plan where case_no = :after)
                         order by p.proposed_at desc, p.case_no desc limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query(PlanRepository::plan)
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from inspection_plan")
                .query(Long.class)
                .single();
    }

    private static InspectionPlan plan(ResultSet row, int number) throws SQLException {
        Integer[] kept = (Integer[]) row.getArray("shares").getArray();
        Map<CreditClass, Integer> shares = new EnumMap<>(CreditClass.class);
        for (CreditClass each : CreditClass.values()) {
            shares.put(each, kept[shares.size()]);
        }
        return new InspectionPlan(
                row.getString("case_no"),
                row.getString("lead"),
                texts(row, "departments"),
                new InspectionPlan.Terms(
                        InspectionPlan.Kind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        texts(row, "items"),
                        texts(row, "trades"),
                        texts(row, "regions"),
                        texts(row, "risk_marks"),
                        shares,
                        row.getInt("inspectors_each"),
                        row.getObject("begins", LocalDate.class),
                        row.getObject("ends", LocalDate.class),
                        row.getString("why")),
                InspectionPlan.State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                Rows.moment(row, "proposed_at"));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
