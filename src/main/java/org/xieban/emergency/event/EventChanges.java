package org.xieban.emergency.event;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.event.Event.State;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * All that changes an event, one change after the other: each is one version of it, with who made it and when, and is
 * published. Whether whoever is signed in may is for the caller to ask; whether the event may is asked here.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EventChanges {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(OfficialTime.ZONE);
    private static final int LONGEST = 1000;

    private final EventStore store;
    private final Events events;
    private final EventHistory history;
    private final EventShown shown;
    private final CaseFacts facts;
    private final Officers officers;
    private final ApplicationEventPublisher publisher;
    private final Trace trace;
    private final Clock clock;

    EventChanges(
            EventStore store,
            Events events,
            EventHistory history,
            EventShown shown,
            CaseFacts facts,
            Officers officers,
            ApplicationEventPublisher publisher,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.events = events;
        this.history = history;
        this.shown = shown;
        this.facts = facts;
        this.officers = officers;
        this.publisher = publisher;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * The event as somebody saw it who wants to act on it, held until the end of the transaction.
     *
     * @param seen version that he saw
     * @throws Refusal {@code event.unknown} (404); {@code event.changed} (409) saying who was faster, with what and when
     */
    public Event hold(String caseNo, int seen) {
        Event event = events.lock(caseNo);
        if (event.version() != seen) {
            throw changed(caseNo);
        }
        return event;
    }

    /** That somebody was faster: who, with what, when. */
    public Refusal changed(String caseNo) {
        EventHistory.Change last = history.last(caseNo).orElseThrow();
        return Refusal.conflict(
                "event.changed",
                officers.find(last.by()).map(Officer::name).orElse(Actor.SYSTEM.name()),
                SECOND.format(last.at()),
                new DefaultMessageSourceResolvable("act." + last.act()));
    }

    /** It is real. */
    public void verify(String caseNo, String said) {
        Event event = require(caseNo, EnumSet.of(State.REPORTED, State.VERIFIED));
        if (event.state() == State.REPORTED) {
            keep(event.found(State.VERIFIED), act("event.verified", event), said);
            publisher.publishEvent(new EventVerified(caseNo));
        }
    }

    /** There was nothing. */
    public void refute(String caseNo, String reason) {
        Event event = require(caseNo, EnumSet.of(State.REPORTED, State.VERIFIED));
        keep(event.found(State.REFUTED), act("event.refuted", event).with("reason", reason), reason);
        publisher.publishEvent(new EventRefuted(caseNo));
    }

    /**
     * It is another event's: what was reported of it stands with that one from now on.
     *
     * @throws Refusal {@code event.mergeInto} (422) where that is no open event, itself one of another, or a drill while
     *     this one is real
     */
    public void merge(String caseNo, String into, String reason) {
        // always in the same order, so that two that are merged into each other do not wait for each other
        if (into.compareTo(caseNo) < 0) {
            store.find(into, true);
        }
        Event event = require(caseNo, EnumSet.of(State.REPORTED, State.VERIFIED));
        Event other = store.find(into, true)
                .filter(found -> found.state().open()
                        && found.drill() == event.drill()
                        && !found.caseNo().equals(caseNo))
                .orElseThrow(() -> Refusal.rule("event.mergeInto").at("into", "event.mergeInto"));
        keep(
                event.found(State.REFUTED),
                act("event.merged", event).with("event", into).with("reason", reason),
                into + " " + reason);
        store.belongs(caseNo, into);
        keep(other.next(), act("event.joined", other).with("event", caseNo).with("reason", reason), event.title());
        publisher.publishEvent(new EventRefuted(caseNo));
        publisher.publishEvent(new EventJoined(into, caseNo));
    }

    /**
     * More is known of the harm.
     *
     * @param basis from where it is known
     * @throws Refusal {@code event.harmImpossible} (422), {@code event.basis} (422)
     */
    public void harm(String caseNo, Harm harm, String basis) {
        harm(require(caseNo, EnumSet.complementOf(EnumSet.of(State.REFUTED, State.CLOSED))), harm, basis);
    }

    /**
     * More is known of the harm after all was done; whether it is still asked for is for the caller to know.
     *
     * @throws Refusal as {@link #harm}
     */
    public void harmAfterwards(String caseNo, Harm harm, String basis) {
        harm(require(caseNo, EnumSet.of(State.CLOSED)), harm, basis);
    }

    private void harm(Event event, Harm harm, String basis) {
        if (!harm.possible()) {
            throw Refusal.rule("event.harmImpossible").at("injured", "event.harmImpossible");
        }
        if (basis.isBlank() || basis.length() > LONGEST) {
            throw Refusal.rule("event.basis", LONGEST).at("basis", "event.basis", LONGEST);
        }
        if (harm.sameFigures(event.harm()) && harm.sensitive() == event.harm().sensitive()) {
            return;
        }
        Event now = event.harmed(harm);
        keep(
                now,
                act("event.harmChanged", event)
                        .change(shown.harm(event.harm()), shown.harm(harm))
                        .with("basis", basis),
                shown.harm(harm));
        history.add(event.caseNo(), new EventHistory.KnownHarm(now.version(), harm, basis, by(), now()));
        publisher.publishEvent(new HarmChanged(event.caseNo(), event.harm(), harm));
    }

    /**
     * It has a grade, or another.
     *
     * @param byTable what the decision table says of its harm
     * @param reason why the grade is another; empty where it is not
     */
    public void grade(String caseNo, Grade byTable, Grade grade, String reason) {
        Event event = require(caseNo, EnumSet.complementOf(EnumSet.of(State.REPORTED, State.REFUTED)));
        Event now = event.graded(grade);
        keep(
                now,
                act("event.graded", event)
                        .with("grade", grade.name())
                        .with("byTable", byTable.name())
                        .with("reason", reason),
                shown.grade(grade) + (reason.isEmpty() ? "" : " " + reason));
        history.add(caseNo, new EventHistory.Grading(now.version(), byTable, grade, reason, by(), now()));
        publisher.publishEvent(new EventGraded(caseNo, event.grade(), grade));
    }

    /** The response runs. */
    public void start(String caseNo, Grade level) {
        Event event = require(caseNo, EnumSet.of(State.VERIFIED));
        keep(
                event.responding(level, now()),
                act("response.started", event).with("level", level.name()),
                shown.level(level));
        publisher.publishEvent(new ResponseStarted(caseNo, level));
    }

    /** The response runs at another level. */
    public void level(String caseNo, Grade level) {
        Event event = require(caseNo, EnumSet.of(State.RESPONDING));
        Grade before = event.level();
        if (before == null || before == level) {
            throw Refusal.rule("response.sameLevel").at("newLevel", "response.sameLevel");
        }
        keep(
                event.responding(level, now()),
                act("response.levelChanged", event).change(before.name(), level.name()),
                shown.level(before) + " → " + shown.level(level));
        publisher.publishEvent(new ResponseLevelChanged(caseNo, before, level));
    }

    /** The response is over. */
    public void end(String caseNo, String reason) {
        Event event = require(caseNo, EnumSet.of(State.RESPONDING));
        keep(event.ended(now()), act("response.ended", event).with("reason", reason), reason);
        publisher.publishEvent(new ResponseEnded(caseNo));
    }

    /** All is done. */
    public void close(String caseNo, String said) {
        Event event = require(caseNo, EnumSet.of(State.VERIFIED, State.ENDED));
        keep(event.closed(now()), act("event.closed", event).with("reason", said), said);
        publisher.publishEvent(new EventClosed(caseNo));
    }

    /**
     * Something else was done on it, which whoever acts next has to have seen.
     *
     * @param act with what the record says of it
     * @param said what those read who look at the event
     */
    public void note(String caseNo, Act act, String said) {
        keep(events.lock(caseNo).next(), act, said);
    }

    /** An act on an event. */
    public static Act act(String name, Event event) {
        return Act.of(name, "event", event.caseNo()).inCase(event.caseNo(), null);
    }

    private Event require(String caseNo, Set<State> states) {
        Event event = events.lock(caseNo);
        if (!states.contains(event.state())) {
            throw Refusal.conflict(
                    "event.stateForbids",
                    new DefaultMessageSourceResolvable(event.state().textKey()));
        }
        return event;
    }

    private void keep(Event event, Act act, String said) {
        store.update(event);
        history.add(event.caseNo(), new EventHistory.Change(event.version(), act.name(), said, by(), now()));
        facts.put(event.caseNo(), CaseFiles.APPLICATION, shown.of(event));
        trace.record(act);
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }

    static String by() {
        return CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id());
    }
}
