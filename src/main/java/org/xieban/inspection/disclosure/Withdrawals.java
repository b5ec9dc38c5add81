package org.xieban.inspection.disclosure;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.InternalCases;
import org.xieban.casefile.Masking;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.inspection.credit.CreditClasses;
import org.xieban.inspection.disclosure.Disclosure.Ground;
import org.xieban.inspection.penalty.PenaltyServed;
import org.xieban.inspection.register.DecidingHeads;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * That a public decision is withdrawn within three working days of its having been changed, revoked, or found unlawful or
 * void, and everybody is told why (行政处罚法 48, 85): a case below that of the penalty, with that term.
 */
@Component
@Transactional
public class Withdrawals {

    private static final Set<Role> TELL = Set.of(Role.HANDLER, Role.INSPECTOR, Role.SECTION_HEAD);
    private static final int LONGEST = 500;
    private static final int LONGEST_DOCUMENT = 200;

    private final Disclosures disclosures;
    private final DisclosureRepository rows;
    private final CreditClasses classes;
    private final DecidingHeads heads;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Withdrawals(
            Disclosures disclosures,
            DisclosureRepository rows,
            CreditClasses classes,
            DecidingHeads heads,
            InternalCases internalCases,
            CaseFiles cases,
            Processes processes,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.disclosures = disclosures;
        this.rows = rows;
        this.classes = classes;
        this.heads = heads;
        this.internalCases = internalCases;
        this.cases = cases;
        this.processes = processes;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * What has become of a decision.
     *
     * @param on the day from which the term runs
     * @param document what says so: who, and its number
     * @param reason why it is withdrawn, which is published
     */
    record Told(Ground ground, LocalDate on, String document, String reason) {}

    /** Whether whoever is signed in may tell that this decision does not stand any more. */
    boolean mayTell(Disclosure disclosure) {
        return disclosure.withdrawal() == null
                && CaseAccess.officer()
                        .filter(officer -> officer.roles().stream().anyMatch(TELL::contains))
                        .filter(officer -> officer.departmentCode()
                                .equals(disclosure.said().department()))
                        .isPresent();
    }

    /** The case by which a decision is withdrawn, or was. */
    @Transactional(readOnly = true)
    Optional<String> of(String penaltyCase) {
        return rows.withdrawalCase(penaltyCase);
    }

    /**
     * Tells that a public decision does not stand any more.
     *
     * @param penaltyCase number of the penalty case
     * @return number of the case as which it is withdrawn
     * @throws Refusal {@code disclosure.invalid} (422) naming what is wrong; {@code disclosure.underWithdrawal} (409);
     *     {@code access.denied} (403)
     */
    String tell(String penaltyCase, Told told) {
        Disclosure disclosure = disclosures.require(penaltyCase);
        if (!mayTell(disclosure)) {
            throw Refusal.forbidden("access.denied");
        }
        requireSound(disclosure, told);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(
                "disclosedShown",
                texts.office(
                        "penalty.disclosure.line",
                        disclosure.said().number(),
                        disclosure.said().party(),
                        disclosure.said().penalty()));
        shown.put("groundText", texts.office(told.ground().textKey()));
        shown.put("toldOn", told.on().toString());
        shown.put("document", told.document());
        shown.put("withdrawalReason", told.reason());
        String department = disclosure.said().department();
        String caseNo = internalCases
                .registerOwn(WithdrawalModel.ITEM, department, disclosure.said().party(), shown, penaltyCase)
                .number();
        if (!rows.note(caseNo, penaltyCase, told, officer.login())) {
            throw Refusal.conflict("disclosure.underWithdrawal");
        }
        cases.accept(caseNo, OfficialTime.startOf(told.on()));
        cases.review(caseNo);
        processes.start(
                WithdrawalModel.PROCESS, caseNo, List.of(WithdrawalModel.DECIDING_GROUP.is(heads.group(department))));
        return caseNo;
    }

    private void requireSound(Disclosure disclosure, Told told) {
        Refusal wrong = Refusal.rule("disclosure.invalid");
        if (told.on().isAfter(OfficialTime.today(clock))
                || told.on().isBefore(disclosure.said().decidedOn())) {
            wrong = wrong.at(
                    "on", "disclosure.day", disclosure.said().decidedOn().toString());
        }
        if (told.document().length() < 2 || told.document().length() > LONGEST_DOCUMENT) {
            wrong = wrong.at("document", "disclosure.document", LONGEST_DOCUMENT);
        }
        if (told.reason().length() < 2 || told.reason().length() > LONGEST) {
            wrong = wrong.at("reason", "publication.reason", LONGEST);
        } else if (Masking.hasNumbers(told.reason())) {
            wrong = wrong.at("reason", "publication.reasonPersonal");
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    /**
     * It is withdrawn: everybody reads why, and what it said no more; where nothing is left of it, its party has the credit
     * class that it would have without.
     */
    public void withdraw(String caseNo) {
        DisclosureRepository.Noted noted = rows.noted(caseNo);
        PenaltyServed said = disclosures.require(noted.penaltyCase()).said();
        rows.withdraw(
                noted.penaltyCase(),
                new Disclosure.Withdrawal(noted.ground(), noted.reason(), OfficialTime.now(clock)));
        trace.record(
                Act.of("penaltyDecision.withdrawn", "penaltyDecision", said.number())
                        .inCase(noted.penaltyCase(), null)
                        .with("ground", noted.ground().name())
                        .with("reason", noted.reason()),
                Actor.SYSTEM);
        String party = said.creditCode();
        if (party != null && noted.ground().ends()) {
            String why = texts.office(
                    "penalty.disclosure.classRestored",
                    said.number(),
                    texts.office(noted.ground().textKey()));
            classes.revoked(party, noted.penaltyCase(), why, caseNo);
        }
        cases.decide(caseNo, true, texts.office("penalty.disclosure.withdrawnText"));
        cases.close(caseNo, CaseState.CLOSED, null);
    }
}
