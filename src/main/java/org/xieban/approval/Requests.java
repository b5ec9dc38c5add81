package org.xieban.approval;

import java.time.Clock;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseStateChanged;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Asking for what leaves the ordinary way of a case: return, termination, stay, extension. Whoever handles the case
 * asks, giving a reason; the head approves it in the process; the applicant gets a notice.
 */
@Component
@Transactional
public class Requests {

    private final RequestRepository requests;
    private final ExtensionLimit extensionLimit;
    private final CaseFiles cases;
    private final CaseAccess access;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    Requests(
            RequestRepository requests,
            ExtensionLimit extensionLimit,
            CaseFiles cases,
            CaseAccess access,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.requests = requests;
        this.extensionLimit = extensionLimit;
        this.cases = cases;
        this.access = access;
        this.processes = processes;
        this.trace = trace;
        this.clock = clock;
    }

    /** What was asked for in a case, oldest first, for whoever sees the whole of it. */
    @Transactional(readOnly = true)
    public List<CaseRequest> ofCase(String caseNo) {
        access.requireWhole(caseNo);
        return requests.ofCase(caseNo);
    }

    /** What may be asked for in the state in which the case is. */
    @Transactional(readOnly = true)
    public List<RequestKind> possible(String caseNo) {
        CaseFile file = cases.require(caseNo);
        return List.of(RequestKind.values()).stream()
                .filter(kind -> kind.isPossibleIn(file.state())
                        && requests.waiting(caseNo, kind).isEmpty()
                        && (kind != RequestKind.EXTENSION
                                || requests.approved(caseNo, kind).isEmpty()))
                .toList();
    }

    /**
     * Asks for something, and so begins its path in the process.
     *
     * @throws Refusal {@code case.unknown} (404); {@code approval.notPossibleNow}, {@code approval.alreadyRequested},
     *     {@code approval.extendedOnce} (409); {@code approval.reasonMissing}, {@code approval.untilMissing},
     *     {@code approval.extensionTooLong} (422)
     */
    public CaseRequest ask(CaseRequest.Asking asking) {
        access.requireWhole(asking.caseNo());
        SignedInOfficer officer = CaseAccess.requireOfficer();
        if (asking.reason().isBlank()) {
            throw Refusal.rule("approval.reasonMissing").at("reason", "form.required");
        }
        CaseFile file = cases.require(asking.caseNo());
        if (!asking.kind().isPossibleIn(file.state())) {
            throw Refusal.conflict("approval.notPossibleNow");
        }
        if (asking.kind() == RequestKind.STAY && asking.until() == null) {
            throw Refusal.rule("approval.untilMissing").at("until", "form.required");
        }
        if (asking.kind() == RequestKind.EXTENSION) {
            extensionLimit.check(file, asking);
        }
        CaseRequest request = requests.add(asking, officer.login(), clock.instant());
        trace.record(act("case." + request.kind().answer() + "Requested", request)
                .with("reason", request.reason())
                .with("legalBasis", request.legalBasis())
                .with("amount", request.amount())
                .with("until", request.until() == null ? null : request.until().toString()));
        if (!processes.correlate(request.kind().message(), request.caseNo(), List.of())) {
            throw Refusal.conflict("approval.notPossibleNow");
        }
        return request;
    }

    /** Keeps what the head said; whoever asked does not approve his own request. */
    void decide(String caseNo, RequestKind kind, Answers answers) {
        CaseRequest request =
                requests.waiting(caseNo, kind).orElseThrow(() -> Refusal.conflict("approval.notPossibleNow"));
        SignedInOfficer head = CaseAccess.requireOfficer();
        if (head.login().equals(request.requestedBy())) {
            throw Refusal.conflict("approval.ownRequest");
        }
        CaseRequest.State state = kind.isApproved(answers) ? CaseRequest.State.APPROVED : CaseRequest.State.REFUSED;
        requests.decide(request.id(), state, head.login(), kind.opinion(answers), clock.instant());
        trace.record(act("case.requestDecided", request)
                .with("kind", kind.name())
                .with("outcome", state.name())
                .with("opinion", kind.opinion(answers)));
    }

    /** The one that the head has just approved. */
    CaseRequest approved(String caseNo, RequestKind kind) {
        return requests.approved(caseNo, kind).orElseThrow();
    }

    @EventListener
    void on(CaseStateChanged changed) {
        if (changed.after().isFinal()) {
            requests.lapse(changed.caseNo());
        }
    }

    private static Act act(String name, CaseRequest request) {
        return Act.of(name, "case", request.caseNo())
                .inCase(request.caseNo(), request.kind().step());
    }
}
