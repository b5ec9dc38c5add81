package org.xieban.approval;

import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFiles;
import org.xieban.engine.TaskChanged;
import org.xieban.web.Refusal;

/**
 * Nobody decides what he examined (审查与决定分离), unless the item says that one may do both. What is decided on the spot
 * nobody has examined before: there, review and decision are one step.
 */
@Component
class SeparationOfDuties {

    private static final Set<String> DECIDING = Set.of(ApprovalModel.DECIDE, ApprovalModel.DECIDE_COLLECTIVELY);

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Terms terms;

    SeparationOfDuties(JdbcClient jdbc, CaseFiles cases, Terms terms) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.terms = terms;
    }

    /** Keeps that an officer has examined a case. */
    void examined(String caseNo, String officer) {
        jdbc.sql("insert into examiner (case_no, officer) values (:caseNo, :officer) on conflict do nothing")
                .param("caseNo", caseNo)
                .param("officer", officer)
                .update();
    }

    /** @throws Refusal {@code approval.examinedByDecider} (409) where the officer has examined the case */
    void requireOther(String caseNo, String officer) {
        boolean examined = jdbc.sql(
                        "select exists (select from examiner where case_no = :caseNo and officer = :officer)")
                .param("caseNo", caseNo)
                .param("officer", officer)
                .query(Boolean.class)
                .single();
        if (examined && !terms.item(cases.require(caseNo)).examinerMayDecide()) {
            throw Refusal.conflict("approval.examinedByDecider");
        }
    }

    @EventListener(condition = "#changed.task().processKey() == 'administrativeApproval'")
    void on(TaskChanged changed) {
        String assignee = changed.task().assignee();
        if (assignee != null && DECIDING.contains(changed.task().step())) {
            requireOther(changed.task().caseNo(), assignee);
        }
    }
}
