package org.xieban.emergency.warning;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.directory.Officers;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.form.Answers;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** The course of a warning: decided, issued, assessed while it is in force, adjusted, lifted (突发事件应对法 63, 64, 70). */
@Component
@Transactional
public class WarningCourse {

    private static final Set<String> DECISIONS = Set.of(WarningModel.DECIDE, WarningModel.DECIDE_CHANGE);

    private final WarningRepository warnings;
    private final WarningRules rules;
    private final WarningShown shown;
    private final WarningCalls calls;
    private final WarningOutreach outreach;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Documents documents;
    private final Officers officers;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    WarningCourse(
            WarningRepository warnings,
            WarningRules rules,
            WarningShown shown,
            WarningCalls calls,
            WarningOutreach outreach,
            CaseFiles cases,
            CaseFacts facts,
            Documents documents,
            Officers officers,
            Processes processes,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.warnings = warnings;
        this.rules = rules;
        this.shown = shown;
        this.calls = calls;
        this.outreach = outreach;
        this.cases = cases;
        this.facts = facts;
        this.documents = documents;
        this.officers = officers;
        this.processes = processes;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * What is to be decided.
     *
     * @param deciding the colour by which the table finds who decides: of a change the graver of before and after
     */
    public record Proposal(Warning.Change change, Colour deciding) {}

    @EventListener(condition = "#submitted.processKey() == 'emergencyWarning'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        if (DECISIONS.contains(submitted.step())) {
            requireOther(require(submitted.caseNo()));
        } else if (submitted.step().equals(WarningModel.ASSESS)) {
            assessed(submitted.caseNo(), answers);
        }
    }

    /** Nobody decides on what he has proposed himself. */
    private void requireOther(Warning warning) {
        String login = CaseAccess.requireOfficer().login();
        if (pending(warning.caseNo()).proposedBy().equals(login)) {
            throw Refusal.rule("warning.own");
        }
    }

    /** A decision that nobody could take is not asked for. */
    @EventListener(condition = "#opened.task().processKey() == 'emergencyWarning'")
    void on(TaskOpened opened) {
        if (DECISIONS.contains(opened.task().step())
                && opened.task().candidateGroups().stream()
                        .allMatch(group -> officers.membersOf(group).isEmpty())) {
            throw Refusal.rule("warning.nobodyDecides");
        }
    }

    private void assessed(String caseNo, Answers answers) {
        Warning warning = require(caseNo);
        Warning.Terms inForce = warning.version().terms();
        String conclusion = answers.text("assessment");
        if (conclusion.equals("KEEP")) {
            trace.record(EmergencyWarnings.act("warning.kept", caseNo).with("reason", answers.text("keepText")));
            return;
        }
        Warning.Change change = Warning.Change.valueOf(conclusion);
        Warning.Terms wanted = change == Warning.Change.LIFT ? lifted(inForce, answers) : adjusted(inForce, answers);
        int no = warnings.versions(caseNo).get(0).no() + 1;
        Warning.Version version = EmergencyWarnings.proposed(
                no, change, wanted, CaseAccess.requireOfficer().login(), OfficialTime.now(clock));
        warnings.insert(caseNo, version);
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("changeText", shown.change(inForce, version)));
        trace.record(EmergencyWarnings.act("warning.changeProposed", caseNo)
                .with("warningChange", change.name())
                .with("colour", wanted.colour().name())
                .with("reason", wanted.reason()));
    }

    private static Warning.Terms lifted(Warning.Terms inForce, Answers answers) {
        return new Warning.Terms(
                inForce.colour(),
                inForce.startsAt(),
                inForce.endsAt(),
                inForce.regions(),
                inForce.departments(),
                inForce.caution(),
                inForce.measures(),
                answers.text("liftReason"));
    }

    private Warning.Terms adjusted(Warning.Terms inForce, Answers answers) {
        Set<String> area = answers.chosen("newRegions");
        Warning.Terms wanted = new Warning.Terms(
                Colour.valueOf(answers.text("newColour")),
                inForce.startsAt(),
                inForce.endsAt(),
                area.isEmpty() ? inForce.regions() : new ArrayList<>(area),
                inForce.departments(),
                answers.text("newCaution"),
                answers.text("newMeasures"),
                answers.text("adjustReason"));
        rules.checkAdjustment(inForce, wanted);
        return wanted;
    }

    /** What is to be decided now; one that had been returned is proposed again. */
    public Proposal proposed(String caseNo) {
        Warning warning = require(caseNo);
        Warning.Version pending = pending(caseNo);
        if (warning.state() == Warning.State.RETURNED) {
            warnings.state(caseNo, Warning.State.PROPOSED);
        }
        return new Proposal(
                pending.change(),
                pending.terms().colour().graver(warning.version().terms().colour()));
    }

    /** It is to be changed. */
    public void sendBack(String caseNo) {
        warnings.state(caseNo, Warning.State.RETURNED);
        facts.put(
                caseNo,
                CaseFiles.APPLICATION,
                Map.of("returnedShown", said(caseNo, WarningModel.DECIDE, "returnText")));
    }

    /** It is not issued. */
    public void reject(String caseNo) {
        String reason = said(caseNo, WarningModel.DECIDE, "rejectText");
        Warning.Version pending = pending(caseNo);
        warnings.decided(caseNo, pending.no(), Warning.VersionState.REJECTED, decider(), null, null);
        warnings.state(caseNo, Warning.State.REJECTED);
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.REFUSED, reason);
    }

    /** Whoever proposed it wants it no more. */
    public void withdraw(String caseNo) {
        warnings.decided(caseNo, pending(caseNo).no(), Warning.VersionState.WITHDRAWN, null, null, null);
        warnings.state(caseNo, Warning.State.WITHDRAWN);
        cases.close(caseNo, CaseState.WITHDRAWN, new Answers(facts.all(caseNo)).text("withdrawalReason"));
    }

    /** The warning stays as it is. */
    public void rejectChange(String caseNo) {
        Warning.Version pending = pending(caseNo);
        String reason = said(caseNo, WarningModel.DECIDE_CHANGE, "changeRejectText");
        warnings.decided(caseNo, pending.no(), Warning.VersionState.REJECTED, decider(), null, null);
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("changeRejectedText", reason));
        trace.record(EmergencyWarnings.act("warning.changeRejected", caseNo)
                .with("warningChange", pending.change().name())
                .with("reason", reason));
    }

    /**
     * It is issued, or its new version in the place of the one before: with a document, and made known.
     *
     * @return codes of the departments that have to confirm; the engine keeps the list as JSON
     */
    public List<String> issue(String caseNo) {
        Warning warning = require(caseNo);
        Warning.Version pending = pending(caseNo);
        boolean first = pending.change() == Warning.Change.ISSUE;
        issue(warning, pending, warning.drill() ? DocumentKind.WARNING_DRILL : DocumentKind.WARNING);
        if (first) {
            String text = said(caseNo, WarningModel.DECIDE, "approvalText");
            cases.decide(caseNo, true, text.isEmpty() ? texts.office("emergency.warning.approved") : text);
            warnings.state(caseNo, Warning.State.IN_FORCE);
        } else {
            calls.supersede(caseNo);
            facts.put(
                    caseNo,
                    CaseFiles.APPLICATION,
                    shown.of(warning.kind(), warning.lead(), warning.drill(), pending.terms()));
        }
        List<String> recipients = new ArrayList<>(rules.recipients(pending.terms()));
        outreach.tell(require(caseNo), recipients);
        calls.tell(
                require(caseNo),
                recipients,
                first ? "emergency.warning.notice.issued" : "emergency.warning.notice.adjusted");
        return recipients;
    }

    /** It holds no more (突发事件应对法 70). */
    public void lift(String caseNo) {
        Warning warning = require(caseNo);
        Warning.Version pending = pending(caseNo);
        issue(warning, pending, warning.drill() ? DocumentKind.WARNING_DRILL_LIFT : DocumentKind.WARNING_LIFT);
        calls.supersede(caseNo);
        warnings.state(caseNo, Warning.State.LIFTED);
        Warning lifted = require(caseNo);
        List<String> recipients = rules.recipients(pending.terms());
        outreach.tell(lifted, recipients);
        calls.tell(lifted, recipients, "emergency.warning.notice.lifted");
        cases.close(caseNo, CaseState.CLOSED, pending.terms().reason());
    }

    private void issue(Warning warning, Warning.Version version, DocumentKind kind) {
        Instant now = OfficialTime.now(clock);
        OfficialDocument document =
                documents.issue(warning.caseNo(), kind, shown.document(warning, version, kind, now));
        warnings.decided(warning.caseNo(), version.no(), Warning.VersionState.ISSUED, decider(), now, document);
        String act =
                switch (version.change()) {
                    case ISSUE -> "warning.issued";
                    case ADJUST -> "warning.adjusted";
                    case LIFT -> "warning.lifted";
                };
        trace.record(EmergencyWarnings.act(act, warning.caseNo())
                .with("number", document.number())
                .with("colour", version.terms().colour().name()));
    }

    private static String decider() {
        return CaseAccess.requireOfficer().login();
    }

    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (!file.processKey().equals(WarningModel.PROCESS)) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        facts.put(requested.caseNo(), CaseFiles.APPLICATION, Map.of("withdrawalReason", requested.reason()));
        if (!processes.tell(WarningModel.WITHDRAWN, requested.caseNo(), null)) {
            throw Refusal.conflict("warning.notReturned");
        }
    }

    private Warning require(String caseNo) {
        return warnings.find(caseNo).orElseThrow(() -> Refusal.notFound("warning.unknown", caseNo));
    }

    private Warning.Version pending(String caseNo) {
        return warnings.versions(caseNo).stream()
                .filter(each -> each.state() == Warning.VersionState.PROPOSED)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is proposed in " + caseNo));
    }

    private String said(String caseNo, String step, String key) {
        return new Answers(facts.ofStep(caseNo, step).orElse(Map.of())).text(key);
    }
}
