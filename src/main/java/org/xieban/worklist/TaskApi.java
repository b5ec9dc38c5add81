package org.xieban.worklist;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Lamp;
import org.xieban.engine.Tasks;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Tasks and their lists for other systems, and for our own pages' forms. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskApi {

    private final WorkItems items;
    private final TaskOperations operations;

    TaskApi(WorkItems items, TaskOperations operations) {
        this.items = items;
        this.operations = operations;
    }

    /** A Camunda Form and what it is shown with. */
    record FormView(@JsonRawValue String schema, Map<String, @Nullable Object> data) {}

    @GetMapping
    Listing<TaskView> list(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable Lamp lamp,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String applicant,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        TaskFilter filter = new TaskFilter(queue(queue), lamp, item, step, applicant, from, to, q, sort(sort));
        Listing<WorkItem> page =
                items.list(filter, CaseAccess.requireOfficer(), PageRequest.of(filter.listName(), after, size));
        return new Listing<>(page.items().stream().map(TaskView::of).toList(), page.next(), page.total());
    }

    @GetMapping("/{taskId}")
    TaskView one(@PathVariable String taskId) {
        return TaskView.of(operations.require(taskId));
    }

    @GetMapping("/{taskId}/form")
    FormView form(@PathVariable String taskId) {
        Tasks.TaskForm form = operations.form(taskId);
        return new FormView(form.schema(), form.data());
    }

    /** The list of that name; one's own where none is named. */
    static Queue queue(@Nullable String given) {
        return one("queue", given, Queue.values(), Queue::code, Queue.MINE);
    }

    /** The order of that name; what is due first where none is named. */
    static TaskSort sort(@Nullable String given) {
        return one("sort", given, TaskSort.values(), TaskSort::code, TaskSort.DUE);
    }

    /**
     * The operation of that name.
     *
     * @throws Refusal {@code bulk.operation}, {@code request.invalid} (400) where none is named, or there is none
     */
    static TaskOperation operation(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw Refusal.shape("bulk.operation").at("operation", "bulk.operation");
        }
        return one("operation", given, TaskOperation.values(), TaskOperation::code, TaskOperation.CLAIM);
    }

    /** The kind of file of that name; a table for spreadsheets where none is named. */
    static TaskTableFormat format(@Nullable String given) {
        return one("format", given, TaskTableFormat.values(), TaskTableFormat::code, TaskTableFormat.XLSX);
    }

    private static <T> T one(String field, @Nullable String given, T[] values, Function<T, String> code, T usual) {
        if (given == null || given.isEmpty()) {
            return usual;
        }
        return Arrays.stream(values)
                .filter(value -> code.apply(value).equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> Refusal.shape("request.invalid")
                        .at(
                                field,
                                "value.unknown",
                                Arrays.stream(values).map(code).collect(Collectors.joining(", "))));
    }
}
