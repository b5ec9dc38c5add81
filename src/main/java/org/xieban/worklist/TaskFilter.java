package org.xieban.worklist;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;

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

    TaskFilter {
        item = blankToNull(item);
        step = blankToNull(step);
        applicant = blankToNull(applicant);
        query = blankToNull(query);
    }

    static TaskFilter of(Queue queue) {
        return new TaskFilter(queue, null, null, null, null, null, null, null, TaskSort.DUE);
    }

    /** What the list is called for its pages: position in one order means nothing in another. */
    String listName() {
        return "tasks/" + queue.code() + "/" + (queue.open() ? sort.code() : "latest");
    }

    /** The same list whatever its lamps, for counting each. */
    TaskFilter underAnyLamp() {
        return new TaskFilter(queue, null, item, step, applicant, from, to, query, sort);
    }

    /** The same list whatever its items, for counting each. */
    TaskFilter ofAnyItem() {
        return new TaskFilter(queue, lamp, null, step, applicant, from, to, query, sort);
    }

    /** The same list whatever its steps, for counting each. */
    TaskFilter atAnyStep() {
        return new TaskFilter(queue, lamp, item, null, applicant, from, to, query, sort);
    }

    private static @Nullable String blankToNull(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }
}
