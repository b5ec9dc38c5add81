package org.xieban.approval;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.StayRequests;
import org.xieban.web.Refusal;

/** Stays that others want than those who handle the case: its head decides them like any other. */
@Component
@Transactional
class OutsideStays implements StayRequests {

    private final CaseFiles cases;
    private final Requests requests;
    private final RequestRepository asked;

    OutsideStays(CaseFiles cases, Requests requests, RequestRepository asked) {
        this.cases = cases;
        this.requests = requests;
        this.asked = asked;
    }

    @Override
    public void ask(String caseNo, String reason, String legalBasis, @Nullable LocalDate until) {
        if (!isApproval(cases.require(caseNo))) {
            throw Refusal.conflict("approval.notPossibleNow");
        }
        requests.askFromOutside(
                new CaseRequest.Asking(caseNo, RequestKind.STAY, reason, legalBasis, null, null, until));
    }

    @Override
    @Transactional(readOnly = true)
    public boolean stands(String caseNo) {
        CaseFile file = cases.require(caseNo);
        return isApproval(file)
                && (file.state() == CaseState.SUSPENDED
                        || asked.waiting(caseNo, RequestKind.STAY).isPresent());
    }

    private static boolean isApproval(CaseFile file) {
        return file.processKey().equals(ApprovalModel.PROCESS);
    }
}
