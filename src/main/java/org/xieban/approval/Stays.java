package org.xieban.approval;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.timelimit.Clocks;
import org.xieban.timelimit.PauseType;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Standing still for a while and going on (中止与恢复): its open tasks stay where they are and wait. */
@Component
@Transactional
public class Stays {

    private final CaseFiles cases;
    private final Requests requests;
    private final Trace trace;
    private final Clocks clocks;
    private final Documents documents;

    Stays(CaseFiles cases, Requests requests, Trace trace, Clocks clocks, Documents documents) {
        this.cases = cases;
        this.requests = requests;
        this.trace = trace;
        this.clocks = clocks;
        this.documents = documents;
    }

    /** Stays the case and its clocks. */
    public void stay(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.STAY);
        LocalDate until = Objects.requireNonNull(request.until());
        cases.suspend(caseNo);
        clocks.pause(
                caseNo,
                PauseType.STAY,
                request.basis(),
                until,
                request.reason(),
                Objects.requireNonNull(request.approver()));
        documents.issueAtEnd(
                caseNo,
                DocumentKind.STAY,
                Map.of("legalBasis", request.basis(), "until", until.toString(), "reason", request.reason()));
        trace.record(Act.of("case.stayed", "case", caseNo)
                .inCase(caseNo, RequestKind.STAY.step())
                .with("reason", request.reason())
                .with("legalBasis", request.legalBasis())
                .with("until", until.toString())
                .with("approver", request.approver()));
    }

    /** Takes it up again, as the head approved. */
    public void resume(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.RESUME);
        cases.resume(caseNo);
        clocks.resume(caseNo, PauseType.STAY);
        documents.issueAtEnd(caseNo, DocumentKind.RESUME, Map.of("reason", request.reason()));
        trace.record(Act.of("case.resumed", "case", caseNo)
                .inCase(caseNo, RequestKind.RESUME.step())
                .with("reason", request.reason())
                .with("approver", request.approver()));
    }

    /** @throws Refusal {@code approval.stayed} (409) while the case stands still */
    void requireRunning(String caseNo) {
        if (cases.require(caseNo).state() == CaseState.SUSPENDED) {
            throw Refusal.conflict("approval.stayed");
        }
    }
}
