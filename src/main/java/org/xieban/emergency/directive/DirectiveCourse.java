package org.xieban.emergency.directive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.emergency.call.Calls;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** The course of a directive, once it is acknowledged: carried out, supported, completed; or withdrawn at any time. */
@Component
@Transactional
public class DirectiveCourse {

    private final Directives directives;
    private final DirectiveStore store;
    private final ProgressStore progress;
    private final DirectiveOutreach outreach;
    private final Calls calls;
    private final Events events;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    DirectiveCourse(
            Directives directives,
            DirectiveStore store,
            ProgressStore progress,
            DirectiveOutreach outreach,
            Calls calls,
            Events events,
            CaseFiles cases,
            CaseFacts facts,
            Notices notices,
            Trace trace,
            Clock clock) {
        this.directives = directives;
        this.store = store;
        this.progress = progress;
        this.outreach = outreach;
        this.calls = calls;
        this.events = events;
        this.cases = cases;
        this.facts = facts;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    /** It is being carried out; how many minutes are left for that, at least one. */
    public long begin(String number) {
        cases.review(number);
        Instant until = require(number).completeBy();
        return Math.max(
                1,
                Duration.between(OfficialTime.now(clock), until).plusSeconds(59).toMinutes());
    }

    @EventListener(condition = "#submitted.processKey() == 'directive'")
    void on(FormSubmitted submitted) {
        if (submitted.step().equals(DirectiveModel.CARRY_OUT)
                || submitted.step().equals(DirectiveModel.DECIDE_SUPPORT)) {
            // whoever withdraws it at the same time comes before or after
            directives.lockOpen(submitted.caseNo());
        }
    }

    /** It is done. */
    public void complete(String number) {
        Directive directive = directives.lockOpen(number);
        String result = answers(number, DirectiveModel.CARRY_OUT).text("resultText");
        Instant now = OfficialTime.now(clock);
        store.ended(number, Directive.State.COMPLETED, new Directive.End(Directives.signedIn(), now, result));
        lapse(number, now);
        cases.decide(number, true, result);
        cases.close(number, CaseState.CLOSED, null);
        trace.record(Directives.act("directive.completed", number)
                .with("department", directive.department())
                .with("note", result));
        notices.send(
                Audience.group(directives.commandGroup(event(directive).lead())),
                "directive.notice.completed",
                List.of(DirectiveShown.brief(directive.text()), DirectiveShown.brief(result)),
                DirectiveLadder.href(number));
        directives.changed(directive);
    }

    /** It is withdrawn: nobody is called or does anything for it any more, and who had it is told. */
    public void withdraw(String number) {
        Directive directive = require(number);
        Directive.End end = directive.end();
        if (end == null) {
            throw new IllegalStateException(number + " is not withdrawn");
        }
        Directive.Calling calling = directive.calling();
        Directive.Acknowledged acknowledged = directive.acknowledged();
        calls.supersede(number);
        lapse(number, end.at());
        cases.close(number, CaseState.WITHDRAWN, end.text());
        String told = acknowledged != null ? acknowledged.by() : calling == null ? null : calling.officer();
        if (told != null) {
            notices.send(
                    Audience.officers(told),
                    "directive.notice.withdrawn",
                    List.of(DirectiveShown.brief(directive.text()), DirectiveShown.brief(end.text())),
                    DirectiveLadder.href(number));
        }
        outreach.withdrawn(directive, end.text());
    }

    private void lapse(String number, Instant at) {
        progress.open(number)
                .ifPresent(request ->
                        progress.decided(request.id(), SupportRequest.State.LAPSED, Directives.signedIn(), at, null));
    }

    /** Support is granted, as further directives. */
    public void grantSupport(String number) {
        Directive directive = require(number);
        SupportRequest request = pending(number);
        Answers said = answers(number, DirectiveModel.DECIDE_SUPPORT);
        List<Order> orders = said.chosen("supportDepartments").stream()
                .map(department -> new Order(
                        department,
                        said.text("supportOrder"),
                        Duration.ofMinutes(said.number("supportAcknowledgeMinutes")),
                        Duration.ofMinutes(said.number("supportCompleteMinutes")),
                        directive.planItem()))
                .toList();
        progress.decided(
                request.id(),
                SupportRequest.State.GRANTED,
                Directives.signedIn(),
                OfficialTime.now(clock),
                said.text("supportOrder"));
        List<String> given = directives.give(
                directive.event(),
                orders,
                new DirectiveStore.Origin("support-" + request.id(), directive.instruction(), request.id()));
        trace.record(Directives.act("directive.supportGranted", number).with("directives", given));
        tell(directive, request, "directive.notice.granted", said.text("supportOrder"));
    }

    /** Support is refused, and why. */
    public void refuseSupport(String number) {
        Directive directive = require(number);
        SupportRequest request = pending(number);
        String reason = answers(number, DirectiveModel.DECIDE_SUPPORT).text("refuseText");
        progress.decided(
                request.id(), SupportRequest.State.REFUSED, Directives.signedIn(), OfficialTime.now(clock), reason);
        trace.record(Directives.act("directive.supportRefused", number).with("reason", reason));
        tell(directive, request, "directive.notice.refused", reason);
    }

    private void tell(Directive directive, SupportRequest request, String textKey, String said) {
        notices.send(
                Audience.officers(request.askedBy()),
                textKey,
                List.of(DirectiveShown.brief(directive.text()), DirectiveShown.brief(said)),
                DirectiveLadder.href(directive.number()));
        directives.changed(directive);
    }

    private SupportRequest pending(String number) {
        return progress.open(number).orElseThrow(() -> new IllegalStateException("nothing is asked for in " + number));
    }

    /** Whoever commands may withdraw it as every case is withdrawn, too. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (file.processKey().equals(DirectiveModel.PROCESS)) {
            DirectiveAccess.requireCommand(event(require(requested.caseNo())));
            directives.withdraw(requested.caseNo(), requested.reason());
        }
    }

    private Directive require(String number) {
        return store.find(number).orElseThrow(() -> Directives.unknown(number));
    }

    private Event event(Directive directive) {
        return events.find(directive.event()).orElseThrow(() -> Refusal.notFound("event.unknown", directive.event()));
    }

    private Answers answers(String number, String step) {
        return new Answers(facts.ofStep(number, step).orElse(Map.of()));
    }
}
