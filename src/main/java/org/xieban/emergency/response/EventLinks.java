package org.xieban.emergency.response;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseNumber;
import org.xieban.casefile.StayRequests;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.Events;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The cases that an event is linked with (关联办件): inspections, appeals, approvals that are to be stayed because of it.
 * Whoever commands links and unlinks them; both cases have it on record, and what was is not rewritten.
 */
@Component
@Transactional
public class EventLinks {

    private static final int LONGEST_NUMBER = 40;

    private final LinkStore store;
    private final Events events;
    private final EventDesk desk;
    private final EventChanges changes;
    private final CaseFiles cases;
    private final CaseAccess access;
    private final StayRequests stays;
    private final StayReasons reasons;
    private final Trace trace;
    private final Clock clock;

    EventLinks(
            LinkStore store,
            Events events,
            EventDesk desk,
            EventChanges changes,
            CaseFiles cases,
            CaseAccess access,
            StayRequests stays,
            StayReasons reasons,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.events = events;
        this.desk = desk;
        this.changes = changes;
        this.cases = cases;
        this.access = access;
        this.stays = stays;
        this.reasons = reasons;
        this.trace = trace;
        this.clock = clock;
    }

    /** A stay that is asked for with the link; its reason is read by the applicant. */
    public record Stay(
            String legalBasis, String reason, @Nullable LocalDate until) {}

    /** Those of an event, also those that were, as whoever is signed in sees them; he sees the event. */
    @Transactional(readOnly = true)
    public List<EventLink.Shown> shown(String eventCaseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return store.of(eventCaseNo).stream()
                .map(link -> new EventLink.Shown(
                        link,
                        access.maySee(officer, link.caseNo())
                                ? cases.find(link.caseNo()).orElse(null)
                                : null))
                .toList();
    }

    /** Those of an event, also those that were, the first first. */
    @Transactional(readOnly = true)
    public List<EventLink> of(String eventCaseNo) {
        return store.of(eventCaseNo);
    }

    /** Those that stand, as {@link #shown}. */
    @Transactional(readOnly = true)
    public List<EventLink.Shown> standing(String eventCaseNo) {
        return shown(eventCaseNo).stream().filter(each -> each.link().stands()).toList();
    }

    /** Whether cases may still be linked with it and unlinked. */
    static boolean mayChange(Event event) {
        return !event.state().done();
    }

    /** Whether it is a reason to stay another case: something is still done about it, and not as an exercise. */
    static boolean mayStay(Event event) {
        return event.state().open() && !event.drill();
    }

    /**
     * Links a case.
     *
     * @param typed its number as it was typed
     * @param stay null where it is not to be stayed
     * @throws Refusal {@code event.unknown} (404); {@code access.denied} (403); {@code event.stateForbids}, {@code
     *     event.linked}, {@code event.stayOver} (409); {@code event.reason}, {@code case.unknown}, {@code event.linkSelf}
     *     (422); as {@link StayRequests#ask}
     */
    public void link(String eventCaseNo, String typed, String reason, @Nullable Stay stay) {
        Event event = hold(eventCaseNo);
        String said = EventDesk.said(reason);
        String caseNo = CaseNumber.read(typed)
                .map(CaseNumber::value)
                .filter(number -> access.maySee(CaseAccess.requireOfficer(), number))
                .orElseThrow(() -> unknown(typed.strip()));
        if (caseNo.equals(eventCaseNo)) {
            throw Refusal.rule("event.linkSelf").at("number", "event.linkSelf");
        }
        if (store.of(eventCaseNo).stream()
                .anyMatch(link -> link.stands() && link.caseNo().equals(caseNo))) {
            throw Refusal.conflict("event.linked", caseNo);
        }
        if (stay != null) {
            if (!mayStay(event)) {
                throw Refusal.conflict("event.stayOver");
            }
            stays.ask(caseNo, stay.reason(), stay.legalBasis(), stay.until());
        }
        store.add(
                eventCaseNo,
                caseNo,
                said,
                stay != null,
                CaseAccess.requireOfficer().login(),
                now());
        keep("event.linked", event, caseNo, said, stay != null);
    }

    /**
     * Unlinks a case; where it was to be stayed because of the event, those who handle it are told.
     *
     * @param id of the link
     * @throws Refusal {@code event.unknown} (404); {@code access.denied} (403); {@code event.stateForbids}, {@code
     *     event.unlinked} (409); {@code event.reason} (422)
     */
    public void unlink(String eventCaseNo, long id, String reason) {
        Event event = hold(eventCaseNo);
        String said = EventDesk.said(reason);
        EventLink link = store.of(eventCaseNo).stream()
                .filter(each -> each.id() == id && each.stands())
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("event.unlinked"));
        store.end(id, said, CaseAccess.requireOfficer().login(), now());
        keep("event.unlinked", event, link.caseNo(), said, false);
        reasons.gone(event, link);
    }

    /** In both records: of the event, what was linked with it; of the case, with what. */
    private void keep(String name, Event event, String caseNo, String reason, boolean stay) {
        Act act = EventChanges.act(name, event).with("linkedCase", caseNo).with("reason", reason);
        changes.note(event.caseNo(), stay ? act.with("stayWanted", true) : act, caseNo + " " + reason);
        Act there = Act.of(name, "event", event.caseNo())
                .inCase(caseNo, null)
                .with("event", event.caseNo())
                .with("reason", reason);
        trace.record(event.drill() ? there.with("drill", true) : there);
    }

    private Event hold(String caseNo) {
        if (!desk.commands(events.require(caseNo))) {
            throw Refusal.forbidden("access.denied");
        }
        Event event = events.lock(caseNo);
        if (!mayChange(event)) {
            throw Refusal.conflict(
                    "event.stateForbids",
                    new DefaultMessageSourceResolvable(event.state().textKey()));
        }
        return event;
    }

    private static Refusal unknown(String typed) {
        String number = typed.substring(0, Math.min(typed.length(), LONGEST_NUMBER));
        return Refusal.rule("case.unknown", number).at("number", "case.unknown", number);
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }
}
