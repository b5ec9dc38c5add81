package org.xieban.emergency.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.event.HarmAnswers;
import org.xieban.emergency.event.HarmChanged;
import org.xieban.emergency.report.SituationReports;
import org.xieban.engine.Decisions;
import org.xieban.engine.Processes;
import org.xieban.engine.Tasks;
import org.xieban.engine.Variable;
import org.xieban.engine.form.Answers;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * Grades events by the harm they have done (分级, 突发事件应对法 3): the table proposes, the duty commander may decide
 * otherwise with a reason. What becomes known later and would grade otherwise is put before him again.
 */
@Component
@Transactional
public class EventGrading {

    private static final String TABLE = "event-grading";

    private final Events events;
    private final EventChanges changes;
    private final EventHistory history;
    private final Decisions decisions;
    private final Processes processes;
    private final Tasks tasks;
    private final CaseFacts facts;
    private final EventShown shown;
    private final SituationReports reports;
    private final OfficeTexts texts;

    EventGrading(
            Events events,
            EventChanges changes,
            EventHistory history,
            Decisions decisions,
            Processes processes,
            Tasks tasks,
            CaseFacts facts,
            EventShown shown,
            SituationReports reports,
            OfficeTexts texts) {
        this.events = events;
        this.changes = changes;
        this.history = history;
        this.decisions = decisions;
        this.processes = processes;
        this.tasks = tasks;
        this.facts = facts;
        this.shown = shown;
        this.reports = reports;
        this.texts = texts;
    }

    /** What the table asks of an event. */
    public List<Variable.Value<?>> asked(String caseNo) {
        return asked(require(caseNo));
    }

    private static List<Variable.Value<?>> asked(Event event) {
        Harm harm = event.harm();
        return List.of(
                ResponseModel.CATEGORY.is(event.kind().of().name()),
                ResponseModel.DEAD.is((long) harm.dead()),
                ResponseModel.MISSING.is((long) harm.missing()),
                ResponseModel.SERIOUSLY_INJURED.is((long) harm.seriouslyInjured()),
                ResponseModel.LOSS.is(harm.lossYuan().doubleValue()),
                ResponseModel.AREA.is(harm.areaKm2().doubleValue()),
                ResponseModel.SENSITIVE.is(harm.sensitive()));
    }

    /** What the table says of an event as it is known now. */
    Grade byTable(Event event) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        asked(event).forEach(each -> inputs.put(each.variable().name(), each.value()));
        return decisions.rows(TABLE, inputs).stream()
                .findFirst()
                .map(row -> Grade.valueOf(String.valueOf(row.get("grade"))))
                .orElseThrow(() -> new IllegalStateException("the table grades no such event"));
    }

    /**
     * Keeps the facts by which an event is to be graded.
     *
     * @throws Refusal {@code event.noFacts} (422) where nothing is known of the harm
     */
    void submitted(String caseNo, Answers answers) {
        Event event = require(caseNo);
        Harm known = HarmAnswers.of(event.harm(), answers);
        if (known.none()) {
            throw Refusal.rule("event.noFacts").at("dead", "event.noFacts");
        }
        changes.harm(caseNo, known, answers.text("gradingBasis"));
        facts.put(
                caseNo,
                CaseFiles.APPLICATION,
                Map.of(
                        "gradeOverridden", answers.text("gradeOverride"),
                        "gradeReason", answers.text("overrideReason")));
    }

    /** Grades it, as the table says or as was decided. */
    public void grade(String caseNo, String byTable) {
        Answers said = new Answers(facts.all(caseNo));
        Grade table = Grade.valueOf(byTable);
        String wanted = said.text("gradeOverridden");
        Grade grade = wanted.isEmpty() ? table : Grade.valueOf(wanted);
        changes.grade(caseNo, table, grade, grade == table ? "" : said.text("gradeReason"));
    }

    /**
     * What would grade it otherwise than the table did last is reported at once and put before the duty commander, once at
     * a time; after all was done nobody is there to decide otherwise than the table.
     */
    @EventListener
    void on(HarmChanged changed) {
        Event event = require(changed.caseNo());
        List<EventHistory.Grading> before = history.gradings(event.caseNo());
        Grade now = byTable(event);
        if (before.isEmpty() || now == before.get(before.size() - 1).byTable()) {
            return;
        }
        reports.callForHarm(event.caseNo(), texts.office("emergency.event.wouldBe", shown.grade(now)));
        if (event.state() == Event.State.CLOSED) {
            changes.grade(event.caseNo(), now, now, "");
        } else if (!regrading(event.caseNo())) {
            processes.tell(ResponseModel.REGRADING, event.caseNo(), null);
        }
    }

    /** Whether it waits to be graded anew. */
    boolean regrading(String caseNo) {
        return tasks.ofCase(caseNo).stream().anyMatch(open -> open.step().equals(ResponseModel.REGRADE));
    }

    private Event require(String caseNo) {
        return events.find(caseNo).orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }
}
