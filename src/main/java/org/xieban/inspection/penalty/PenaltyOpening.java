package org.xieban.inspection.penalty;

import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.web.Refusal;

/** From the request to file a case to those who investigate it (立案, 行政处罚法 54; 执法人员, 42, 43). */
@Component
@Transactional
public class PenaltyOpening {

    private final Penalties penalties;
    private final CertifiedTeams teams;
    private final CaseFiles cases;
    private final Processes processes;

    PenaltyOpening(Penalties penalties, CertifiedTeams teams, CaseFiles cases, Processes processes) {
        this.penalties = penalties;
        this.teams = teams;
        this.cases = cases;
        this.processes = processes;
    }

    @EventListener(condition = "#submitted.processKey() == 'penaltyCase'")
    void on(FormSubmitted submitted) {
        String caseNo = submitted.caseNo();
        switch (submitted.step()) {
            case PenaltyModel.DECIDE_FILING -> requireOther(penalties.lock(caseNo));
            case PenaltyModel.ASSIGN_OFFICERS -> assign(caseNo, submitted.step(), new Answers(submitted.values()));
            default -> {
                // those that follow are others' business
            }
        }
    }

    private static void requireOther(PenaltyCase penalty) {
        if (CaseAccess.requireOfficer().login().equals(penalty.filing().proposedBy())) {
            throw Refusal.rule("penalty.ownFiling");
        }
    }

    /** Those who were chosen investigate from now on. */
    void assign(String caseNo, String step, Answers answers) {
        PenaltyCase penalty = penalties.lock(caseNo);
        List<String> team = penalties.requireTeam(penalty, answers.chosen("officers"));
        penalties.keep(penalty.with(team));
        penalties.show(caseNo, Map.of("officersShown", teams.names(team)));
        penalties.record(
                Penalties.act("penalty.officersAssigned", penalty, step).with("officers", team));
    }

    /** It is filed: the term of the decision runs (60). */
    public void file(String caseNo) {
        penalties.keep(penalties.lock(caseNo).in(Stage.INVESTIGATION));
        cases.accept(caseNo, penalties.now());
        cases.review(caseNo);
    }

    /** It is not. */
    public void decline(String caseNo) {
        penalties.keep(penalties.lock(caseNo).in(Stage.NOT_FILED));
        String reason = penalties.answers(caseNo, PenaltyModel.DECIDE_FILING).text("declineReason");
        cases.close(caseNo, CaseState.NOT_ACCEPTED, reason);
    }

    /** Whoever asked for it wants it no more. */
    public void withdraw(String caseNo) {
        penalties.keep(penalties.lock(caseNo).in(Stage.WITHDRAWN));
        String reason = penalties.everything(caseNo).text("withdrawalReason");
        cases.close(caseNo, CaseState.WITHDRAWN, reason);
    }

    /** Only before it is filed: a case that is filed is dropped by the head who decides on it. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (!file.processKey().equals(PenaltyModel.PROCESS)) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        penalties.show(requested.caseNo(), Map.of("withdrawalReason", requested.reason()));
        if (penalties.lock(requested.caseNo()).stage() != Stage.PROPOSED
                || !processes.tell(PenaltyModel.WITHDRAWN, requested.caseNo(), null)) {
            throw Refusal.conflict("penalty.filedNotWithdrawn");
        }
    }
}
