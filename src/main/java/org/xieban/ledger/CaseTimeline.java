package org.xieban.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseScope;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.web.Refusal;

/**
 * The record of one case (办理记录), for those who may see the case, and for the audit administrator, who sees nothing
 * else of it.
 */
@Service
@Transactional(readOnly = true)
class CaseTimeline {

    private final Ledger ledger;
    private final CaseAccess access;
    private final CaseFiles cases;
    private final Processes processes;

    CaseTimeline(Ledger ledger, CaseAccess access, CaseFiles cases, Processes processes) {
        this.ledger = ledger;
        this.access = access;
        this.cases = cases;
        this.processes = processes;
    }

    /**
     * One entry.
     *
     * @param act name of the act
     * @param step element id of the step in the model
     * @param stepName its label, null where the model of the case has no such step
     */
    record Entry(
            Instant at,
            Who actor,
            String act,
            @Nullable String step,
            @Nullable String stepName,
            Map<String, @Nullable Object> detail) {

        /** As it was written, for those who know the whole case. */
        static Entry whole(TraceEntry entry) {
            Act act = entry.act();
            return new Entry(entry.at(), Who.of(entry.actor()), act.name(), act.step(), null, act.detail());
        }
    }

    /** Who acted. */
    record Who(String id, String name, @Nullable String department) {

        static Who of(Actor actor) {
            return new Who(actor.id(), actor.name(), actor.department());
        }
    }

    /**
     * What whoever is signed in may see of the record, oldest first.
     *
     * @param whole whether nothing is left out
     */
    record Timeline(boolean whole, List<Entry> entries) {}

    /**
     * The record as it is read; that the audit administrator looks is recorded, since he may look at any.
     *
     * @throws Refusal {@code case.unknown} (404) where he may not see it or there is none
     */
    @Transactional
    public Timeline of(String caseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Known known = known(caseNo);
        if (officer.has(Role.AUDIT_ADMINISTRATOR)) {
            ledger.looksAt(caseNo);
        }
        Map<String, String> steps = processes.stepNames(
                caseNo, cases.find(caseNo).map(CaseFile::processKey).orElse(""));
        return new Timeline(
                known.scope() == CaseScope.WHOLE,
                known.entries().stream()
                        .map(entry -> entry(entry, steps, known.scope(), officer))
                        .toList());
    }

    /** The entries of a case that somebody may know of, oldest first. */
    record Known(CaseScope scope, List<TraceEntry> entries) {}

    /** @throws Refusal {@code case.unknown} (404) where he may not see it or there is none */
    Known known(String caseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        List<TraceEntry> entries;
        CaseScope scope;
        if (officer.has(Role.AUDIT_ADMINISTRATOR)) {
            scope = CaseScope.WHOLE;
            entries = ledger.ofCase(caseNo);
            if (entries.isEmpty()) {
                throw Refusal.notFound("case.unknown", caseNo);
            }
        } else {
            scope = access.requireVisible(caseNo);
            entries = ledger.ofCase(caseNo);
        }
        return new Known(
                scope,
                entries.stream()
                        .filter(entry -> CaseAccess.mayKnow(
                                scope,
                                officer,
                                entry.act().name(),
                                entry.actor().department()))
                        .toList());
    }

    private static Entry entry(TraceEntry entry, Map<String, String> steps, CaseScope scope, SignedInOfficer officer) {
        String step = entry.act().step();
        Map<String, @Nullable Object> detail = new LinkedHashMap<>(entry.act().detail());
        if (scope != CaseScope.WHOLE
                && !officer.departmentCode().equals(entry.actor().department())) {
            // how the case stands, not why
            detail.keySet().retainAll(Set.of("before", "after"));
        }
        return new Entry(
                entry.at(),
                Who.of(entry.actor()),
                entry.act().name(),
                step,
                step == null ? null : steps.get(step),
                detail);
    }
}
