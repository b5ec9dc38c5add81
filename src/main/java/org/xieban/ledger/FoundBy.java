package org.xieban.ledger;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.Recorded;

/**
 * The columns by which the entries of the record are found. Each repeats what the entry says, made fit to be searched;
 * what is not so was changed by hand.
 */
enum FoundBy {
    ACT("act", told -> told.act().name()),
    ACTOR_ID("actor_id", told -> told.actor().id()),
    ACTOR_NAME("actor_name", told -> told.actor().name()),
    DEPARTMENT("department", told -> told.actor().department()),
    SUBJECT_KIND("subject_kind", told -> told.act().subjectKind()),
    SUBJECT_ID("subject_id", told -> told.act().subjectId()),
    CASE_NO("case_no", told -> told.act().caseNo()),
    STEP("step", told -> told.act().step()),
    ADDRESS("address", Recorded::address);

    /** All of them, as SQL lists them. */
    static final String LIST = Arrays.stream(values()).map(FoundBy::column).collect(Collectors.joining(", "));

    private final String column;
    private final Function<Recorded, @Nullable String> said;

    FoundBy(String column, Function<Recorded, @Nullable String> said) {
        this.column = column;
        this.said = said;
    }

    String column() {
        return column;
    }

    /** What the column of that entry holds. */
    @Nullable
    String of(Recorded told) {
        return SafeText.searchableOrNull(said.apply(told));
    }
}
