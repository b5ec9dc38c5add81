package org.xieban.emergency.directive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Enclosures;
import org.xieban.casefile.FileType;
import org.xieban.casefile.InternalCases;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.engine.Processes;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** Instructions from above (批示): captured in an event, made into directives, answered with what came of these. */
@Component
@Transactional
public class Instructions {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_FILE_NAME = 200;

    private final InstructionStore store;
    private final InstructionAnswers answers;
    private final DirectiveStore directives;
    private final Directives giving;
    private final DirectiveShown shown;
    private final Events events;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final CaseAccess access;
    private final Enclosures enclosures;
    private final Processes processes;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Instructions(
            InstructionStore store,
            InstructionAnswers answers,
            DirectiveStore directives,
            Directives giving,
            DirectiveShown shown,
            Events events,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            CaseAccess access,
            Enclosures enclosures,
            Processes processes,
            Notices notices,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.answers = answers;
        this.directives = directives;
        this.giving = giving;
        this.shown = shown;
        this.events = events;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.access = access;
        this.enclosures = enclosures;
        this.processes = processes;
        this.notices = notices;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * What came from above.
     *
     * @param answerWithin how long there is to answer it, in whole minutes
     * @param answerTo code of the contact whom the answer is sent; null where somebody telephones
     * @param fileName null where nothing came with it
     */
    record Draft(
            String saidBy,
            Instant saidAt,
            String text,
            Duration answerWithin,
            @Nullable String answerTo,
            @Nullable String fileName,
            byte[] file) {}

    /**
     * Captures one in an event that whoever is signed in commands.
     *
     * @return its number
     * @throws Refusal {@code instruction.invalid} (422) naming every field at fault; {@code directive.eventOver} (409)
     *     once the event is closed; {@code access.denied} (403); for the file as {@link Enclosures#keep}
     */
    String capture(String eventCaseNo, Draft draft) {
        Event event = events.require(eventCaseNo);
        DirectiveAccess.requireCommand(event);
        if (event.state().done()) {
            throw Refusal.conflict("directive.eventOver", eventCaseNo);
        }
        Instant now = OfficialTime.now(clock);
        check(draft, now);
        answers.require(draft.answerTo());
        Instruction.File file = keep(draft);
        Map<String, @Nullable Object> entered = new LinkedHashMap<>();
        entered.put("drillText", event.drill() ? texts.office("directive.drillText") : "");
        entered.put("eventText", event.title());
        entered.put("saidByText", draft.saidBy());
        entered.put("saidAtText", OfficialTime.minute(draft.saidAt()));
        entered.put("saidText", draft.text());
        entered.put("directivesText", "");
        entered.putAll(answers.shown(draft.answerTo()));
        String number = internalCases
                .registerOwn(
                        InstructionModel.ITEM,
                        event.lead(),
                        shown.marked(event.drill(), DirectiveShown.brief(draft.text())),
                        entered,
                        eventCaseNo)
                .number();
        store.insert(new Instruction(
                number,
                eventCaseNo,
                draft.saidBy(),
                draft.saidAt(),
                draft.text(),
                file,
                Directives.signedIn(),
                now,
                now.plus(draft.answerWithin()),
                draft.answerTo(),
                null,
                null));
        trace.record(act("instruction.captured", number)
                .with("saidBy", draft.saidBy())
                .with("note", draft.text())
                .with("fileName", file == null ? null : file.name()));
        cases.accept(number, now);
        cases.review(number);
        String commanding = giving.commandGroup(event.lead());
        processes.start(
                InstructionModel.PROCESS,
                number,
                List.of(
                        DirectiveModel.COMMAND_GROUP.is(commanding),
                        InstructionModel.ANSWER_MINUTES.is(draft.answerWithin().toMinutes())));
        notices.send(
                Audience.group(commanding),
                "instruction.notice.captured",
                List.of(draft.saidBy(), DirectiveShown.brief(draft.text())),
                "/emergency/events/" + eventCaseNo + "/instructions");
        return number;
    }

    private static void check(Draft draft, Instant now) {
        Refusal wrong = Refusal.rule("instruction.invalid");
        if (draft.saidBy().isBlank()) {
            wrong = wrong.at("saidBy", "instruction.nobody");
        } else if (draft.saidBy().length() > LONGEST_NAME) {
            wrong = wrong.at("saidBy", "filter.tooLong", LONGEST_NAME);
        }
        if (draft.saidAt().isAfter(now)) {
            wrong = wrong.at("saidAt", "instruction.future");
        }
        if (draft.text().isBlank()) {
            wrong = wrong.at("text", "instruction.empty");
        } else if (draft.text().length() > DirectiveRules.LONGEST) {
            wrong = wrong.at("text", "filter.tooLong", DirectiveRules.LONGEST);
        }
        Duration within = draft.answerWithin();
        if (within.toMinutes() < 1 || within.compareTo(DirectiveRules.LONGEST_COMPLETION) > 0) {
            wrong = wrong.at("answerMinutes", "instruction.term", DirectiveRules.LONGEST_COMPLETION.toMinutes());
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    private Instruction.@Nullable File keep(Draft draft) {
        String name = draft.fileName();
        if (name == null) {
            return null;
        }
        Enclosures.Kept kept = enclosures.keep(name, draft.file(), EnumSet.allOf(FileType.class));
        return new Instruction.File(
                name.substring(Math.max(0, name.length() - LONGEST_FILE_NAME)), kept.sha256(), kept.type());
    }

    /** What has become of it is shown to whoever answers it. */
    @EventListener
    void on(DirectiveChanged changed) {
        directives
                .instructionOf(changed.number())
                .filter(number ->
                        store.find(number).filter(each -> each.answer() == null).isPresent())
                .ifPresent(number ->
                        facts.put(number, CaseFiles.APPLICATION, Map.of("directivesText", directivesOf(number))));
    }

    private String directivesOf(String number) {
        return directives.ofInstruction(number).stream()
                .map(each -> {
                    Directive.End end = each.end();
                    return texts.office(
                            "instruction.directive",
                            shown.names().shortOf(each.department()),
                            each.text(),
                            texts.office(each.state().textKey()),
                            end == null ? "" : end.text());
                })
                .collect(Collectors.joining("\n"));
    }

    /** Those of an event that whoever is signed in sees, the last first. */
    @Transactional(readOnly = true)
    List<Instruction> of(String eventCaseNo) {
        return all(events.require(eventCaseNo).caseNo());
    }

    /** Those of an event, the last first; whether whoever asks may see them is for the caller to know. */
    @Transactional(readOnly = true)
    public List<Instruction> all(String eventCaseNo) {
        return store.of(eventCaseNo);
    }

    /** The directives that one became. */
    @Transactional(readOnly = true)
    List<Directive> directives(String number) {
        return directives.ofInstruction(number);
    }

    /**
     * One, if whoever is signed in sees its case.
     *
     * @throws Refusal {@code instruction.unknown} (404)
     */
    @Transactional(readOnly = true)
    Instruction require(String number) {
        return store.find(number)
                .filter(found -> access.maySee(CaseAccess.requireOfficer(), number))
                .orElseThrow(() -> unknown(number));
    }

    /** What came with it. */
    @Transactional(readOnly = true)
    byte[] content(Instruction.File file) {
        return enclosures.content(file.sha256());
    }

    static Act act(String name, String number) {
        return Act.of(name, "instruction", number).inCase(number, null);
    }

    static Refusal unknown(String number) {
        return Refusal.notFound("instruction.unknown", number);
    }
}
