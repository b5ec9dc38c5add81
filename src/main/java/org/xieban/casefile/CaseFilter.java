package org.xieban.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xieban.web.FilterInput;

/**
 * Which cases a list shows, and in which order; what is null restricts nothing.
 *
 * @param query words that stand in the number, the item, the applicant's name or the number elsewhere: all of them
 * @param item code of the item
 * @param department code of the department that decides
 * @param states one of these; any where there are none
 * @param from the first day of registration
 * @param to the last day of registration
 */
public record CaseFilter(
        @Nullable String query,
        @Nullable String item,
        @Nullable String department,
        @Nullable Lamp lamp,
        List<CaseState> states,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Sort sort) {

    /** @throws org.xieban.web.Refusal {@code filter.invalid} (400) at the part that cannot be looked for */
    public CaseFilter {
        query = FilterInput.words("q", query);
        item = FilterInput.code("item", item);
        department = FilterInput.code("department", department);
        states = List.copyOf(states);
        from = FilterInput.day("from", from);
        to = FilterInput.day("to", to);
    }

    CaseFilter inAnyState() {
        return new CaseFilter(query, item, department, lamp, List.of(), from, to, sort);
    }

    /** What a list is sorted by; the number decides between equals. */
    public enum Sort {
        NEWEST,
        OLDEST,
        ITEM;

        /** As the API and addresses name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
