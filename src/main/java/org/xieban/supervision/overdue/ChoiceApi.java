package org.xieban.supervision.overdue;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Departments;
import org.xieban.engine.ProcessVersions;

/** What overdue cases can be asked for by; without figures, so that no list waits for it. */
@RestController
@RequestMapping("/api/v1/supervision")
class ChoiceApi {

    private final Departments departments;
    private final ProcessVersions processes;

    ChoiceApi(Departments departments, ProcessVersions processes) {
        this.departments = departments;
        this.processes = processes;
    }

    /** Something that has a name. */
    record Choice(String code, String name) {}

    /** @param processes by their keys, called as their latest versions are */
    record Choices(List<Choice> departments, List<Choice> processes) {}

    @GetMapping("/overdue/choices")
    @Operation(summary = "The departments and the processes that overdue cases can be asked for by")
    Choices choices() {
        CaseAccess.requireOfficer();
        return new Choices(
                departments.all().stream()
                        .map(department -> new Choice(department.code(), department.shortName()))
                        .toList(),
                processes.names().entrySet().stream()
                        .map(process -> new Choice(process.getKey(), process.getValue()))
                        .toList());
    }
}
