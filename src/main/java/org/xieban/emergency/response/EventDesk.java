package org.xieban.emergency.response;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.EventFilter;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.report.SituationReports;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * What the duty room does on an event beside its steps. Whoever acts says which version of it he saw: of two at once one
 * wins, and the other is told who was faster with what.
 */
@Component
@Transactional
public class EventDesk {

    private static final int LONGEST_REASON = 500;

    private final Events events;
    private final EventChanges changes;
    private final ResponseProposals proposals;
    private final ResponseOrders orders;
    private final Directives directives;
    private final SituationReports reports;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    EventDesk(
            Events events,
            EventChanges changes,
            ResponseProposals proposals,
            ResponseOrders orders,
            Directives directives,
            SituationReports reports,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.events = events;
        this.changes = changes;
        this.proposals = proposals;
        this.orders = orders;
        this.directives = directives;
        this.reports = reports;
        this.processes = processes;
        this.trace = trace;
        this.clock = clock;
    }

    /** Whether whoever is signed in commands the event: he is on the desk of the duty room that leads it. */
    public boolean commands(Event event) {
        return CaseAccess.officer()
                .map(officer -> officer.groups().contains(Group.name(event.lead(), Role.DUTY_COMMANDER)))
                .orElse(false);
    }

    /**
     * Whether the harm may still change: the event is neither refuted nor closed, or casualties that change are still to be
     * reported.
     */
    boolean harmChanges(Event event) {
        return event.state() == Event.State.CLOSED
                ? !OfficialTime.now(clock).isAfter(harmUntil(event))
                : event.state() != Event.State.REFUTED;
    }

    /** Until when the harm of an event may change that is closed. */
    Instant harmUntil(Event event) {
        return reports.casualtiesUntil(event)
                .orElseGet(() -> Objects.requireNonNull(event.closedAt(), "the event is not closed"));
    }

    /** Whether there was to be no response, and that may still be thought over again. */
    boolean reconsiders(Event event) {
        return processes.awaits(ResponseModel.RECONSIDERED, event.caseNo());
    }

    /** The events that one may turn out to be another report of. */
    List<Event> mergeable(Event event) {
        if (event.state() != Event.State.REPORTED && event.state() != Event.State.VERIFIED) {
            return List.of();
        }
        return events.open().stream()
                .filter(other -> !other.caseNo().equals(event.caseNo())
                        && other.drill() == event.drill()
                        && other.lead().equals(event.lead()))
                .toList();
    }

    /** Keeps on record that a list was taken away. */
    public void exported(EventFilter filter) {
        trace.record(Act.of("event.exported", "event", "list").with("filter", filter.address()));
    }

    /**
     * More is known of the harm.
     *
     * @param seen version that he saw
     * @param basis from where it is known
     * @throws Refusal {@code event.unknown} (404); {@code access.denied} (403); {@code event.changed} (409); {@code
     *     event.harmOver} (409) where it is closed and casualties that change are not reported any more; {@code
     *     event.harmImpossible}, {@code event.basis} (422)
     */
    public void harm(String caseNo, int seen, Harm harm, String basis) {
        Event event = hold(caseNo, seen);
        if (event.state() != Event.State.CLOSED) {
            changes.harm(caseNo, harm, basis);
        } else if (harmChanges(event)) {
            changes.harmAfterwards(caseNo, harm, basis);
        } else {
            throw Refusal.conflict("event.harmOver", OfficialTime.minute(harmUntil(event)));
        }
    }

    /**
     * There was to be no response, and that is thought over again.
     *
     * @throws Refusal as {@link #harm}; {@code event.reason} (422); {@code response.notDeclined} (409)
     */
    public void reconsider(String caseNo, int seen, String reason) {
        Event event = hold(caseNo, seen);
        String said = said(reason);
        if (!reconsiders(event)) {
            throw Refusal.conflict("response.notDeclined");
        }
        changes.note(caseNo, EventChanges.act("response.reconsidered", event).with("reason", said), said);
        processes.tell(ResponseModel.RECONSIDERED, caseNo, null);
    }

    /**
     * A reason as it was typed.
     *
     * @throws Refusal {@code event.reason} (422)
     */
    static String said(String reason) {
        String said = reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw Refusal.rule("event.reason", LONGEST_REASON).at("reason", "event.reason", LONGEST_REASON);
        }
        return said;
    }

    /**
     * It is another report of an event that is there.
     *
     * @param into number of that event
     * @throws Refusal as {@link #harm}; {@code event.mergeInto}, {@code event.reason} (422)
     */
    public void merge(String caseNo, int seen, String into, String reason) {
        hold(caseNo, seen);
        changes.merge(caseNo, into, said(reason));
        processes.tell(ResponseModel.MERGED, caseNo, null);
    }

    /**
     * What goes out with the proposal that waits is made otherwise.
     *
     * @throws Refusal as {@link #harm}; {@code response.noDraft} (409) where nothing waits; {@code response.orders} (422)
     *     naming every field at fault
     */
    public void orders(String caseNo, int seen, List<DraftOrder> draft) {
        if (!directives.mayCommand(events.require(caseNo))) {
            throw Refusal.forbidden("access.denied");
        }
        Event event = changes.hold(caseNo, seen);
        orders.check(caseNo, draft);
        proposals.orders(event, draft);
    }

    private Event hold(String caseNo, int seen) {
        if (!commands(events.require(caseNo))) {
            throw Refusal.forbidden("access.denied");
        }
        return changes.hold(caseNo, seen);
    }
}
