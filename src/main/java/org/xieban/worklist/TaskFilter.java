package org.xieban.worklist;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.xieban.casefile.Lamp;
import org.xieban.web.FilterInput;

/**
 * What restricts a work list; each part that is null restricts nothing.
 *
 * @param item code of the service item
 * @param step element id in the model
 * @param applicant a part of his name, in clear
 * @param from the first day on which the task was opened, in the official zone; {@code to} the last
 * @param query parts of the case's number, item, applicant
 */
record TaskFilter(
        Queue queue,
        @Nullable Lamp lamp,
        @Nullable String item,
        @Nullable String step,
        @Nullable String applicant,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String query,
        TaskSort sort) {

    /** @throws org.xieban.web.Refusal {@code filter.invalid} (400) at the part that cannot be looked for */
    TaskFilter {
        item = FilterInput.code("item", item);
        step = FilterInput.code("step", step);
        applicant = FilterInput.words("applicant", applicant);
        query = FilterInput.words("q", query);
        from = FilterInput.day("from", from);
        to = FilterInput.day("to", to);
    }

    static TaskFilter of(Queue queue) {
        return new TaskFilter(queue, null, null, null, null, null, null, null, TaskSort.DUE);
    }

    /** What the list is called for its pages: position in one order means nothing in another. */
    String listName() {
        return "tasks/" + queue.code() + "/" + (queue.open() ? sort.code() : "latest");
    }

    /** Whether it leaves less than the whole list. */
    public boolean restricts() {
        return !equals(of(queue).sorted(sort));
    }

    /** Whether it is restricted by what the page asks for under more conditions. */
    public boolean restrictsFurther() {
        return step != null || applicant != null || from != null || to != null;
    }

    public TaskFilter under(@Nullable Lamp other) {
        return new TaskFilter(queue, other, item, step, applicant, from, to, query, sort);
    }

    public TaskFilter ofItem(@Nullable String other) {
        return new TaskFilter(queue, lamp, other, step, applicant, from, to, query, sort);
    }

    public TaskFilter atStep(@Nullable String other) {
        return new TaskFilter(queue, lamp, item, other, applicant, from, to, query, sort);
    }

    TaskFilter sorted(TaskSort other) {
        return new TaskFilter(queue, lamp, item, step, applicant, from, to, query, other);
    }

    /** Path and query of the list, encoded. */
    public String address() {
        return address(null);
    }

    /** The same from the page behind a cursor. */
    public String address(@Nullable String after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/tasks");
        parameters().forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        if (after != null) {
            address.queryParam("after", after);
        }
        return address.encode().buildAndExpand(parameters()).toUriString();
    }

    /** What of it is not as usual, by the names that addresses use; the list itself is always named. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("queue", queue.code());
        put(parameters, "lamp", lamp);
        put(parameters, "item", item);
        put(parameters, "step", step);
        put(parameters, "applicant", applicant);
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "q", query);
        put(parameters, "sort", sort == TaskSort.DUE ? null : sort.code());
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
