package org.xieban.inspection.penalty;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.penalty.PenaltyCase.Kind;
import org.xieban.inspection.penalty.PenaltyCase.Notice;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.web.Refusal;

/** What whoever is to be punished is told, and has to say (行政处罚法 44, 45, 63–65): in the terms that the law gives. */
@Component
@Transactional
public class PenaltyHearings {

    /** Working days in which a hearing is asked for (64). */
    private static final int ASKED_WITHIN = 5;

    /** Working days before a hearing by which everybody is told of it (64). */
    private static final int TOLD_BEFORE = 7;

    /** Penalties for which a hearing may be asked for, however small (63). */
    private static final Set<Kind> HEAVY = Set.of(Kind.LICENCE, Kind.RESTRICTION);

    private final Penalties penalties;
    private final Documents documents;
    private final Calendars calendars;
    private final Officers officers;
    private final PenaltySettings settings;

    PenaltyHearings(
            Penalties penalties,
            Documents documents,
            Calendars calendars,
            Officers officers,
            PenaltySettings settings) {
        this.penalties = penalties;
        this.documents = documents;
        this.calendars = calendars;
        this.officers = officers;
        this.settings = settings;
    }

    @EventListener(condition = "#submitted.processKey() == 'penaltyCase'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        PenaltyCase penalty = penalties.lock(submitted.caseNo());
        switch (submitted.step()) {
            case PenaltyModel.SERVE_NOTICE ->
                penalties.requireDay(
                        "noticeServedOn",
                        answers.date("noticeServedOn"),
                        requireNotice(penalty).issuedOn());
            case PenaltyModel.REGISTER_STATEMENT -> registered(penalty, answers);
            case PenaltyModel.ARRANGE_HEARING -> arranged(penalty, answers);
            case PenaltyModel.HOLD_HEARING -> requireDayOfHearing(penalty);
            default -> {
                // what he has said is kept with the case
            }
        }
    }

    /** He is told what is intended, why, and what he may do about it. */
    public void notify(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers found = penalties.answers(caseNo, PenaltyModel.INVESTIGATE);
        List<Kind> kinds = Investigation.kinds(found, "proposedKinds");
        boolean hearing = kinds.stream().anyMatch(HEAVY::contains)
                || found.amount("proposedFine").compareTo(settings.largeFine()) >= 0;
        Notice notice =
                new Notice(kinds, found.amount("proposedFine"), hearing, penalties.today(), null, null, false, null);
        penalties.keep(penalty.with(notice).in(Stage.NOTIFIED));
        String right = penalties.text("penalty.hearing." + hearing);
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.PENALTY_NOTICE,
                Map.of(
                        "party", penalties.party(penalty),
                        "creditCode", penalties.partyNumber(penalty),
                        "facts", found.text("facts"),
                        "evidence", found.text("evidenceList"),
                        "grounds", found.text("legalGrounds"),
                        "penalty", penalties.words(kinds, notice.fine()),
                        "hearing", hearing ? right : ""));
        Map<String, Object> shown = new HashMap<>();
        shown.put("noticeNumberShown", document.number());
        shown.put("hearingRightShown", right);
        shown.put("hostOptions", hosts(penalty));
        penalties.show(caseNo, shown);
    }

    /** Whoever is of the department and has not investigated (64). */
    private List<Map<String, String>> hosts(PenaltyCase penalty) {
        return Stream.of(Role.HANDLER, Role.SECTION_HEAD, Role.LEADER)
                .flatMap(role -> officers.withRole(role, penalty.department()).stream())
                .filter(officer -> !penalty.officers().contains(officer.login()))
                .map(Officer::login)
                .distinct()
                .map(login -> Map.of("label", officers.find(login).orElseThrow().name(), "value", login))
                .toList();
    }

    /** It is served: from the next working day on he has five (64). */
    public void openTerms(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        LocalDate served = penalties.answers(caseNo, PenaltyModel.SERVE_NOTICE).date("noticeServedOn");
        LocalDate until = plus(penalty, served, ASKED_WITHIN);
        penalties.keep(penalty.with(requireNotice(penalty).served(served, until)));
        penalties.show(caseNo, Map.of("noticeServedShown", served.toString(), "hearingUntilShown", until.toString()));
    }

    private LocalDate plus(PenaltyCase penalty, LocalDate day, int workingDays) {
        return calendars.of(penalty::department).plusWorkingDays(day, workingDays);
    }

    private void registered(PenaltyCase penalty, Answers answers) {
        Notice notice = requireNotice(penalty);
        LocalDate until = Objects.requireNonNull(notice.until());
        String outcome = answers.text("statementOutcome");
        if (!outcome.equals("NONE")) {
            LocalDate stated = answers.date("statedOn");
            penalties.requireDay("statedOn", stated, Objects.requireNonNull(notice.servedOn()));
            if (outcome.equals("HEARING") && !notice.hearing()) {
                throw Refusal.rule("penalty.noHearing");
            }
            if (outcome.equals("HEARING") && stated.isAfter(until)) {
                throw Refusal.rule("penalty.hearingTermOver", until.toString())
                        .at("statedOn", "penalty.hearingTermOver", until.toString());
            }
        }
        Notice answered = notice.answered(answers.ticked("waived"));
        if (!outcome.equals("HEARING") && answered.runs(penalties.today())) {
            throw Refusal.rule("penalty.hearingTermRuns", until.toString());
        }
        penalties.keep(penalty.with(answered));
        penalties.show(penalty.caseNo(), Map.of("statementText", answers.text("statementText")));
    }

    private void arranged(PenaltyCase penalty, Answers answers) {
        LocalDate earliest = plus(penalty, penalties.today(), TOLD_BEFORE).plusDays(1);
        LocalDate day = answers.date("hearingOn");
        if (day.isBefore(earliest)) {
            throw Refusal.rule("penalty.hearingTooSoon", earliest.toString())
                    .at("hearingOn", "penalty.hearingTooSoon", earliest.toString());
        }
        if (penalty.officers().contains(answers.text("hearingHost"))) {
            throw Refusal.rule("penalty.hostInvestigated").at("hearingHost", "penalty.hostInvestigated");
        }
    }

    /** Everybody is told when and where it is; what was heard is reviewed (58, no. 2). */
    public void callHearing(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers arranged = penalties.answers(caseNo, PenaltyModel.ARRANGE_HEARING);
        LocalDate day = arranged.date("hearingOn");
        String host =
                officers.find(arranged.text("hearingHost")).map(Officer::name).orElse("");
        String open = penalties.text("penalty.hearing.open." + arranged.ticked("hearingPublic"));
        penalties.keep(penalty.with(requireNotice(penalty).heard(day)));
        documents.issue(
                caseNo,
                DocumentKind.HEARING_NOTICE,
                Map.of(
                        "party", penalties.party(penalty),
                        "hearingOn", day.toString(),
                        "hearingPlace", arranged.text("hearingPlace"),
                        "host", host,
                        "open", open));
        penalties.show(
                caseNo,
                Map.of(
                        "hearingShown",
                        String.join(" · ", day.toString(), arranged.text("hearingPlace"), host, open),
                        "reviewReasonShown",
                        penalties.text("penalty.review.HEARD")));
    }

    private void requireDayOfHearing(PenaltyCase penalty) {
        LocalDate day = Objects.requireNonNull(requireNotice(penalty).hearingOn());
        if (penalties.today().isBefore(day)) {
            throw Refusal.rule("penalty.hearingNotYet", day.toString());
        }
    }

    /** @throws Refusal {@code penalty.noNotice} (422) where he was told nothing */
    static Notice requireNotice(PenaltyCase penalty) {
        if (penalty.notice() == null) {
            throw Refusal.rule("penalty.noNotice");
        }
        return penalty.notice();
    }
}
