package org.xieban.timelimit;

import org.jspecify.annotations.Nullable;
import org.xieban.calendar.TermUnit;
import org.xieban.catalogue.Term;
import org.xieban.engine.OpenTask;

/**
 * The term that a clock measures.
 *
 * @param amount at least 1
 * @param legalBasis law and article, promise or model that sets it
 * @param source where it comes from
 * @param displaced the term that would hold without it, in the office's words; null where there is none
 */
public record ClockTerm(
        int amount,
        TermUnit unit,
        StartEvent startEvent,
        String legalBasis,
        Source source,
        @Nullable String displaced) {

    public ClockTerm {
        if (amount < 1) {
            throw new IllegalArgumentException("a term of " + amount);
        }
    }

    /** Where a term comes from. */
    public enum Source {
        /** The general law, or the special law of the item. */
        LAW,
        /** What the organ promises for the item. */
        ITEM,
        /** What the process analyst has set for the step. */
        MODEL;

        /** Message key of its name on the screen. */
        public String textKey() {
            return "timelimit.source." + name();
        }
    }

    /** What a term runs from. */
    public enum StartEvent {
        /** The application came in (收件). */
        RECEIPT,
        /** The application was accepted (受理). */
        ACCEPTANCE,
        /** The step began. */
        STEP;

        /** Message key of its name on the screen. */
        public String textKey() {
            return "timelimit.startEvent." + name();
        }
    }

    static ClockTerm of(Term term, Source source) {
        return new ClockTerm(
                term.amount(),
                TermUnit.valueOf(term.unit().name()),
                StartEvent.valueOf(term.startEvent().name()),
                term.legalBasis(),
                source,
                null);
    }

    ClockTerm inPlaceOf(String other) {
        return new ClockTerm(amount, unit, startEvent, legalBasis, source, other);
    }

    static ClockTerm of(OpenTask.StepTerm term, String basis) {
        return new ClockTerm(term.amount(), TermUnit.valueOf(term.unit()), StartEvent.STEP, basis, Source.MODEL, null);
    }
}
