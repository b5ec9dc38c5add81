package org.xieban.emergency.warning;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.casefile.SqlCondition;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The warnings there are: proposed by a department, read by everybody who handles cases once they are issued. */
@Component
@Transactional
class EmergencyWarnings {

    static final String LIST = "emergency/warnings";

    private static final String ISSUED = "w.state in ('IN_FORCE', 'LIFTED')";

    private final WarningRepository warnings;
    private final WarningRules rules;
    private final WarningShown shown;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final CaseAccess access;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    EmergencyWarnings(
            WarningRepository warnings,
            WarningRules rules,
            WarningShown shown,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            CaseAccess access,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.warnings = warnings;
        this.rules = rules;
        this.shown = shown;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.access = access;
        this.processes = processes;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * What somebody proposes.
     *
     * @param alarm of city monitoring that it comes from; null for none
     */
    record Draft(WarningKind kind, boolean drill, @Nullable Long alarm, Warning.Terms terms) {}

    /**
     * Proposes a warning for the department of whoever is signed in.
     *
     * @return number of the case as which it is approved
     * @throws Refusal {@code warning.invalid} (422) naming what is wrong; {@code warning.nobodyDecides} (422); {@code
     *     access.denied} (403)
     */
    String propose(Draft draft) {
        String group = WarningAccess.requireProposing();
        SignedInOfficer officer = CaseAccess.requireOfficer();
        String lead = officer.departmentCode();
        rules.check(draft.terms());
        String caseNo = internalCases
                .registerOwn(
                        WarningModel.ITEM,
                        lead,
                        shown.title(draft.kind(), draft.drill(), draft.terms().colour()),
                        shown.of(draft.kind(), lead, draft.drill(), draft.terms()),
                        null)
                .number();
        Instant now = OfficialTime.now(clock);
        warnings.insert(new Warning(
                caseNo,
                draft.kind(),
                lead,
                draft.drill(),
                draft.alarm(),
                Warning.State.PROPOSED,
                officer.login(),
                now,
                proposed(1, Warning.Change.ISSUE, draft.terms(), officer.login(), now)));
        trace.record(act("warning.proposed", caseNo)
                .with("warningKind", draft.kind().name())
                .with("colour", draft.terms().colour().name())
                .with("drill", draft.drill())
                .with("alarm", draft.alarm()));
        cases.accept(caseNo, now);
        cases.review(caseNo);
        processes.start(
                WarningModel.PROCESS,
                caseNo,
                List.of(WarningModel.LEAD_DEPARTMENT.is(lead), WarningModel.PROPOSING_GROUP.is(group)));
        return caseNo;
    }

    static Warning.Version proposed(int no, Warning.Change change, Warning.Terms terms, String login, Instant now) {
        return new Warning.Version(
                no, change, terms, Warning.VersionState.PROPOSED, login, now, null, null, null, null);
    }

    static Act act(String name, String caseNo) {
        return Act.of(name, "warning", caseNo).inCase(caseNo, null);
    }

    /**
     * Changes one that was returned; it is submitted again by the task of its case.
     *
     * @throws Refusal {@code warning.notReturned} (409); as {@link #propose}
     */
    void change(String caseNo, Draft draft) {
        Warning warning = require(caseNo);
        if (warning.state() != Warning.State.RETURNED) {
            throw Refusal.conflict("warning.notReturned");
        }
        if (!mayChange(warning)) {
            throw Refusal.forbidden("access.denied");
        }
        rules.check(draft.terms());
        warnings.update(caseNo, draft.kind(), warning.version().no(), draft.terms());
        facts.put(
                caseNo, CaseFiles.APPLICATION, shown.of(draft.kind(), warning.lead(), warning.drill(), draft.terms()));
        trace.record(act("warning.changed", caseNo)
                .with("colour", draft.terms().colour().name()));
    }

    /** Whether whoever is signed in may change it as it stands. */
    boolean mayChange(Warning warning) {
        return warning.state() == Warning.State.RETURNED
                && WarningAccess.mayPropose()
                && CaseAccess.requireOfficer().departmentCode().equals(warning.lead());
    }

    /**
     * The warning of that number; before it is issued, so far as whoever is signed in sees its case.
     *
     * @throws Refusal {@code warning.unknown} (404)
     */
    @Transactional(readOnly = true)
    Warning require(String caseNo) {
        return warnings.find(caseNo)
                .filter(found -> found.state().issued() || access.maySee(CaseAccess.requireOfficer(), caseNo))
                .orElseThrow(() -> Refusal.notFound("warning.unknown", caseNo));
    }

    /** Whether whoever is signed in sees the case, too: an issued warning is everybody's to read, what led to it is not. */
    @Transactional(readOnly = true)
    boolean mayOpen(String caseNo) {
        return access.maySee(CaseAccess.requireOfficer(), caseNo);
    }

    /** Its versions, the last first. */
    @Transactional(readOnly = true)
    List<Warning.Version> versions(String caseNo) {
        return warnings.versions(caseNo);
    }

    /** Those that whoever is signed in sees, the newest first. */
    @Transactional(readOnly = true)
    Listing<Warning> list(WarningFilter filter, PageRequest page) {
        SqlConditions conditions = filter.conditions();
        SqlCondition visible = access.visibleTo(CaseAccess.requireOfficer(), "w.case_no");
        conditions.add(new SqlCondition("(" + ISSUED + " or " + visible.sql() + ")", visible.parameters()));
        return page(conditions, page);
    }

    /** Those that everybody may read, the newest first: issued, and no drills. */
    @Transactional(readOnly = true)
    Listing<Warning> published(WarningFilter filter, PageRequest page) {
        SqlConditions conditions = filter.conditions();
        conditions.add(ISSUED + " and not w.drill");
        return page(conditions, page);
    }

    private Listing<Warning> page(SqlConditions conditions, PageRequest page) {
        long total = warnings.count(conditions);
        if (page.after() != null) {
            conditions.add("(w.proposed_at, w.case_no) < (:afterAt, :afterNo)");
            conditions.with(
                    "afterAt",
                    OfficialTime.of(Objects.requireNonNull(page.after().instant(0))));
            conditions.with("afterNo", page.after().text(1));
        }
        return page.listing(warnings.list(conditions, page.limit()), total, warning ->
                new Object[] {warning.proposedAt(), warning.caseNo()});
    }

    /** One that everybody may read. */
    @Transactional(readOnly = true)
    Optional<Warning> published(String caseNo) {
        return warnings.find(caseNo).filter(found -> found.state().issued() && !found.drill());
    }

    /** Its versions that were issued, the last first. */
    @Transactional(readOnly = true)
    List<Warning.Version> issued(String caseNo) {
        return warnings.versions(caseNo).stream()
                .filter(each -> each.issuedAt() != null)
                .toList();
    }

    /** Keeps on record that a list was taken away. */
    void exported(WarningFilter filter) {
        trace.record(Act.of("warning.exported", "warning", "list").with("filter", filter.address()));
    }
}
