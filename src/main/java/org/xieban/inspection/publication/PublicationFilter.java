package org.xieban.inspection.publication;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.web.FilterInput;

/**
 * What restricts the published results; what is null restricts nothing.
 *
 * @param query words of the object's name, or the begin of its credit code
 * @param item code
 * @param department code
 * @param from first day of the visit
 * @param until its last
 */
record PublicationFilter(
        @Nullable String query,
        @Nullable String item,
        @Nullable String department,
        @Nullable ResultKind result,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    PublicationFilter {
        query = FilterInput.words("q", query);
        item = FilterInput.code("item", item);
        department = FilterInput.code("department", department);
        from = FilterInput.day("from", from);
        until = FilterInput.day("until", until);
    }
}
