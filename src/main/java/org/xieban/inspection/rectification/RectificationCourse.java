package org.xieban.inspection.rectification;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.credit.CreditChange;
import org.xieban.inspection.credit.CreditClasses;
import org.xieban.inspection.penalty.PenaltyCase;
import org.xieban.inspection.penalty.PenaltyFiling;
import org.xieban.inspection.rectification.Rectification.State;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** The course of a rectification: ordered with a term, looked at again, warned, punished or worse (行政处罚法 28, 42). */
@Component
@Transactional
public class RectificationCourse {

    private final RectificationRepository rectifications;
    private final ObjectRegister objects;
    private final CertifiedTeams teams;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Documents documents;
    private final PenaltyFiling penalties;
    private final CreditClasses classes;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    RectificationCourse(
            RectificationRepository rectifications,
            ObjectRegister objects,
            CertifiedTeams teams,
            CaseFiles cases,
            CaseFacts facts,
            Documents documents,
            PenaltyFiling penalties,
            CreditClasses classes,
            Notices notices,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.rectifications = rectifications;
        this.objects = objects;
        this.teams = teams;
        this.cases = cases;
        this.facts = facts;
        this.documents = documents;
        this.penalties = penalties;
        this.classes = classes;
        this.notices = notices;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    @EventListener(condition = "#submitted.processKey() == 'rectification'")
    void on(FormSubmitted submitted) {
        String caseNo = submitted.caseNo();
        Answers answers = new Answers(submitted.values());
        switch (submitted.step()) {
            case RectificationModel.ORDER -> ordered(lock(caseNo), answers);
            case RectificationModel.REGISTER_REPORT -> reported(lock(caseNo), answers);
            case RectificationModel.REINSPECT -> reinspected(lock(caseNo), answers);
            default -> {
                // what was decided is read where it takes effect
            }
        }
    }

    private void ordered(Rectification each, Answers answers) {
        List<String> team = team(each, answers.chosen("officers").stream().toList());
        LocalDate until = later("rectifyBy", answers.date("rectifyBy"));
        rectifications.update(each.ordered(team, today(), until));
    }

    /** Whoever says what was seen was there, with another at least who may. */
    private List<String> team(Rectification each, List<String> logins) {
        List<String> team = teams.require(each.department(), logins, each.creditCode(), today());
        if (!team.contains(CaseAccess.requireOfficer().login())) {
            throw Refusal.rule("rectification.notThere");
        }
        return team;
    }

    private LocalDate later(String field, LocalDate day) {
        if (!day.isAfter(today())) {
            throw Refusal.rule("rectification.termPast").at(field, "rectification.termPast");
        }
        return day;
    }

    private void reported(Rectification each, Answers answers) {
        past("reportedOn", answers.date("reportedOn"), Objects.requireNonNull(each.orderedOn()));
        share(each.caseNo(), Map.of("reportShown", answers.text("reportText")));
    }

    private void past(String field, LocalDate day, LocalDate first) {
        if (day.isAfter(today()) || day.isBefore(first)) {
            throw Refusal.rule("rectification.day", first.toString()).at(field, "rectification.day", first.toString());
        }
    }

    private void reinspected(Rectification each, Answers answers) {
        past("reinspectedOn", answers.date("reinspectedOn"), Objects.requireNonNull(each.orderedOn()));
        List<String> team = team(each, answers.chosen("reinspectors").stream().toList());
        boolean done = answers.text("reinspectionOutcome").equals("DONE");
        if (!done && !each.warned()) {
            later("lastTerm", answers.date("lastTerm"));
        }
        record("rectification.reinspected", each, Map.of("officers", team, "rectified", done));
    }

    /** It is ordered in writing. */
    public String order(String caseNo) {
        Rectification each = lock(caseNo);
        Answers said = answers(caseNo, RectificationModel.ORDER);
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.RECTIFICATION_ORDER,
                Map.of(
                        "party", objects.require(each.creditCode()).name(),
                        "creditCode", each.creditCode(),
                        "finding", each.finding(),
                        "requirements", said.text("requirements"),
                        "basis", said.text("rectificationBasis"),
                        "until", String.valueOf(each.rectifyBy()),
                        "officers", teams.names(each.officers())));
        share(
                caseNo,
                Map.of(
                        "orderNumberShown", document.number(),
                        "requirements", said.text("requirements"),
                        "rectifyByShown", String.valueOf(each.rectifyBy())));
        return until(each);
    }

    private static String until(Rectification each) {
        return OfficialTime.endOf(Objects.requireNonNull(each.rectifyBy())).toString();
    }

    /** Nothing was heard within the term: it is looked at all the same. */
    public void missed(String caseNo) {
        Rectification each = lock(caseNo);
        share(caseNo, Map.of("reportShown", texts.office("rectification.noReport")));
        record("rectification.overdue", each, Map.of("until", String.valueOf(each.rectifyBy())));
        for (Role role : List.of(Role.INSPECTOR, Role.SECTION_HEAD, Role.LEADER)) {
            notices.send(
                    Audience.group(Group.name(each.department(), role)),
                    "rectification.told.overdue",
                    List.of(objects.require(each.creditCode()).name()),
                    "/cases/" + caseNo);
        }
    }

    /** He is warned, and has a last term. */
    public String warn(String caseNo) {
        Answers said = answers(caseNo, RectificationModel.REINSPECT);
        Rectification each = lock(caseNo).warned(said.date("lastTerm"));
        rectifications.update(each);
        documents.issue(
                caseNo,
                DocumentKind.RECTIFY_WARNING,
                Map.of(
                        "party", objects.require(each.creditCode()).name(),
                        "creditCode", each.creditCode(),
                        "finding", said.text("reinspectionText"),
                        "requirements", new Answers(facts.all(caseNo)).text("requirements"),
                        "until", String.valueOf(each.rectifyBy())));
        share(
                caseNo,
                Map.of(
                        "rectifyByShown", String.valueOf(each.rectifyBy()),
                        "warnedShown", texts.office("rectification.warned.true")));
        record("rectification.warned", each, Map.of("until", String.valueOf(each.rectifyBy())));
        return until(each);
    }

    /** It is put right. */
    public void confirm(String caseNo) {
        end(lock(caseNo), State.DONE, true, texts.office("rectification.done"));
    }

    /** A penalty is asked for, since it was not put right. */
    public void punish(String caseNo) {
        Answers said = answers(caseNo, RectificationModel.ESCALATE);
        file(
                lock(caseNo),
                PenaltyCase.Source.RECTIFICATION,
                said,
                answers(caseNo, RectificationModel.REINSPECT).text("reinspectionText"),
                said.text("escalationText"));
    }

    /** A penalty is asked for, since that is what the department makes of what was found. */
    public void punishFinding(String caseNo) {
        Answers said = answers(caseNo, RectificationModel.DECIDE_FOLLOW_UP);
        file(lock(caseNo), PenaltyCase.Source.VISIT, said, said.text("followUpText"), said.text("followUpText"));
    }

    private void file(Rectification each, PenaltyCase.Source source, Answers said, String evidence, String reason) {
        String penalty = penalties.fileAfter(
                each.department(),
                source,
                each.caseNo(),
                "finding",
                new PenaltyFiling.Grounds(
                        each.creditCode(), today(), each.finding(), said.text("legalBasis"), evidence));
        record("rectification.punished", each, Map.of("number", penalty, "reason", reason));
        end(each, State.PENALTY, false, texts.office("rectification.punished", penalty));
    }

    /** Something stricter is done by whoever may. */
    public void goFurther(String caseNo) {
        Rectification each = lock(caseNo);
        Answers said = answers(caseNo, RectificationModel.ESCALATE);
        record(
                "rectification.escalated",
                each,
                Map.of("measure", said.text("stricterMeasure"), "reason", said.text("escalationText")));
        end(each, State.STRICTER, false, said.text("stricterMeasure"));
    }

    /** Nothing more follows. */
    public void endFollowUp(String caseNo) {
        end(
                lock(caseNo),
                State.ENDED,
                true,
                answers(caseNo, RectificationModel.DECIDE_FOLLOW_UP).text("followUpText"));
    }

    private void end(Rectification each, State state, boolean good, String text) {
        rectifications.update(each.in(state));
        if (each.warned() && !good) {
            classes.happened(each.creditCode(), CreditChange.Event.RECTIFICATION_MISSED, each.caseNo());
        }
        cases.decide(each.caseNo(), good, text);
        cases.close(each.caseNo(), CaseState.CLOSED, good ? null : text);
    }

    private Rectification lock(String caseNo) {
        return rectifications.lock(caseNo).orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
    }

    private Answers answers(String caseNo, String step) {
        return new Answers(facts.ofStep(caseNo, step).orElse(Map.of()));
    }

    private void share(String caseNo, Map<String, ? extends @Nullable Object> shown) {
        facts.put(caseNo, CaseFiles.APPLICATION, shown);
    }

    private void record(String name, Rectification each, Map<String, ?> detail) {
        Act act = Act.of(name, "case", each.caseNo()).inCase(each.caseNo(), null);
        for (Map.Entry<String, ?> one : detail.entrySet()) {
            act = act.with(one.getKey(), one.getValue());
        }
        trace.record(act);
    }

    private LocalDate today() {
        return OfficialTime.today(clock);
    }
}
