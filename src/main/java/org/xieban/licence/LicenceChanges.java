package org.xieban.licence;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Reasons;
import org.xieban.catalogue.Catalogue;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * Suspends, restores and revokes licences, for who heads the department that issued them (行政许可法 69, 70); their end by
 * the calendar comes of itself.
 */
@Component
@Transactional
public class LicenceChanges {

    private static final int BATCH = 200;

    private final LicenceRepository licences;
    private final LicenceReuse reuse;
    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Officers officers;
    private final OfficeTexts texts;
    private final Trace trace;
    private final TransactionTemplate transaction;

    LicenceChanges(
            LicenceRepository licences,
            LicenceReuse reuse,
            CaseFiles cases,
            Catalogue catalogue,
            Officers officers,
            OfficeTexts texts,
            Trace trace,
            TransactionTemplate transaction) {
        this.licences = licences;
        this.reuse = reuse;
        this.cases = cases;
        this.catalogue = catalogue;
        this.officers = officers;
        this.texts = texts;
        this.trace = trace;
        this.transaction = transaction;
    }

    /** What may be done with a licence. */
    public enum Operation {
        /** 暂停使用. */
        SUSPEND(LicenceState.SUSPENDED, "licence.suspended", EnumSet.of(LicenceState.VALID)),
        /** 恢复使用. */
        RESTORE(LicenceState.VALID, "licence.restored", EnumSet.of(LicenceState.SUSPENDED)),
        /** 吊销、撤销或者注销. */
        REVOKE(LicenceState.REVOKED, "licence.revoked", EnumSet.of(LicenceState.VALID, LicenceState.SUSPENDED));

        private final LicenceState to;
        private final String act;
        private final Set<LicenceState> from;

        Operation(LicenceState to, String act, Set<LicenceState> from) {
            this.to = to;
            this.act = act;
            this.from = from;
        }

        boolean may(LicenceState state) {
            return from.contains(state);
        }

        /** Message key of its name. */
        public String textKey() {
            return "licence.operation." + name();
        }
    }

    /** Whether whoever is signed in heads the department that issued it. */
    @Transactional(readOnly = true)
    public boolean mayChange(Licence licence) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        String window = catalogue
                .item(cases.require(licence.caseNo()).itemVersion())
                .organ()
                .window();
        return officer.groups().contains(officers.headGroup(licence.issuer(), window));
    }

    /**
     * Does it.
     *
     * @throws Refusal {@code licence.unknown} (404); {@code access.denied} (403) to whoever does not head the department
     *     that issued it; {@code licence.stateForbids} (409); {@code case.reasonMissing},
     *     {@code case.reasonTooLong} (422)
     */
    public Licence change(String number, Operation operation, @Nullable String reason) {
        Licence licence = licences.lock(number).orElseThrow(() -> Refusal.notFound("licence.unknown", number));
        if (!mayChange(licence)) {
            throw Refusal.forbidden("access.denied");
        }
        String why = Reasons.require(reason);
        if (!operation.may(licence.state())) {
            throw Refusal.conflict("licence.stateForbids", number);
        }
        return changed(licence, operation.to, operation.act, why);
    }

    /**
     * Ends what a new licence takes the place of: that of the same type on which its case relied, as a change or a renewal
     * does. Cases that relied on it rely on the new one.
     */
    void replace(Licence by) {
        for (Licence old : reuse.reliedOn(by.caseNo())) {
            if (old.type().equals(by.type()) && Operation.REVOKE.may(old.state())) {
                licences.lock(old.number());
                licences.change(old.id(), LicenceState.REVOKED, Licences.actor(), replaced(by));
                trace.record(Licences.act("licence.replaced", old).with("number", by.number()));
                reuse.replaced(old, by.caseNo());
            }
        }
    }

    /** In the office's own language, as other reasons are. */
    private String replaced(Licence by) {
        return texts.office("licence.one.replaced", by.number());
    }

    private Licence changed(Licence licence, LicenceState to, String act, @Nullable String reason) {
        Actor actor = Licences.actor();
        licences.change(licence.id(), to, actor, reason);
        Act told = Licences.act(act, licence);
        trace.record(
                to == LicenceState.EXPIRED
                        ? told
                        : told.change(licence.state().name(), to.name()).with("reason", reason));
        Licence changed = licences.find(licence.number()).orElseThrow();
        if (changed.isGood()) {
            reuse.restored(changed);
        } else {
            reuse.lost(changed);
        }
        return changed;
    }

    /** Takes down the end of those whose last day is over, each by itself. */
    @Transactional(propagation = Propagation.NEVER)
    public void expire() {
        int ended;
        do {
            ended = 0;
            for (String number : licences.over(BATCH)) {
                ended++;
                transaction.executeWithoutResult(status -> licences.lock(number)
                        .filter(licence -> licence.state() == LicenceState.EXPIRED)
                        .ifPresent(licence -> changed(licence, LicenceState.EXPIRED, "licence.expired", null)));
            }
        } while (ended == BATCH);
    }
}
