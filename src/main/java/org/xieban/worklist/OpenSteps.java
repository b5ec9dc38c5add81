package org.xieban.worklist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.Lamp;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;

/** The open steps of many cases, for whoever lists cases. */
@Component
@Transactional(readOnly = true)
public class OpenSteps {

    private final WorkItems items;
    private final Officers officers;
    private final Departments departments;

    OpenSteps(WorkItems items, Officers officers, Departments departments) {
        this.items = items;
        this.officers = officers;
        this.departments = departments;
    }

    /**
     * An open step.
     *
     * @param step element id in the model
     * @param department code of the department it falls to, null where only a role was named
     * @param assignee login of who has it, null while nobody has
     * @param dueAt null while it has no term
     * @param lamp null without a term
     */
    public record Step(
            String taskId,
            String step,
            String stepName,
            @Nullable String department,
            @Nullable String departmentName,
            @Nullable String assignee,
            @Nullable String assigneeName,
            @Nullable Instant dueAt,
            @Nullable Lamp lamp) {}

    /** Those that an officer may see, by the numbers of their cases, the oldest first. */
    public Map<String, List<Step>> ofCases(Collection<String> caseNos, SignedInOfficer officer) {
        List<WorkItem> open = items.openOfCases(caseNos, officer);
        DepartmentNames departmentNames = DepartmentNames.of(departments);
        Map<String, String> people =
                officers
                        .findAll(open.stream()
                                .flatMap(item -> Stream.ofNullable(item.assignee()))
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Officer::login, Officer::name));
        Map<String, List<Step>> steps = new LinkedHashMap<>();
        for (WorkItem item : open) {
            String department = item.department();
            String assignee = item.assignee();
            steps.computeIfAbsent(item.caseNo(), any -> new ArrayList<>())
                    .add(new Step(
                            item.taskId(),
                            item.step(),
                            item.stepName(),
                            department,
                            department == null ? null : departmentNames.of(department),
                            assignee,
                            assignee == null ? null : people.getOrDefault(assignee, assignee),
                            item.dueAt(),
                            item.lamp()));
        }
        return steps;
    }
}
