package org.xieban.emergency.resource;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventClosed;
import org.xieban.emergency.event.EventRefuted;
import org.xieban.emergency.event.Events;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** What events are given of the resources there are, and give back: a duty commander gives any, others their department's. */
@Component
@Transactional
public class ResourceAssignments {

    private static final int LOOKED_AT = 50;
    private static final int LONGEST_KEY = 200;

    private final Resources resources;
    private final ResourceStore store;
    private final AssignmentStore assignments;
    private final Events events;
    private final Officers officers;
    private final CaseAccess access;
    private final Trace trace;
    private final Clock clock;

    ResourceAssignments(
            Resources resources,
            ResourceStore store,
            AssignmentStore assignments,
            Events events,
            Officers officers,
            CaseAccess access,
            Trace trace,
            Clock clock) {
        this.resources = resources;
        this.store = store;
        this.assignments = assignments;
        this.events = events;
        this.officers = officers;
        this.access = access;
        this.trace = trace;
        this.clock = clock;
    }

    /** What an event has, the newest first; for whoever sees the event. */
    @Transactional(readOnly = true)
    public List<Assignment> standing(String eventCaseNo) {
        return assignments.ofEvent(eventCaseNo).stream()
                .filter(each -> each.releasedAt() == null)
                .toList();
    }

    /** What an event has and had, the newest first; for whoever sees the event. */
    @Transactional(readOnly = true)
    public List<Assignment> of(String eventCaseNo) {
        return assignments.ofEvent(eventCaseNo);
    }

    /**
     * Gives some of a resource to an event; of two who want the last, one gets it.
     *
     * @param key of whoever gives: what is given again under it, of the same resource to the same event, is not given twice
     * @return number of the assignment; of the one that was there where it is given again
     * @throws Refusal {@code event.unknown}, {@code emergencyResource.unknown} (404), {@code access.denied} (403),
     *     {@code emergencyResource.eventOver} (409), {@code emergencyResource.notSoMany}, {@code emergencyResource.taken}
     *     naming who took them last (409), {@code emergencyResource.amount}, {@code emergencyResource.key} (422)
     */
    public long assign(String eventCaseNo, String code, int amount, String key) {
        Event event = events.require(eventCaseNo);
        Resource resource = resources.require(code);
        SignedInOfficer officer = requireDisposing(resource);
        if (amount < 1) {
            throw Refusal.rule("emergencyResource.amount");
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refusal.rule("emergencyResource.key", LONGEST_KEY);
        }
        // whoever ends the event waits, or has ended it; a repetition waits until what it repeats is there
        boolean open = events.lock(event.caseNo()).state().open();
        Optional<Long> before = assignments.given(eventCaseNo, code, key);
        if (before.isPresent()) {
            return before.get();
        }
        if (!open) {
            throw Refusal.conflict("emergencyResource.eventOver");
        }
        if (!store.take(code, amount)) {
            throw tooMany(resources.require(code));
        }
        long id = assignments.insert(code, eventCaseNo, amount, key, officer.login(), OfficialTime.now(clock));
        trace.record(said("emergencyResource.assigned", resource, amount).with("event", eventCaseNo));
        return id;
    }

    private Refusal tooMany(Resource left) {
        return assignments.ofResource(left.code(), LOOKED_AT).stream()
                .filter(each -> each.releasedAt() == null)
                .findFirst()
                .map(last -> Refusal.conflict(
                        "emergencyResource.taken",
                        left.free(),
                        left.unit(),
                        named(last.assignedBy()),
                        last.amount(),
                        mayKnow(String.valueOf(last.eventCaseNo()))
                                ? String.valueOf(last.eventTitle())
                                : new DefaultMessageSourceResolvable("emergency.resource.anotherEvent")))
                .orElseGet(() -> Refusal.conflict("emergencyResource.notSoMany", left.free(), left.unit()));
    }

    private String named(@Nullable String login) {
        return officers.find(String.valueOf(login)).map(Officer::name).orElse("");
    }

    /**
     * Gives back what an event had.
     *
     * @throws Refusal {@code emergencyResource.noAssignment} (404), {@code access.denied} (403), {@code emergencyResource.released} (409)
     */
    public void release(long assignment) {
        Assignment there = assignments
                .find(assignment)
                .filter(each -> mayKnow(String.valueOf(each.eventCaseNo())))
                .orElseThrow(() -> Refusal.notFound("emergencyResource.noAssignment"));
        SignedInOfficer officer = requireDisposing(resources.require(there.resource()));
        if (!release(there, officer.login())) {
            throw Refusal.conflict(
                    "emergencyResource.released",
                    assignments
                            .find(assignment)
                            .map(each -> named(each.releasedBy()))
                            .orElse(""));
        }
    }

    private boolean release(Assignment there, String by) {
        if (!assignments.release(there.id(), by, OfficialTime.now(clock))) {
            return false;
        }
        store.giveBack(there.resource(), there.amount());
        trace.record(said("emergencyResource.released", resources.require(there.resource()), there.amount())
                .with("event", there.eventCaseNo()));
        return true;
    }

    /** What a closed event still has is free again. */
    @EventListener
    public void on(EventClosed closed) {
        releaseAll(closed.caseNo());
    }

    /** What an event has that never was, is free again. */
    @EventListener
    public void on(EventRefuted refuted) {
        releaseAll(refuted.caseNo());
    }

    private void releaseAll(String caseNo) {
        String by = CaseAccess.officer().map(SignedInOfficer::login).orElse("");
        standing(caseNo).forEach(each -> release(each, by));
    }

    /** Whether whoever is signed in gives a resource to events: a duty commander any, others their department's. */
    @Transactional(readOnly = true)
    public boolean mayDispose(Resource resource) {
        return CaseAccess.officer()
                .filter(officer -> officer.has(Role.DUTY_COMMANDER) || EmergencyAccess.mayKeep(resource.department()))
                .isPresent();
    }

    private SignedInOfficer requireDisposing(Resource resource) {
        if (!mayDispose(resource)) {
            throw Refusal.forbidden("access.denied");
        }
        return CaseAccess.requireOfficer();
    }

    private boolean mayKnow(String caseNo) {
        return access.maySee(CaseAccess.requireOfficer(), caseNo);
    }

    /** Where a resource is and was, the newest first; events that whoever is signed in does not see are not named. */
    @Transactional(readOnly = true)
    List<Assignment> history(String code, int limit) {
        return assignments.ofResource(code, limit).stream()
                .map(each -> mayKnow(String.valueOf(each.eventCaseNo())) ? each : each.ofAnEventNotSeen())
                .toList();
    }

    private static Act said(String name, Resource resource, int amount) {
        return Act.of(name, "emergencyResource", resource.code())
                .with("name", resource.name())
                .with("amount", (long) amount);
    }
}
