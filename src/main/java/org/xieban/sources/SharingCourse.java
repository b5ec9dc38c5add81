package org.xieban.sources;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.casefile.Opinion;
import org.xieban.casefile.Opinions;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.web.Refusal;

/**
 * The course of a request for a grant (政务数据共享条例, chapter 4): the data authority looks whether it is complete (a local
 * practice, within two working days); the provider answers within ten and gives a legal reason where it refuses; a dispute is negotiated, and else decided by the authority,
 * which also urges a provider that is overdue, or decides in its place ({@link OverdueProviders}).
 */
@Component
@Transactional
public class SharingCourse {

    private final SharingRequestRepository requests;
    private final Resources resources;
    private final Grants grants;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Opinions opinions;
    private final Processes processes;
    private final Notices notices;
    private final OverdueProviders overdue;
    private final Clock clock;

    SharingCourse(
            SharingRequestRepository requests,
            Resources resources,
            Grants grants,
            CaseFiles cases,
            CaseFacts facts,
            Opinions opinions,
            Processes processes,
            Notices notices,
            OverdueProviders overdue,
            Clock clock) {
        this.requests = requests;
        this.resources = resources;
        this.grants = grants;
        this.cases = cases;
        this.facts = facts;
        this.opinions = opinions;
        this.processes = processes;
        this.notices = notices;
        this.overdue = overdue;
        this.clock = clock;
    }

    @EventListener(condition = "#submitted.processKey() == 'dataSharingRequest'")
    void on(FormSubmitted submitted) {
        String caseNo = submitted.caseNo();
        Answers answers = new Answers(submitted.values());
        switch (submitted.step()) {
            case SharingModel.CHECK_COMPLETENESS -> share(caseNo, Map.of("missingShown", answers.text("missing")));
            case SharingModel.SUPPLEMENT_REQUEST -> supplemented(caseNo, answers);
            case SharingModel.DECIDE_BY_PROVIDER -> answered(caseNo, submitted.step(), answers);
            case SharingModel.CONSIDER_REFUSAL -> {
                if (answers.text("refusalAnswer").equals("DISPUTE")) {
                    requests.disputed(caseNo);
                    share(caseNo, Map.of("disputeShown", answers.text("disputeReason")));
                }
            }
            case SharingModel.NEGOTIATE -> share(caseNo, Map.of("negotiationShown", answers.text("negotiationNote")));
            default -> {
                // what was decided is read where it takes effect
            }
        }
    }

    private void supplemented(String caseNo, Answers answers) {
        SharingRequest request = require(caseNo);
        Set<String> fields = answers.chosen("fields");
        requests.narrow(caseNo, fields);
        Map<String, @Nullable Object> shown =
                new LinkedHashMap<>(SharingRequests.fieldsShown(resources.require(request.resource()), fields));
        shown.put("why", answers.text("why"));
        share(caseNo, shown);
        cases.supplemented(caseNo);
    }

    private void answered(String caseNo, String step, Answers answers) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        boolean refused = answers.text("providerOutcome").equals("REFUSE");
        requests.answered(caseNo, refused);
        overdue.recordIfLate(caseNo, step);
        String answer;
        if (refused) {
            answer = answers.text("refusalLaw") + "\n" + answers.text("refusalReason");
            share(caseNo, Map.of("refusalShown", answer));
        } else {
            Set<String> fields = answers.chosen("grantedFields");
            requests.narrow(caseNo, fields);
            DataResource resource = resources.require(require(caseNo).resource());
            answer = SharingRequests.labels(resource, fields);
        }
        opinions.give(
                caseNo,
                step,
                officer.departmentCode(),
                officer.login(),
                refused ? Opinion.Conclusion.DISAGREE : Opinion.Conclusion.AGREE,
                answer);
    }

    /** What every department with a task of this case may read in its form, whoever of them has said it. */
    private void share(String caseNo, Map<String, ? extends @Nullable Object> said) {
        facts.put(caseNo, CaseFiles.APPLICATION, said);
    }

    /** It is complete: the provider's term begins. */
    public void accept(String caseNo) {
        cases.accept(caseNo, clock.instant());
        cases.review(caseNo);
        requests.forwarded(caseNo);
    }

    /** It is not: whoever asked supplements it. */
    public void sendBack(String caseNo) {
        cases.supplement(caseNo);
    }

    /** It is nothing to be granted. */
    public void decline(String caseNo) {
        requests.end(caseNo, SharingRequest.State.NOT_ACCEPTED, null);
        cases.close(caseNo, CaseState.NOT_ACCEPTED, said(caseNo, SharingModel.CHECK_COMPLETENESS, "declineReason"));
        tell(caseNo, "sharing.request.told.NOT_ACCEPTED");
    }

    /** What was agreed or decided is granted from today on. */
    public void grant(String caseNo) {
        SharingRequest request = require(caseNo);
        long grant = grants.grantAsDecided(new Grants.Granting(
                request.resource(),
                request.department(),
                request.item(),
                request.fields(),
                request.purpose(),
                grants.today(),
                request.until(),
                caseNo));
        requests.end(caseNo, SharingRequest.State.GRANTED, grant);
        cases.decide(caseNo, true, decided(caseNo));
        cases.close(caseNo, CaseState.CLOSED, null);
        tell(caseNo, "sharing.request.told.GRANTED");
    }

    /** It stays refused. */
    public void refuse(String caseNo) {
        String decided = decided(caseNo);
        String reason = decided.isEmpty() ? new Answers(facts.all(caseNo)).text("refusalShown") : decided;
        requests.end(caseNo, SharingRequest.State.REFUSED, null);
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.REFUSED, reason);
        tell(caseNo, "sharing.request.told.REFUSED");
    }

    /** Whoever asked needs it no more. */
    public void withdraw(String caseNo) {
        requests.end(caseNo, SharingRequest.State.WITHDRAWN, null);
        cases.close(caseNo, CaseState.WITHDRAWN, new Answers(facts.all(caseNo)).text("withdrawalReason"));
    }

    /** Whoever asked wants it back, or a correction; there is nobody whose rights that would touch. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (file.processKey().equals(SharingModel.REQUEST) || file.processKey().equals(SharingModel.CORRECTION)) {
            if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
                throw Refusal.forbidden("access.denied");
            }
            share(requested.caseNo(), Map.of("withdrawalReason", requested.reason()));
            if (!processes.tell(SharingModel.WITHDRAWN, requested.caseNo(), null)) {
                throw Refusal.conflict("sharing.notPossibleNow");
            }
        }
    }

    private void tell(String caseNo, String textKey) {
        SharingRequest request = require(caseNo);
        notices.send(
                Audience.group(Group.name(request.department(), Role.HANDLER)),
                textKey,
                List.of(resources.require(request.resource()).name()),
                "/cases/" + caseNo);
    }

    private SharingRequest require(String caseNo) {
        return requests.find(caseNo).orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
    }

    /** What the data authority has decided and why: in a dispute, or instead of a provider that was overdue. */
    private String decided(String caseNo) {
        String inDispute = said(caseNo, SharingModel.DECIDE_DISPUTE, "disputeText");
        if (!inDispute.isEmpty()
                || said(caseNo, SharingModel.PURSUE_ANSWER, "pursuitOutcome").equals("URGE")) {
            return inDispute;
        }
        return said(caseNo, SharingModel.PURSUE_ANSWER, "pursuitText");
    }

    private String said(String caseNo, String step, String key) {
        return new Answers(facts.ofStep(caseNo, step).orElse(Map.of())).text(key);
    }
}
