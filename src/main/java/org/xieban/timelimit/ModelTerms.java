package org.xieban.timelimit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xieban.calendar.Calendars;
import org.xieban.engine.OpenTask;
import org.xieban.engine.StepTerms;

/** Reckons the terms that models give their steps. */
@Component
class ModelTerms implements StepTerms {

    private final Calendars calendars;

    ModelTerms(Calendars calendars) {
        this.calendars = calendars;
    }

    @Override
    public Instant due(OpenTask.StepTerm term, Instant from) {
        return reckon(ClockTerm.of(term, ""), from).dueAt().toInstant();
    }

    Reckoning reckon(ClockTerm term, Instant from) {
        // what began before a step does not stop it, so nothing can have stopped it yet
        return ClockLedger.of(ClockKind.STEP, from, term, List.of(), Optional.empty(), from)
                .reckon(calendars.current());
    }
}
