package org.xieban.timelimit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.calendar.Calendars;
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
        return standing(ClockTerm.of(term, ""), warning(term), from)
                .reckoning()
                .dueAt()
                .toInstant();
    }

    /** How the clock of a step stands when it begins. */
    Standing standing(ClockTerm term, WarningRule warning, Instant from) {
        // what began before a step does not stop it, so nothing can have stopped it yet
        ClockLedger ledger = ClockLedger.of(ClockKind.STEP, from, term, warning, List.of(), Optional.empty(), from);
        return Standing.begun(ledger, calendars.current(), from);
    }

    /** When the model wants the step to turn yellow, and who is told. */
    static WarningRule warning(OpenTask.StepTerm term) {
        OpenTask.YellowTerm yellow = term.yellow();
        return new WarningRule(
                yellow == null ? null : new YellowRule(yellow.amount(), YellowRule.Unit.valueOf(yellow.unit())),
                term.warned().stream().map(Rung::valueOf).collect(Collectors.toSet()));
    }
}
