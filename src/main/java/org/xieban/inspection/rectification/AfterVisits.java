package org.xieban.inspection.rectification;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.engine.Processes;
import org.xieban.inspection.penalty.PenaltyCase;
import org.xieban.inspection.penalty.PenaltyFiling;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.inspection.register.DecidingHeads;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.visit.ItemResult;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.inspection.visit.VisitConcluded;
import org.xieban.inspection.visit.VisitResults;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** What follows from what was found at a visit: each department puts its own right, or punishes. */
@Component
@Transactional
class AfterVisits {

    private final RectificationRepository rectifications;
    private final VisitResults visits;
    private final ObjectRegister objects;
    private final ItemRegister items;
    private final CertifiedTeams teams;
    private final DecidingHeads heads;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final PenaltyFiling penalties;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Clock clock;

    AfterVisits(
            RectificationRepository rectifications,
            VisitResults visits,
            ObjectRegister objects,
            ItemRegister items,
            CertifiedTeams teams,
            DecidingHeads heads,
            InternalCases internalCases,
            CaseFiles cases,
            PenaltyFiling penalties,
            Processes processes,
            OfficeTexts texts,
            Clock clock) {
        this.rectifications = rectifications;
        this.visits = visits;
        this.objects = objects;
        this.items = items;
        this.teams = teams;
        this.heads = heads;
        this.internalCases = internalCases;
        this.cases = cases;
        this.penalties = penalties;
        this.processes = processes;
        this.texts = texts;
        this.clock = clock;
    }

    @EventListener
    void on(VisitConcluded concluded) {
        InspectionObject object = objects.require(visits.of(concluded.visit()).creditCode());
        found(concluded, ResultKind.CORRECTION_ORDERED)
                .forEach((department, found) -> begin(concluded.caseNo(), object, department, found, false));
        found(concluded, ResultKind.PROBLEM_TO_BE_HANDLED)
                .forEach((department, found) -> begin(concluded.caseNo(), object, department, found, true));
        found(concluded, ResultKind.OBSTRUCTED)
                .forEach((department, found) -> punish(concluded.caseNo(), object, department, found));
    }

    private static Map<String, List<ItemResult>> found(VisitConcluded concluded, ResultKind kind) {
        return concluded.results().stream()
                .filter(result -> result.kind() == kind)
                .collect(Collectors.groupingBy(ItemResult::department, TreeMap::new, Collectors.toList()));
    }

    /** Who has to put it right reads what was inspected, not the code of the list. */
    private String words(List<ItemResult> found) {
        Map<String, String> names = items
                .of(found.stream().map(ItemResult::item).toList())
                .stream()
                .collect(Collectors.toMap(InspectionItem::code, InspectionItem::name));
        return found.stream()
                .map(result -> texts.office(
                        "rectification.found", names.getOrDefault(result.item(), result.item()), result.finding()))
                .collect(Collectors.joining("\n"));
    }

    private void begin(
            String visitCase, InspectionObject object, String department, List<ItemResult> found, boolean undecided) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("partyName", object.name());
        shown.put("creditCodeShown", object.creditCode());
        shown.put("finding", words(found));
        shown.put("officerOptions", teams.choices(department, object.creditCode(), OfficialTime.today(clock)));
        shown.put("warnedShown", texts.office("rectification.warned.false"));
        String caseNo = internalCases
                .registerOwn(RectificationModel.PROCESS, department, object.name(), shown, visitCase)
                .number();
        rectifications.insert(new Rectification(
                caseNo,
                visitCase,
                department,
                object.creditCode(),
                found.stream().map(ItemResult::item).toList(),
                words(found),
                List.of(),
                null,
                null,
                false,
                Rectification.State.OPEN));
        cases.accept(caseNo, OfficialTime.now(clock));
        cases.review(caseNo);
        processes.start(
                RectificationModel.PROCESS,
                caseNo,
                List.of(
                        RectificationModel.DEPARTMENT.is(department),
                        RectificationModel.DECIDING_GROUP.is(heads.group(department)),
                        RectificationModel.UNDECIDED.is(undecided),
                        RectificationModel.WARNED.is(false)));
    }

    private void punish(String visitCase, InspectionObject object, String department, List<ItemResult> found) {
        penalties.fileAfter(
                department,
                PenaltyCase.Source.VISIT,
                visitCase,
                "obstructed/" + department,
                new PenaltyFiling.Grounds(
                        object.creditCode(),
                        OfficialTime.today(clock),
                        words(found),
                        texts.office("rectification.obstructed.basis"),
                        texts.office("rectification.obstructed.evidence")));
    }
}
