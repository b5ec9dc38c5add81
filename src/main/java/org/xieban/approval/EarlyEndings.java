package org.xieban.approval;

import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;

/** Ends of a case before its decision: withdrawn, sent back, terminated (撤回、退件、终止), each with reason and notice. */
@Component
@Transactional
public class EarlyEndings {

    private final CaseFiles cases;
    private final Requests requests;
    private final Documents documents;

    EarlyEndings(CaseFiles cases, Requests requests, Documents documents) {
        this.cases = cases;
        this.requests = requests;
        this.documents = documents;
    }

    /** Ends it as withdrawn. */
    public void withdraw(String caseNo) {
        String reason = requests.approved(caseNo, RequestKind.WITHDRAWAL).reason();
        documents.issueAtEnd(caseNo, DocumentKind.WITHDRAWAL, Map.of("reason", reason));
        cases.close(caseNo, CaseState.WITHDRAWN, reason);
    }

    /** Tells the applicant why he cannot withdraw; the case goes on. */
    public void refuseWithdrawal(String caseNo) {
        String why = Objects.requireNonNull(
                requests.refused(caseNo, RequestKind.WITHDRAWAL).opinion());
        documents.issueAtEnd(caseNo, DocumentKind.WITHDRAWAL_REFUSED, Map.of("reason", why));
    }

    /** Ends it as sent back. */
    public void sendBack(String caseNo) {
        String reason = requests.approved(caseNo, RequestKind.RETURN).reason();
        documents.issueAtEnd(caseNo, DocumentKind.RETURN, Map.of("reason", reason));
        cases.close(caseNo, CaseState.RETURNED, reason);
    }

    /** Ends it without a decision. */
    public void terminate(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.TERMINATION);
        documents.issueAtEnd(
                caseNo, DocumentKind.TERMINATION, Map.of("legalBasis", request.basis(), "reason", request.reason()));
        cases.close(caseNo, CaseState.TERMINATED, request.reason());
    }
}
