package org.xieban.timelimit;

import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.WorkCalendar;
import org.xieban.engine.OpenTask;
import org.xieban.engine.StepTerms;
import org.xieban.timelimit.ClockRepository.Standing;

/** Reckons the terms that models give their steps. */
@Component
class ModelTerms implements StepTerms {

    private final Calendars calendars;

    ModelTerms(Calendars calendars) {
        this.calendars = calendars;
    }

    @Override
    public Instant due(OpenTask.StepTerm term, Instant from) {
        // whose step it is, is not known yet: where his department deviates, or the calendar has changed just now, the
        // clock of the step corrects it, which is written next, in this transaction
        return standing(
                        ClockTerm.of(term, ""),
                        warning(term),
                        from,
                        calendars.presumed().national())
                .reckoning()
                .dueAt()
                .toInstant();
    }

    /** How the clock of a step stands when it begins. */
    Standing standing(ClockTerm term, WarningRule warning, Instant from, WorkCalendar calendar) {
        // what began before a step does not stop it, so nothing can have stopped it yet
        ClockLedger ledger = ClockLedger.of(ClockKind.STEP, from, term, warning, EntryRepository.Entered.NOTHING, from);
        return Standing.begun(ledger, calendar, from);
    }

    /** When the model wants the step to turn yellow, and who is told. */
    static WarningRule warning(OpenTask.StepTerm term) {
        OpenTask.YellowTerm yellow = term.yellow();
        return new WarningRule(
                yellow == null ? null : new YellowRule(yellow.amount(), YellowRule.Unit.valueOf(yellow.unit())),
                term.warned().stream().map(Rung::valueOf).collect(Collectors.toSet()));
    }
}
