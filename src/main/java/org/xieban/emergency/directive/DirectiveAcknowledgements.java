package org.xieban.emergency.directive;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Calls;
import org.xieban.emergency.outreach.OutreachAcknowledged;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.Tasks;
import org.xieban.engine.form.Answers;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * That a directive is acknowledged (签收), by whomever: who is called, anybody else of the department, also one who was
 * passed over and is late, the telephone, or the department's own system. The first ends the calls.
 */
@Component
@Transactional
class DirectiveAcknowledgements {

    private final Directives directives;
    private final DirectiveStore store;
    private final Calls calls;
    private final CaseFiles cases;
    private final Tasks tasks;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    DirectiveAcknowledgements(
            Directives directives,
            DirectiveStore store,
            Calls calls,
            CaseFiles cases,
            Tasks tasks,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.directives = directives;
        this.store = store;
        this.calls = calls;
        this.cases = cases;
        this.tasks = tasks;
        this.processes = processes;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Whoever is signed in acknowledges it for his department.
     *
     * @return whether it was in time
     * @throws Refusal {@code directive.acknowledged}, {@code directive.withdrawn} (409), saying who was first; {@code
     *     access.denied} (403) where it is another department's
     */
    boolean acknowledge(String number) {
        Directive directive = lockSent(number);
        if (!DirectiveAccess.acts(directive)) {
            throw Refusal.forbidden("access.denied");
        }
        String login = CaseAccess.requireOfficer().login();
        Optional<String> task = calls.of(number).stream()
                .filter(each -> each.open() && login.equals(each.officer()))
                .map(Call::taskId)
                .findFirst();
        if (task.isPresent()) {
            tasks.complete(task.get(), login, Map.of());
        } else {
            keep(directive, login, Directive.How.OFFICER, "");
            goOn(number);
        }
        return !late(directive);
    }

    private Directive lockSent(String number) {
        Directive directive = directives.lockOpen(number);
        Directive.Acknowledged before = directive.acknowledged();
        if (before != null) {
            throw Refusal.conflict(
                    "directive.acknowledged", directives.named(before.by()), OfficialTime.minute(before.at()));
        }
        return directive;
    }

    private void goOn(String number) {
        if (!processes.tell(DirectiveModel.ACKNOWLEDGED, number, null)) {
            throw new IllegalStateException("nobody waits for the acknowledgement of " + number);
        }
    }

    @EventListener(condition = "#submitted.processKey() == 'directive'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        String login = CaseAccess.requireOfficer().login();
        if (submitted.step().equals(DirectiveModel.ACKNOWLEDGE)) {
            keep(lockSent(submitted.caseNo()), login, Directive.How.OFFICER, answers.text("acknowledgeText"));
        } else if (submitted.step().equals(DirectiveModel.TELEPHONE)) {
            telephoned(lockSent(submitted.caseNo()), login, answers);
        }
    }

    private void telephoned(Directive directive, String login, Answers answers) {
        if (answers.text("telephoneOutcome").equals("REACHED")) {
            String said = (answers.text("calledName") + " " + answers.text("calledText")).strip();
            keep(directive, login, Directive.How.TELEPHONE, said);
            return;
        }
        String said = answers.text("unreachedText");
        calls.of(directive.number()).stream()
                .filter(Call::open)
                .forEach(each -> calls.answered(each, Call.State.UNREACHED, login, said));
        trace.record(Directives.act("directive.unreached", directive.number())
                .with("department", directive.department())
                .with("note", said));
    }

    /** The department's own system has said that it knows; who acknowledged before it did stays. */
    @EventListener
    void on(OutreachAcknowledged told) {
        String number = told.purpose().caseNo();
        if (told.purpose().kind() != Purpose.Kind.DIRECTIVE || number == null) {
            return;
        }
        store.lock(number)
                .filter(directive -> directive.state() == Directive.State.SENT)
                .ifPresent(directive -> {
                    keep(directive, directive.department(), Directive.How.OUTSIDE, "");
                    goOn(number);
                });
    }

    private void keep(Directive directive, String by, Directive.How how, String said) {
        String number = directive.number();
        Instant now = OfficialTime.now(clock);
        boolean late = late(directive);
        calls.of(number).stream()
                .filter(each -> each.open()
                        ? by.equals(each.officer()) || (each.byHand() && how == Directive.How.TELEPHONE)
                        : each.state() == Call.State.PASSED && by.equals(each.officer()))
                .findFirst()
                .ifPresent(each -> calls.answered(each, state(each), by, said));
        calls.supersede(number);
        store.acknowledged(number, new Directive.Acknowledged(by, now, how, late));
        cases.accept(number, now);
        Act act = Directives.act("directive.acknowledged", number)
                .with("department", directive.department())
                .with("acknowledgedHow", how.name())
                .with("acknowledgedLate", late)
                .with("note", said.isEmpty() ? null : said);
        if (how == Directive.How.OUTSIDE) {
            trace.record(act, Actor.SYSTEM);
        } else {
            trace.record(act);
        }
        directives.changed(directive);
    }

    private static Call.State state(Call call) {
        if (call.state() == Call.State.PASSED) {
            return Call.State.LATE;
        }
        return call.byHand() ? Call.State.REACHED : Call.State.CONFIRMED;
    }

    private boolean late(Directive directive) {
        return directive.passedOn() > 0 || OfficialTime.now(clock).isAfter(directive.acknowledgeBy());
    }
}
