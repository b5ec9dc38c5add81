package org.xieban.supervision.overdue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;
import org.xieban.web.FilterInput;
import org.xieban.web.Refusal;

/**
 * Which overdue and soon due cases a list shows, and in which order; what is null restricts nothing.
 *
 * @param lamp {@link Lamp#RED} for overdue, {@link Lamp#YELLOW} for soon due
 * @param department code of a department whose term it is: which leads the case, or has the step
 * @param process key of the model
 * @param item code of the item
 * @param query words that stand in the number, the item, the applicant's name or the number elsewhere
 */
record OverdueFilter(
        @Nullable Lamp lamp,
        @Nullable String department,
        @Nullable String process,
        @Nullable String item,
        @Nullable String query,
        Sort sort) {

    /** @throws Refusal {@code filter.invalid} (400) at the part that cannot be looked for */
    OverdueFilter {
        if (lamp == Lamp.GREEN || lamp == Lamp.PAUSED) {
            throw Refusal.shape("filter.invalid").at("lamp", "value.unknown", "RED, YELLOW");
        }
        department = FilterInput.code("department", department);
        process = FilterInput.code("process", process);
        item = FilterInput.code("item", item);
        query = FilterInput.words("q", query);
    }

    /** How many it leaves, of what it would leave under each lamp. */
    long of(Map<Lamp, Long> counts) {
        return lamp == null
                ? counts.values().stream().mapToLong(Long::longValue).sum()
                : counts.getOrDefault(lamp, 0L);
    }

    /** Whether it asks for what only the cases themselves tell. */
    boolean readsCases() {
        return process != null || item != null || query != null;
    }

    /** What a {@link org.xieban.web.PageRequest} calls a list so sorted. */
    String listName() {
        return "supervision/overdue/" + sort.code();
    }

    /** What a list is sorted by; what is due first, then the number decide between equals. */
    enum Sort {
        DUE(""),
        DEPARTMENT("l.lead_department, "),
        ITEM("l.item_name, ");

        private final String first;

        Sort(String first) {
            this.first = first;
        }

        /** For {@code l} the late ones. */
        String order() {
            return first + "l.due_at, l.case_no";
        }

        /** The values of a row in the columns of {@link #order}. */
        @Nullable
        Object[] keys(String itemName, String department, Instant dueAt, String caseNo) {
            return switch (this) {
                case DUE -> new Object[] {dueAt, caseNo};
                case DEPARTMENT -> new Object[] {department, dueAt, caseNo};
                case ITEM -> new Object[] {itemName, dueAt, caseNo};
            };
        }

        /** Leaves what comes behind. */
        void after(Cursor cursor, SqlConditions conditions) {
            int number = 0;
            String values = ":afterDue, :afterCase";
            if (this != DUE) {
                conditions.with("afterFirst", cursor.text(number++));
                values = ":afterFirst, " + values;
            }
            conditions.with("afterDue", OfficialTime.ofNullable(cursor.instant(number++)));
            conditions.with("afterCase", cursor.text(number));
            conditions.add("(" + order() + ") > (" + values + ")");
        }

        /** As the API and addresses name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws Refusal {@code request.invalid} (400) where there is none of that name */
        static Sort of(@Nullable String given) {
            return given == null || given.isEmpty()
                    ? DUE
                    : Arrays.stream(values())
                            .filter(sort -> sort.code().equalsIgnoreCase(given))
                            .findFirst()
                            .orElseThrow(() -> Refusal.shape("request.invalid")
                                    .at(
                                            "sort",
                                            "value.unknown",
                                            Arrays.stream(values())
                                                    .map(Sort::code)
                                                    .collect(Collectors.joining(", "))));
        }
    }
}
