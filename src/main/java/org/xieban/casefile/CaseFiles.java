package org.xieban.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemVersion;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.form.FormSubmission;
import org.xieban.engine.form.Forms;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Cases: their registration and the states they go through. Whether whoever is signed in may see or move a case is for
 * the caller to ask, of {@link CaseAccess}; whether the case may come into that state is asked here.
 */
@Component
@Transactional
public class CaseFiles {

    /** The step of {@link CaseFacts} under which what the applicant entered is kept. */
    public static final String APPLICATION = "application";

    private final CaseRepository cases;
    private final CaseOpening opening;
    private final ApplicationForms applicationForms;
    private final Forms forms;
    private final Catalogue catalogue;
    private final Trace trace;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseFiles(
            CaseRepository cases,
            CaseOpening opening,
            ApplicationForms applicationForms,
            Forms forms,
            Catalogue catalogue,
            Trace trace,
            ApplicationEventPublisher events,
            Clock clock) {
        this.cases = cases;
        this.opening = opening;
        this.applicationForms = applicationForms;
        this.forms = forms;
        this.catalogue = catalogue;
        this.trace = trace;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Registers an application for the department of whoever is signed in, and publishes {@link CaseRegistered}.
     *
     * @throws Refusal {@code case.invalid} (422) naming every field at fault, those of the form below {@code form};
     *     {@code case.itemUnknown}, {@code case.itemClosed} (422)
     */
    public CaseFile register(Registration registration) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        LocalDate today = OfficialTime.today(clock);
        ItemVersion version = open(registration.itemCode(), today);
        RegistrationCheck check = new RegistrationCheck(today);
        Applicant applicant = check.applicant(registration.applicant(), version.item());
        Agent agent = check.agent(registration.agent());
        String externalRef = check.externalRef(registration.externalRef());
        if (registration.parent() != null && cases.find(registration.parent()).isEmpty()) {
            check.error("parent", "case.unknown", registration.parent());
        }
        FormSubmission form = judged(registration, version, check);
        check.refuseIfAnything();

        return opening.open(new CaseOpening.Opening(
                version,
                title(version.item(), applicant),
                applicant,
                agent,
                form == null ? Map.of() : form.values(),
                new CaseOpening.By(
                        officer.login(),
                        officer.departmentCode(),
                        version.item().organ().department()),
                externalRef,
                registration.parent(),
                registration.consent()));
    }

    private ItemVersion open(String itemCode, LocalDate today) {
        ItemVersion version = catalogue
                .find(itemCode)
                .filter(found -> !found.item().internal())
                .orElseThrow(
                        () -> Refusal.rule("case.itemUnknown", itemCode).at("itemCode", "case.itemUnknown", itemCode));
        if (!version.item().inForce().on(today)) {
            throw Refusal.rule("case.itemClosed", version.item().name())
                    .at("itemCode", "case.itemClosed", version.item().name());
        }
        return version;
    }

    private @Nullable FormSubmission judged(Registration registration, ItemVersion version, RegistrationCheck check) {
        ApplicationForms.Offered offered = applicationForms.of(version.item());
        try {
            return forms.accept(offered.schema(), registration.form(), offered.data());
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE) {
                throw refused;
            }
            check.add("form", refused);
            return null;
        }
    }

    private static String title(ServiceItem item, Applicant applicant) {
        return item.name() + " · " + applicant.masked().name();
    }

    /** The case of that number; whether the asker may see it is for the caller to know. */
    @Transactional(readOnly = true)
    public Optional<CaseFile> find(String caseNo) {
        return cases.find(caseNo);
    }

    /**
     * The case of that number.
     *
     * @throws Refusal {@code case.unknown} (404)
     */
    @Transactional(readOnly = true)
    public CaseFile require(String caseNo) {
        return find(caseNo).orElseThrow(() -> unknown(caseNo));
    }

    /** The numbers of the cases that are parts of this one, the first hundred. */
    @Transactional(readOnly = true)
    public List<String> children(String caseNo) {
        return cases.children(caseNo);
    }

    /**
     * Who applies, in clear, for use cases that need it: official documents, what the applicant himself asks.
     *
     * @throws Refusal {@code case.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Applicant applicant(String caseNo) {
        return cases.applicant(caseNo).orElseThrow(() -> unknown(caseNo));
    }

    /** Who applies for the applicant, in clear; empty where nobody does. */
    @Transactional(readOnly = true)
    public Optional<Agent> agent(String caseNo) {
        return cases.agent(caseNo);
    }

    /**
     * Accepts a case.
     *
     * @param from when the acceptance takes effect: the day of receipt, where the organ did not speak in time
     *     (行政许可法 32)
     * @throws Refusal {@code case.stateForbids} (409), as all changes of state
     */
    public CaseFile accept(String caseNo, Instant from) {
        return move(
                caseNo, CaseState.ACCEPTED, StateChange.to(CaseState.ACCEPTED).acceptedAt(from));
    }

    /** The applicant has been told what to supplement. */
    public CaseFile supplement(String caseNo) {
        return move(caseNo, CaseState.SUPPLEMENTING, StateChange.to(CaseState.SUPPLEMENTING));
    }

    /** What was to be supplemented has come in: the case is looked at again as one received. */
    public CaseFile supplemented(String caseNo) {
        return move(caseNo, CaseState.REGISTERED, StateChange.to(CaseState.REGISTERED));
    }

    /** Its examination begins; no change where it has begun, since a case may be examined again. */
    public CaseFile review(String caseNo) {
        CaseFile file = locked(caseNo);
        return file.state() == CaseState.IN_REVIEW
                ? file
                : move(caseNo, CaseState.IN_REVIEW, StateChange.to(CaseState.IN_REVIEW));
    }

    /** Stays it (中止). */
    public CaseFile suspend(String caseNo) {
        CaseState state = locked(caseNo).state();
        return move(
                caseNo, CaseState.SUSPENDED, StateChange.to(CaseState.SUSPENDED).before(state));
    }

    /** Takes it up again (恢复), in the state in which it was stayed. */
    public CaseFile resume(String caseNo) {
        CaseState back = cases.stateBefore(caseNo).orElseThrow(() -> forbidden(locked(caseNo), CaseState.IN_REVIEW));
        return move(caseNo, back, StateChange.to(back));
    }

    /** Decides it. */
    public CaseFile decide(String caseNo, boolean granted, String text) {
        return move(
                caseNo,
                CaseState.DECIDED,
                StateChange.to(CaseState.DECIDED).decided(new CaseFile.Decision(granted, text, now())));
    }

    /**
     * Brings it to its end.
     *
     * @param finalState one of {@link CaseState#FINAL}
     * @param reason null where the end needs none
     */
    public CaseFile close(String caseNo, CaseState finalState, @Nullable String reason) {
        if (!finalState.isFinal()) {
            throw new IllegalArgumentException("not an end: " + finalState);
        }
        return move(
                caseNo, finalState, StateChange.to(finalState).closedAt(now()).reason(reason));
    }

    /**
     * The applicant has handed in what he was asked for.
     *
     * @throws Refusal {@code case.stateForbids} (409) where nothing was asked of him
     */
    public CaseFile handInSupplements(String caseNo) {
        CaseFile file = locked(caseNo);
        if (file.state() != CaseState.SUPPLEMENTING) {
            throw forbidden(file, CaseState.REGISTERED);
        }
        trace.record(act("case.supplementsHandedIn", caseNo));
        events.publishEvent(new CaseSupplemented(caseNo));
        return require(caseNo);
    }

    /**
     * The applicant wants to withdraw; whoever handles the case decides about it.
     *
     * @throws Refusal {@code case.stateForbids} (409) once it is decided or has ended
     */
    public CaseFile withdraw(String caseNo, String reason) {
        CaseFile file = locked(caseNo);
        if (!file.state().mayBeWithdrawn()) {
            throw forbidden(file, CaseState.WITHDRAWN);
        }
        trace.record(act("case.withdrawalRequested", caseNo).with("reason", reason));
        events.publishEvent(new CaseWithdrawalRequested(caseNo, reason));
        return require(caseNo);
    }

    /**
     * Lets a case wait for another; until it waits no more none of its steps is completed.
     *
     * @param other number of the case that it waits for, null where it goes on
     */
    public void await(String caseNo, @Nullable String other) {
        cases.await(caseNo, other);
    }

    private CaseFile move(String caseNo, CaseState next, StateChange change) {
        CaseFile file = locked(caseNo);
        if (!file.state().mayBecome(next)) {
            throw forbidden(file, next);
        }
        cases.update(caseNo, change);
        Act act = act(next.isFinal() ? "case.closed" : "case.stateChanged", caseNo)
                .change(file.state().name(), next.name());
        if (change.reason() != null) {
            act = act.with("reason", change.reason());
        }
        if (change.acceptedAt() != null) {
            act = act.with(
                    "from",
                    change.acceptedAt()
                            .atZone(OfficialTime.ZONE)
                            .toOffsetDateTime()
                            .toString());
        }
        if (change.decision() != null) {
            act = act.with("granted", change.decision().granted());
        }
        trace.record(act);
        events.publishEvent(new CaseStateChanged(caseNo, file.state(), next));
        return require(caseNo);
    }

    private CaseFile locked(String caseNo) {
        return cases.lock(caseNo).orElseThrow(() -> unknown(caseNo));
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }

    static Act act(String name, String caseNo) {
        return Act.of(name, "case", caseNo).inCase(caseNo, null);
    }

    private static Refusal unknown(String caseNo) {
        return Refusal.notFound("case.unknown", caseNo);
    }

    private static Refusal forbidden(CaseFile file, CaseState next) {
        return Refusal.conflict("case.stateForbids", file.number(), named(file.state()), named(next));
    }

    /** Put into the reader's language when the refusal is. */
    private static DefaultMessageSourceResolvable named(CaseState state) {
        return new DefaultMessageSourceResolvable(state.textKey());
    }
}
