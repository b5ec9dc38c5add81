package org.xieban.emergency.directive;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * The answers to instructions from above (批示回复): written when the directives are done that an instruction became, and
 * sent to whom it came from, once; or said on the telephone, and then who took it is kept.
 */
@Component
@Transactional
public class InstructionAnswers {

    private static final int LONGEST_NAME = 100;

    private final InstructionStore store;
    private final DirectiveStore directives;
    private final Contacts contacts;
    private final Events events;
    private final Outreach outreach;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    InstructionAnswers(
            InstructionStore store,
            DirectiveStore directives,
            Contacts contacts,
            Events events,
            Outreach outreach,
            CaseFiles cases,
            CaseFacts facts,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.directives = directives;
        this.contacts = contacts;
        this.events = events;
        this.outreach = outreach;
        this.cases = cases;
        this.facts = facts;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /** Whom an answer can be sent. */
    @Transactional(readOnly = true)
    List<Contact> receiving() {
        return contacts.all().stream()
                .filter(each -> each.listed() && each.recipient().isPresent())
                .toList();
    }

    /** @throws Refusal {@code instruction.invalid} (422) where nothing can be sent to whoever is named */
    void require(@Nullable String answerTo) {
        if (answerTo != null && to(answerTo).isEmpty()) {
            throw Refusal.rule("instruction.invalid").at("answerTo", "instruction.answerTo");
        }
    }

    private Optional<Contact> to(@Nullable String answerTo) {
        return Optional.ofNullable(answerTo).flatMap(contacts::find).filter(found -> found.recipient()
                .isPresent());
    }

    /** What the form shows of where the answer goes: it asks who took it where somebody telephones. */
    Map<String, String> shown(@Nullable String answerTo) {
        String to = to(answerTo).map(Contact::called).orElse("");
        return Map.of(
                "answerToText", to, "byTelephoneText", to.isEmpty() ? texts.office("instruction.byTelephone") : "");
    }

    /** Nobody answers that something is done while it is not. */
    @EventListener(condition = "#submitted.processKey() == 'instruction'")
    void on(FormSubmitted submitted) {
        if (!submitted.step().equals(InstructionModel.ANSWER)) {
            return;
        }
        long open = directives.ofInstruction(submitted.caseNo()).stream()
                .filter(each -> each.state().open())
                .count();
        if (open > 0) {
            throw Refusal.conflict("instruction.directivesOpen", open);
        }
        if (new Answers(submitted.values()).text("toldName").length() > LONGEST_NAME) {
            throw Refusal.rule("instruction.invalid").at("toldName", "filter.tooLong", LONGEST_NAME);
        }
    }

    /** It is answered, and the answer goes to whom it came from. */
    public void answer(String number) {
        Instruction instruction = store.find(number).orElseThrow(() -> Instructions.unknown(number));
        Answers answers =
                new Answers(facts.ofStep(number, InstructionModel.ANSWER).orElse(Map.of()));
        String text = answers.text("answerText");
        String told = answers.text("toldName").strip();
        Contact to = to(instruction.answerTo()).orElse(null);
        Instant now = OfficialTime.now(clock);
        store.answered(
                number,
                new Directive.End(Directives.signedIn(), now, text),
                to != null || told.isEmpty() ? null : told);
        cases.decide(number, true, text);
        cases.close(number, CaseState.CLOSED, null);
        trace.record(Instructions.act("instruction.answered", number)
                .with("note", text)
                .with("recipient", to == null ? told : to.called())
                .with("late", now.isAfter(instruction.answerBy())));
        if (to != null) {
            send(instruction, to, text);
        }
    }

    private void send(Instruction instruction, Contact to, String text) {
        Event event = events.find(instruction.event()).orElseThrow();
        outreach.send(
                new Purpose(Purpose.Kind.ANSWER, instruction.number(), event.drill()),
                to.recipient().stream().toList(),
                texts.office("instruction.outreach.subject", event.title()),
                texts.office("instruction.outreach.text", instruction.saidBy(), instruction.text(), text),
                "instruction-answer-" + instruction.number());
    }
}
