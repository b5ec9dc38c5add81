package org.xieban.worklist;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Listing;

/** Urging in cases, and its answers. */
@RestController
@RequestMapping("/api/v1")
class UrgeApi {

    private final CaseUrges urges;
    private final TaskOperations operations;

    UrgeApi(CaseUrges urges, TaskOperations operations) {
        this.urges = urges;
        this.operations = operations;
    }

    record Note(@Nullable String note) {}

    record AnswerText(@Nullable String text) {}

    @GetMapping("/cases/{caseNo}/urges")
    @Operation(summary = "What was urged in a case and what was answered, the latest first")
    Listing<CaseUrges.Urge> ofCase(@PathVariable String caseNo) {
        return listing(urges.of(caseNo));
    }

    @PostMapping("/cases/{caseNo}/urge")
    @Operation(summary = "Urges for every open step; tells whoever has it, or may take it, and who leads them")
    Listing<CaseUrges.Urge> urge(@PathVariable String caseNo, @RequestBody(required = false) @Nullable Note given) {
        return listing(urges.urge(caseNo, given == null ? null : given.note()));
    }

    @PostMapping("/tasks/{taskId}/urge/answer")
    @Operation(summary = "Answers, in a word, everybody who has urged for a task")
    TaskView answer(@PathVariable String taskId, @RequestBody AnswerText given) {
        return TaskView.of(operations.answerUrge(taskId, given.text()));
    }

    private static Listing<CaseUrges.Urge> listing(List<CaseUrges.Urge> urges) {
        return new Listing<>(urges, null, urges.size());
    }
}
