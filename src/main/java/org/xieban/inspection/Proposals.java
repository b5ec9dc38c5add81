package org.xieban.inspection;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.engine.Processes;
import org.xieban.engine.Variable;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** What a department proposes to inspect, a plan or a task: each is approved as a case of its own, and changed when it came back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Proposals {

    /** Of every model by which proposals are approved. */
    static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    /** As {@link #LEAD_DEPARTMENT}: whose leaders decide. */
    static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    /**
     * A family of proposals.
     *
     * @param item code of the item that one is as a case
     * @param process id of the process by which it is approved
     * @param agree id of the step at which the departments that join say what they think
     * @param decide id of the step at which it is decided on
     * @param revise id of the step at which it is changed
     * @param withdrawn name of the message that it is wanted no more
     * @param subject what the record calls one
     * @param problem what its refusals' codes begin with
     */
    public record Family(
            String item,
            String process,
            String agree,
            String decide,
            String revise,
            String withdrawn,
            String subject,
            String problem) {}

    private final Proposers proposers;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Processes processes;
    private final ItemRegister items;
    private final Departments departments;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Proposals(
            Proposers proposers,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            Processes processes,
            ItemRegister items,
            Departments departments,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.proposers = proposers;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.processes = processes;
        this.items = items;
        this.departments = departments;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * What of every proposal is shown in the forms of its steps, in the office's words.
     *
     * @param taking codes of the departments that take part, the lead among them
     */
    public Map<String, @Nullable Object> shown(
            String lead, List<String> taking, LocalDate begins, LocalDate ends, List<String> inspected) {
        DepartmentNames names = DepartmentNames.of(departments);
        String joining = taking.stream()
                .filter(each -> !each.equals(lead))
                .map(names::shortOf)
                .collect(Collectors.joining("、"));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("leadName", names.of(lead));
        shown.put("joiningNames", joining.isEmpty() ? texts.office("inspection.plan.alone") : joining);
        shown.put("periodText", texts.office("inspection.plan.period", begins, ends));
        shown.put(
                "itemNames",
                items.of(inspected).stream()
                        .map(item -> texts.office(
                                "inspection.plan.itemLine",
                                names.shortOf(item.department()),
                                item.name(),
                                item.basis()))
                        .collect(Collectors.joining("\n")));
        return shown;
    }

    /**
     * Proposes something for the department of whoever is signed in.
     *
     * @param shown what the forms of its steps show
     * @param keep keeps it by the number of its case, with when it was proposed
     * @return that number
     * @throws Refusal {@code plan.nobodyDecides} (422); {@code access.denied} (403)
     */
    public String propose(
            Family family, String title, Map<String, @Nullable Object> shown, BiConsumer<String, Instant> keep) {
        String lead = proposers.require().departmentCode();
        String deciding = proposers.decidingGroup(lead);
        String caseNo =
                internalCases.register(family.item(), lead, title, shown, null).number();
        Instant now = OfficialTime.now(clock);
        keep.accept(caseNo, now);
        cases.accept(caseNo, now);
        cases.review(caseNo);
        processes.start(family.process(), caseNo, List.of(LEAD_DEPARTMENT.is(lead), DECIDING_GROUP.is(deciding)));
        return caseNo;
    }

    /** Whether whoever is signed in may change what that department proposed. */
    public boolean mayChange(boolean returned, String lead) {
        return returned
                && proposers.mayPropose()
                && CaseAccess.requireOfficer().departmentCode().equals(lead);
    }

    /**
     * Makes sure of {@link #mayChange}.
     *
     * @throws Refusal of the family that it was not returned (409); {@code access.denied} (403)
     */
    public void requireChangeable(Family family, boolean returned, String lead) {
        if (!mayChange(returned, lead)) {
            throw returned ? Refusal.forbidden("access.denied") : Refusal.conflict(family.problem() + ".notReturned");
        }
    }

    /** It was changed; it is submitted again by the task of its case. */
    public void changed(Family family, String caseNo, String title, Map<String, @Nullable Object> shown) {
        facts.put(caseNo, CaseFiles.APPLICATION, shown);
        trace.record(Act.of(family.subject() + ".changed", family.subject(), caseNo)
                .inCase(caseNo, family.revise())
                .with("title", title));
    }
}
