package org.xieban.timelimit;

import org.xieban.calendar.TermUnit;
import org.xieban.catalogue.Term;
import org.xieban.engine.OpenTask;

/**
 * The term that a clock measures.
 *
 * @param legalBasis law and article, promise or model that sets it
 */
public record ClockTerm(int amount, TermUnit unit, StartEvent startEvent, String legalBasis) {

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

    static ClockTerm of(Term term) {
        return new ClockTerm(
                term.amount(),
                TermUnit.valueOf(term.unit().name()),
                StartEvent.valueOf(term.startEvent().name()),
                term.legalBasis());
    }

    static ClockTerm of(OpenTask.StepTerm term, String basis) {
        return new ClockTerm(term.amount(), TermUnit.valueOf(term.unit()), StartEvent.STEP, basis);
    }
}
