package org.xieban.casefile;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;

/** The opinions given in cases. */
@Component
@Transactional
public class Opinions {

    private final JdbcClient jdbc;
    private final CaseAccess access;
    private final Officers officers;
    private final Trace trace;
    private final Clock clock;

    Opinions(JdbcClient jdbc, CaseAccess access, Officers officers, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.officers = officers;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Keeps an opinion.
     *
     * @param step element id of the step that asked for it
     * @param department code of the department it is given for
     * @param officer login of who gives it
     */
    public void give(
            String caseNo, String step, String department, String officer, Opinion.Conclusion conclusion, String text) {
        String officerName = officers.find(officer).map(Officer::name).orElse(officer);
        jdbc.sql("""
                insert into opinion (case_no, step, department, officer, officer_name, conclusion, content, given_at)
                values (:caseNo, :step, :department, :officer, :officerName, :conclusion, :text, :at)""")
                .param("caseNo", caseNo)
                .param("step", step)
                .param("department", department)
                .param("officer", officer)
                .param("officerName", officerName)
                .param("conclusion", conclusion.name())
                .param("text", text)
                .param("at", OfficialTime.of(clock.instant()))
                .update();
        trace.record(Act.of("case.opinionGiven", "case", caseNo)
                .inCase(caseNo, step)
                .with("department", department)
                .with("conclusion", conclusion.name())
                .with("text", text));
    }

    /** All opinions of a case, oldest first, for use cases of the product itself. */
    @Transactional(readOnly = true)
    public List<Opinion> all(String caseNo) {
        return list(caseNo, null);
    }

    /** The opinions that whoever is signed in may see, oldest first; a department asked for advice sees its own. */
    @Transactional(readOnly = true)
    public List<Opinion> visible(String caseNo) {
        return access.requireVisible(caseNo) == CaseScope.WHOLE
                ? list(caseNo, null)
                : list(caseNo, CaseAccess.requireOfficer().departmentCode());
    }

    private List<Opinion> list(String caseNo, @Nullable String department) {
        return jdbc.sql("""
                select step, department, officer, officer_name, conclusion, content, given_at
                  from opinion
                 where case_no = :caseNo and (cast(:department as varchar) is null or department = :department)
                 order by id""")
                .param("caseNo", caseNo)
                .param("department", department)
                .query((row, number) -> new Opinion(
                        row.getString("step"),
                        row.getString("department"),
                        row.getString("officer"),
                        row.getString("officer_name"),
                        Opinion.Conclusion.valueOf(row.getString("conclusion")),
                        row.getString("content"),
                        Rows.moment(row, "given_at")))
                .list();
    }
}
