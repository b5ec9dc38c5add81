package org.xieban.approval;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseStateChanged;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Asking for what leaves the ordinary way of a case: return, termination, stay, extension by whoever handles it,
 * withdrawal by the applicant; each with a reason. The head approves it in the process, and the applicant gets a notice.
 */
@Component
@Transactional
public class Requests {

    private final RequestRepository requests;
    private final AskingRules rules;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final CaseAccess access;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    Requests(
            RequestRepository requests,
            AskingRules rules,
            CaseFiles cases,
            CaseFacts facts,
            CaseAccess access,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.requests = requests;
        this.rules = rules;
        this.cases = cases;
        this.facts = facts;
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

    /** What whoever handles the case may ask for in the state in which it is. */
    @Transactional(readOnly = true)
    public List<RequestKind> possible(String caseNo) {
        CaseFile file = cases.require(caseNo);
        return List.of(RequestKind.values()).stream()
                .filter(kind -> file.processKey().equals(ApprovalModel.PROCESS)
                        && kind.isAskedBesideSteps()
                        && kind.isPossibleIn(file.state())
                        && requests.waiting(caseNo, kind).isEmpty()
                        && (kind != RequestKind.EXTENSION
                                || requests.decided(caseNo, kind, CaseRequest.State.APPROVED)
                                        .isEmpty()))
                .toList();
    }

    /**
     * Asks for something, and so begins its path in the process.
     *
     * @throws Refusal {@code case.unknown} (404); {@code approval.notPossibleNow}, {@code approval.alreadyRequested},
     *     {@code approval.extendedOnce} (409); {@code approval.reasonMissing}, {@code approval.basisMissing},
     *     {@code approval.untilMissing}, {@code approval.extensionTooLong}, {@code approval.askedElsewhere},
     *     {@code form.invalid}, {@code clock.pauseEndsBefore} (422)
     */
    public CaseRequest ask(CaseRequest.Asking asking) {
        if (!asking.kind().isAskedBesideSteps()) {
            throw Refusal.rule("approval.askedElsewhere").at("kind", "approval.askedElsewhere");
        }
        return recorded(begin(asking));
    }

    private CaseRequest recorded(CaseRequest request) {
        trace.record(act("case." + request.kind().answer() + "Requested", request)
                .with("reason", request.reason())
                .with("legalBasis", request.legalBasis())
                .with("amount", request.amount())
                .with("unit", request.unit() == null ? null : request.unit().name())
                .with("until", request.until() == null ? null : request.until().toString()));
        return request;
    }

    /** Whoever handles a stayed case says in his step that it can go on. */
    void askToResume(String caseNo, String reason) {
        recorded(add(new CaseRequest.Asking(caseNo, RequestKind.RESUME, reason, null, null, null, null)));
    }

    /** The applicant wants his application back: he may until the decision, and the head confirms it. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        if (cases.require(requested.caseNo()).processKey().equals(ApprovalModel.PROCESS)) {
            begin(new CaseRequest.Asking(
                    requested.caseNo(), RequestKind.WITHDRAWAL, requested.reason(), null, null, null, null));
        }
    }

    /** Somebody else than those who handle the case asks for something, who need not see the whole of it. */
    void askFromOutside(CaseRequest.Asking asking) {
        access.requireVisible(asking.caseNo());
        recorded(started(asking));
    }

    private CaseRequest begin(CaseRequest.Asking asking) {
        access.requireWhole(asking.caseNo());
        return started(asking);
    }

    private CaseRequest started(CaseRequest.Asking asking) {
        CaseRequest request = add(asking);
        String department = cases.require(request.caseNo()).leadDepartment();
        facts.tell(department, request.caseNo(), request.kind().event(), known(request));
        if (!processes.correlate(Objects.requireNonNull(request.kind().message()), request.caseNo(), List.of())) {
            throw Refusal.conflict("approval.notPossibleNow");
        }
        return request;
    }

    private CaseRequest add(CaseRequest.Asking asking) {
        CaseFile file = cases.require(asking.caseNo());
        if (!asking.kind().isPossibleIn(file.state())) {
            throw Refusal.conflict("approval.notPossibleNow");
        }
        rules.check(file, asking);
        return requests.add(asking, CaseAccess.requireOfficer().login(), clock.instant());
    }

    /** What the head reads beside the form in which he decides. */
    private static Map<String, @Nullable Object> known(CaseRequest request) {
        String name = request.kind().answer();
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        known.put(name + "Reason", request.reason());
        known.put(name + "Basis", request.basis());
        known.put(name + "Amount", request.amount());
        known.put(
                name + "Until", request.until() == null ? null : request.until().toString());
        return known;
    }

    /** Keeps what the head said; whoever asked does not approve his own request. */
    void decide(String caseNo, RequestKind kind, Answers answers) {
        CaseRequest request =
                requests.waiting(caseNo, kind).orElseThrow(() -> Refusal.conflict("approval.notPossibleNow"));
        SignedInOfficer head = CaseAccess.requireOfficer();
        if (head.login().equals(request.requestedBy())) {
            throw Refusal.conflict("approval.ownRequest");
        }
        if (kind.isApproved(answers) && !kind.isPossibleIn(cases.require(caseNo).state())) {
            throw Refusal.conflict("approval.notPossibleNow");
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
        return requests.decided(caseNo, kind, CaseRequest.State.APPROVED).orElseThrow();
    }

    /** The one that the head has just refused. */
    CaseRequest refused(String caseNo, RequestKind kind) {
        return requests.decided(caseNo, kind, CaseRequest.State.REFUSED).orElseThrow();
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
