package org.xieban.emergency.directive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Callee;
import org.xieban.emergency.call.Calls;
import org.xieban.emergency.duty.DutyRoster;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TaskOpened;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionMemory;
import org.xieban.web.Refusal;

/**
 * Who is called to acknowledge a directive: whoever is on duty for its department, the next on the roster, the leader in
 * charge, each for so long; where nobody is left, the duty room that commands telephones. When it has reached nobody, the
 * ladder is begun anew.
 */
@Component
@Transactional
public class DirectiveLadder {

    private final Directives directives;
    private final DirectiveStore store;
    private final Calls calls;
    private final DutyRoster roster;
    private final Events events;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    /** Many directives go to one department at once. */
    private final TransactionMemory<String, List<Callee>> ladders = new TransactionMemory<>();

    private final TransactionMemory<String, Event> known = new TransactionMemory<>();

    DirectiveLadder(
            Directives directives,
            DirectiveStore store,
            Calls calls,
            DutyRoster roster,
            Events events,
            Notices notices,
            Trace trace,
            Clock clock) {
        this.directives = directives;
        this.store = store;
        this.calls = calls;
        this.roster = roster;
        this.events = events;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Who is called.
     *
     * @param callee login; empty where nobody is left
     */
    public record Next(String callee, Instant until) {}

    /** Calls the next; whoever was called before has not acknowledged in time. */
    public Next callNext(String number) {
        Directive directive = store.find(number).orElseThrow(() -> Directives.unknown(number));
        Calls.Turn turn = calls.next(
                number,
                round(directive),
                directive.department(),
                ladders.get(directive.department(), this::ladder),
                Duration.between(directive.givenAt(), directive.acknowledgeBy()));
        for (Call passed : turn.passed()) {
            trace.record(Directives.act("directive.passedOn", number)
                    .with("department", directive.department())
                    .with("assignee", passed.officer()));
        }
        Call call = turn.call();
        trace.record(Directives.act(call.byHand() ? "directive.nobodyLeft" : "directive.called", number)
                .with("department", directive.department())
                .with("assignee", call.officer()));
        tell(directive, call);
        directives.changed(directive);
        return new Next(call.byHand() ? "" : String.valueOf(call.officer()), call.until());
    }

    /** As often as it was begun: whenever the duty room has reached nobody it is begun anew. */
    private int round(Directive directive) {
        return directive.passedOn() == 0
                ? 1
                : 1
                        + (int) calls.of(directive.number()).stream()
                                .filter(each -> each.state() == Call.State.UNREACHED)
                                .count();
    }

    private List<Callee> ladder(String department) {
        return roster.ladder(department, OfficialTime.now(clock)).stream()
                .map(Callee::of)
                .toList();
    }

    private Event event(String caseNo) {
        return events.find(caseNo).orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }

    private void tell(Directive directive, Call call) {
        Event event = known.get(directive.event(), this::event);
        String officer = call.officer();
        notices.send(
                officer == null
                        ? new Audience(
                                List.of(), List.of(directives.commandGroup(event.lead()), directive.department()))
                        : Audience.officers(officer),
                officer == null ? "directive.notice.nobodyLeft" : "directive.notice.called",
                List.of(event.title(), DirectiveShown.brief(directive.text()), OfficialTime.minute(call.until())),
                href(directive.number()));
    }

    static String href(String number) {
        return "/emergency/directives/" + number;
    }

    @EventListener(condition = "#opened.task().processKey() == 'directive'")
    void on(TaskOpened opened) {
        OpenTask task = opened.task();
        if (task.step().equals(DirectiveModel.ACKNOWLEDGE) || task.step().equals(DirectiveModel.TELEPHONE)) {
            calls.of(task.caseNo()).stream()
                    .filter(Call::open)
                    .findFirst()
                    .ifPresent(each -> calls.confirmedBy(each, task.id()));
        }
    }
}
