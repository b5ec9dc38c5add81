package org.xieban.inspection.overview;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.web.FilterInput;
import org.xieban.web.Refusal;

/**
 * Which visits are counted: those that may be made between two days, of whatever plan or task, or of one.
 *
 * @param task number of the case of a plan or task; null for all
 */
record OverviewFilter(
        LocalDate from, LocalDate until, @Nullable String task) {

    OverviewFilter {
        FilterInput.day("from", from);
        FilterInput.day("until", until);
        task = FilterInput.code("task", task);
        if (until.isBefore(from)) {
            throw Refusal.shape("filter.invalid").at("until", "plan.period");
        }
    }
}
