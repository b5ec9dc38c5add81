package org.xieban.emergency.response;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.OpenTasksOfCase;
import org.xieban.casefile.StayRequests;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventClosed;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.EventJoined;
import org.xieban.emergency.event.EventRefuted;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.ResponseEnded;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/**
 * When an event is a reason no more to stay the cases that were to be stayed because of it, those who handle them are
 * told, once; whether the case goes on is theirs to decide. An event that was merged hands its links on.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class StayReasons {

    private final LinkStore store;
    private final Events events;
    private final EventHistory history;
    private final EventShown shown;
    private final StayRequests stays;
    private final ObjectProvider<OpenTasksOfCase> tasks;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    StayReasons(
            LinkStore store,
            Events events,
            EventHistory history,
            EventShown shown,
            StayRequests stays,
            ObjectProvider<OpenTasksOfCase> tasks,
            Notices notices,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.events = events;
        this.history = history;
        this.shown = shown;
        this.stays = stays;
        this.tasks = tasks;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    @EventListener
    void on(ResponseEnded ended) {
        gone(ended.caseNo());
    }

    @EventListener
    void on(EventClosed closed) {
        gone(closed.caseNo());
    }

    @EventListener
    void on(EventRefuted refuted) {
        if (history.belongsTo(refuted.caseNo()).isEmpty()) {
            gone(refuted.caseNo());
        }
    }

    @EventListener
    void on(EventJoined joined) {
        if (joined.merged() != null) {
            Set<String> there =
                    standing(joined.caseNo()).stream().map(EventLink::caseNo).collect(Collectors.toSet());
            standing(joined.merged()).stream()
                    .filter(link ->
                            !there.contains(link.caseNo()) && !link.caseNo().equals(joined.caseNo()))
                    .forEach(link -> handOn(joined.caseNo(), link));
        }
    }

    private void handOn(String event, EventLink link) {
        store.add(event, link.caseNo(), link.reason(), link.stayWanted(), link.linkedBy(), link.linkedAt());
        trace.record(Act.of("event.linked", "event", event)
                .inCase(link.caseNo(), null)
                .with("event", event)
                .with("reason", link.reason()));
    }

    private List<EventLink> standing(String event) {
        return store.of(event).stream().filter(EventLink::stands).toList();
    }

    private void gone(String caseNo) {
        Event event = events.lock(caseNo);
        standing(caseNo).forEach(link -> gone(event, link));
    }

    /** The event is no more a reason to stay a case; where it never was, or it is known, nothing happens. */
    void gone(Event event, EventLink link) {
        if (!link.stayWanted() || link.stayGoneAt() != null) {
            return;
        }
        Instant now = OfficialTime.now(clock);
        store.stayGone(link.id(), now);
        String caseNo = link.caseNo();
        if (!stays.stands(caseNo)) {
            return;
        }
        trace.record(Act.of("event.stayReasonGone", "event", event.caseNo())
                .inCase(caseNo, null)
                .with("event", event.caseNo())
                .with("eventState", event.state().name()));
        @Nullable OpenTasksOfCase open = tasks.getIfAvailable();
        if (open != null) {
            notices.send(
                    Audience.officers(open.handlers(caseNo).toArray(String[]::new)),
                    "emergency.link.notice.gone",
                    List.of(shown.title(event), caseNo),
                    "/cases/" + caseNo);
        }
    }
}
