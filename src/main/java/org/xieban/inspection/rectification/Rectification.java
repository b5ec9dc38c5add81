package org.xieban.inspection.rectification;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put right, so far as rules need it.
 *
 * @param caseNo of the case as which it is handled
 * @param visitCase number of the visit's case
 * @param department code of the department that has found it
 * @param items codes of what was inspected
 * @param officers logins of those who ordered it; none before
 * @param orderedOn null until it is ordered, as {@code rectifyBy} is, the last day of the term
 * @param warned whether the term was missed once
 */
record Rectification(
        String caseNo,
        String visitCase,
        String department,
        String creditCode,
        List<String> items,
        String finding,
        List<String> officers,
        @Nullable LocalDate orderedOn,
        @Nullable LocalDate rectifyBy,
        boolean warned,
        State state) {

    /** What has become of it. */
    public enum State {
        OPEN,
        /** It is put right. */
        DONE,
        /** A penalty case was asked for. */
        PENALTY,
        /** A stricter measure was decided on. */
        STRICTER,
        /** Nothing more was to be done. */
        ENDED;

        String textKey() {
            return "rectification.state." + name();
        }

        /** The class by which it is drawn. */
        String style() {
            return switch (this) {
                case DONE, ENDED -> "good";
                case PENALTY, STRICTER -> "bad";
                case OPEN -> "warn";
            };
        }
    }

    public Rectification {
        items = List.copyOf(items);
        officers = List.copyOf(officers);
    }

    Rectification ordered(List<String> team, LocalDate today, LocalDate until) {
        return new Rectification(
                caseNo, visitCase, department, creditCode, items, finding, team, today, until, warned, state);
    }

    Rectification warned(LocalDate until) {
        return new Rectification(
                caseNo, visitCase, department, creditCode, items, finding, officers, orderedOn, until, true, state);
    }

    Rectification in(State next) {
        return new Rectification(
                caseNo,
                visitCase,
                department,
                creditCode,
                items,
                finding,
                officers,
                orderedOn,
                rectifyBy,
                warned,
                next);
    }
}
