package org.xieban.inspection;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A visit that is due at an object: who goes there for what, all at once (综合查一次). The process of visits makes each a case
 * of its own; that number is entered by {@link Visits#begin}.
 *
 * @param creditCode of the object
 * @param begins first day on which it may be made
 * @param ends the last
 * @param caseNo of its own case, null as long as it has not begun
 * @param teams by department
 */
public record PlannedVisit(
        long id,
        String creditCode,
        int year,
        LocalDate begins,
        LocalDate ends,
        State state,
        @Nullable String caseNo,
        SortedMap<String, Team> teams) {

    /** How it stands. */
    public enum State {
        /** To be made: others may still join. */
        PLANNED,
        UNDER_WAY,
        DONE,
        /** It is not made, and counts to no cap. */
        CANCELLED
    }

    /**
     * Who goes for a department.
     *
     * @param task number of the case of the plan, campaign, complaint or transfer that sends it; the first where several do
     * @param inspectors logins, in the order in which they were drawn
     * @param items codes of what it inspects
     */
    public record Team(String task, List<String> inspectors, List<String> items) {}
}
