package org.xieban.inspection.credit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.InternalCases;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.DecidingHeads;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** What objects say to their classes: that a change was wrong (异议), or that what was wrong is repaired (信用修复). */
@Component
@Transactional
public class CreditRequests {

    /** Days from the last change for the worse until a class may be repaired; a local practice. */
    static final int REPAIRED_AFTER = 90;

    private static final Set<Role> TAKE = Set.of(Role.CLERK, Role.HANDLER, Role.INSPECTOR, Role.SECTION_HEAD);
    private static final int LONGEST = 2_000;

    private final CreditRepository requests;
    private final CreditClasses classes;
    private final ObjectRegister objects;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Processes processes;
    private final DecidingHeads heads;
    private final InspectionSettings settings;
    private final OfficeTexts texts;
    private final Clock clock;

    CreditRequests(
            CreditRepository requests,
            CreditClasses classes,
            ObjectRegister objects,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            Processes processes,
            DecidingHeads heads,
            InspectionSettings settings,
            OfficeTexts texts,
            Clock clock) {
        this.requests = requests;
        this.classes = classes;
        this.objects = objects;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.processes = processes;
        this.heads = heads;
        this.settings = settings;
        this.texts = texts;
        this.clock = clock;
    }

    /** What is asked for. */
    public enum Kind {
        APPEAL,
        REPAIR;

        public String textKey() {
            return "credit.request." + name();
        }
    }

    /** Whether whoever is signed in takes requests of objects. */
    boolean mayTake() {
        return CaseAccess.officer()
                .filter(officer -> officer.roles().stream().anyMatch(TAKE::contains))
                .isPresent();
    }

    /**
     * Takes a request of an object.
     *
     * @return number of the case as which it is handled
     * @throws Refusal {@code access.denied} (403); {@code register.unknown} (404); {@code credit.reasonMissing}, {@code
     *     credit.nothingToAppeal}, {@code credit.nothingToRepair}, {@code credit.repairTooSoon}, {@code
     *     credit.unpaid} (422); {@code credit.underWay} (409)
     */
    public String take(String creditCode, Kind kind, String reason) {
        if (!mayTake()) {
            throw Refusal.forbidden("access.denied");
        }
        SignedInOfficer officer = CaseAccess.requireOfficer();
        InspectionObject object = objects.require(creditCode);
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw Refusal.rule("credit.reasonMissing", LONGEST).at("reason", "credit.reasonMissing", LONGEST);
        }
        requests.open(creditCode).ifPresent(there -> {
            throw Refusal.conflict("credit.underWay", there);
        });
        List<CreditChange> history = classes.history(creditCode);
        Long change = kind == Kind.APPEAL ? appealable(history).id() : null;
        if (kind == Kind.REPAIR) {
            requireRepairable(object);
        }
        String caseNo = internalCases
                .register(
                        CreditModel.ITEM,
                        officer.departmentCode(),
                        object.name(),
                        Map.of(
                                "partyName", object.name(),
                                "creditCodeShown", creditCode,
                                "requestKindShown", texts.office(kind.textKey()),
                                "classShown", texts.office(object.creditClass().textKey()),
                                "changeShown",
                                        history.isEmpty() ? "" : history.get(0).reason(),
                                "requestReasonShown", reason.strip()),
                        null)
                .number();
        requests.insert(new CreditRepository.Request(caseNo, creditCode, kind, change, officer.login()));
        cases.accept(caseNo, OfficialTime.now(clock));
        cases.review(caseNo);
        processes.start(
                CreditModel.PROCESS,
                caseNo,
                List.of(
                        CreditModel.OFFICE.is(settings.office()),
                        CreditModel.DECIDING_GROUP.is(heads.group(settings.office()))));
        return caseNo;
    }

    /** Only the last change for the worse: what came before it is no longer what the class is. */
    private static CreditChange appealable(List<CreditChange> history) {
        return history.stream()
                .findFirst()
                .filter(CreditChange::worse)
                .orElseThrow(() -> Refusal.rule("credit.nothingToAppeal"));
    }

    private void requireRepairable(InspectionObject object) {
        if (object.creditClass().compareTo(CreditClass.B) <= 0) {
            throw Refusal.rule("credit.nothingToRepair");
        }
        Instant worsened = classes.standing(object).worsened();
        LocalDate earliest =
                worsened == null ? LocalDate.MIN : OfficialTime.dayOf(worsened).plusDays(REPAIRED_AFTER);
        if (OfficialTime.today(clock).isBefore(earliest)) {
            throw Refusal.rule("credit.repairTooSoon", earliest.toString());
        }
        if (requests.unpaid(object.creditCode()).signum() > 0) {
            throw Refusal.rule(
                    "credit.unpaid", requests.unpaid(object.creditCode()).toPlainString());
        }
    }

    @EventListener(condition = "#submitted.processKey() == 'creditRequest'")
    void on(FormSubmitted submitted) {
        if (submitted.step().equals(CreditModel.DECIDE)
                && require(submitted.caseNo())
                        .requestedBy()
                        .equals(CaseAccess.requireOfficer().login())) {
            throw Refusal.rule("credit.ownRequest");
        }
    }

    /** It is granted: by an appeal what was contested counts no more, by a repair the table says what becomes of the class. */
    public void grant(String caseNo) {
        CreditRepository.Request request = require(caseNo);
        String text = said(caseNo);
        if (request.kind() == Kind.APPEAL) {
            long contested = Objects.requireNonNull(request.change());
            classes.annul(
                    request.creditCode(), each -> each.id() == contested, CreditChange.Event.APPEAL, text, caseNo);
        } else {
            classes.happened(request.creditCode(), CreditChange.Event.REPAIR, caseNo);
        }
        requests.end(caseNo);
        cases.decide(caseNo, true, text);
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** It is not. */
    public void refuse(String caseNo) {
        requests.end(caseNo);
        cases.decide(caseNo, false, said(caseNo));
        cases.close(caseNo, CaseState.REFUSED, said(caseNo));
    }

    private String said(String caseNo) {
        return new Answers(facts.ofStep(caseNo, CreditModel.DECIDE).orElse(Map.of())).text("creditText");
    }

    private CreditRepository.Request require(String caseNo) {
        return requests.find(caseNo).orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
    }
}
