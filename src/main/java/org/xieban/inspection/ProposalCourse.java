package org.xieban.inspection;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.casefile.Opinion;
import org.xieban.casefile.Opinions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.Proposals.Family;
import org.xieban.web.Refusal;

/** What the courses of all proposals have in common: what is said of one, and how it ends without a visit. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ProposalCourse {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Opinions opinions;
    private final Processes processes;

    ProposalCourse(CaseFiles cases, CaseFacts facts, Opinions opinions, Processes processes) {
        this.cases = cases;
        this.facts = facts;
        this.opinions = opinions;
        this.processes = processes;
    }

    /** A department that is to join has said what it thinks of it. */
    public void agreed(Family family, String caseNo, boolean agrees, Answers answers) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        opinions.give(
                caseNo,
                family.agree(),
                officer.departmentCode(),
                officer.login(),
                agrees ? Opinion.Conclusion.AGREE : Opinion.Conclusion.DISAGREE,
                agrees ? answers.text("agreementText") : answers.text("disagreementText"));
    }

    /** It is to be changed: why is shown to whoever does. */
    public void returned(Family family, String caseNo) {
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("returnedShown", said(family, caseNo, "returnText")));
    }

    /**
     * It may go on.
     *
     * @param usual what is said where whoever approves it says nothing
     */
    public void approved(Family family, String caseNo, String usual) {
        String text = said(family, caseNo, "approvalText");
        cases.decide(caseNo, true, text.isEmpty() ? usual : text);
    }

    /** It may not, and its case ends. */
    public void rejected(Family family, String caseNo) {
        String reason = said(family, caseNo, "rejectText");
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.REFUSED, reason);
    }

    /** The lead wants it no more. */
    public void withdrawn(String caseNo) {
        cases.close(caseNo, CaseState.WITHDRAWN, new Answers(facts.all(caseNo)).text("withdrawalReason"));
    }

    /**
     * The lead asks for {@link #withdrawn}; nothing where it is no case of the family.
     *
     * @throws Refusal {@code access.denied} (403); of the family that it is not possible now (409)
     */
    public void withdraw(Family family, CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (!file.processKey().equals(family.process())) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        facts.put(requested.caseNo(), CaseFiles.APPLICATION, Map.of("withdrawalReason", requested.reason()));
        if (!processes.tell(family.withdrawn(), requested.caseNo(), null)) {
            throw Refusal.conflict(family.problem() + ".notPossibleNow");
        }
    }

    private String said(Family family, String caseNo, String key) {
        return new Answers(facts.ofStep(caseNo, family.decide()).orElse(Map.of())).text(key);
    }
}
