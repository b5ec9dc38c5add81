package org.xieban.timelimit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Term;
import org.xieban.web.Refusal;

/**
 * The clocks of cases. Those of acceptance, law and promise follow the states of the case, those of steps its tasks, by
 * themselves; whoever handles a case pauses, resumes and extends them.
 */
@Component
@Transactional
public class Clocks {

    /**
     * Starts a clock; no change where one of that kind runs already for the case, or for that step.
     *
     * @param step element id, for clocks of steps; null for others
     */
    public CaseClock start(String caseNo, ClockKind kind, @Nullable String step, Term term, Instant startedAt) {
        throw new UnsupportedOperationException();
    }

    /** Ends the open clock of that kind now, met or missed; no change where none is open. */
    public void stop(String caseNo, ClockKind kind, @Nullable String step) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops from now on the clocks that this type stops.
     *
     * @param until the planned last day
     * @param approver login of who approved it
     * @throws Refusal {@code clock.pauseEndsBefore} (422) where the planned end lies before today;
     *     {@code clock.paused} (409) where a pause of this type lasts already
     */
    public Pause pause(
            String caseNo, PauseType type, String legalBasis, LocalDate until, String reason, String approver) {
        throw new UnsupportedOperationException();
    }

    /** Ends now the pauses of this type; no change where none lasts. */
    public void resume(String caseNo, PauseType type) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the statutory and the promised term longer.
     *
     * @param approver login of the head who approved it
     * @throws Refusal {@code clock.extended} (409) the second time
     */
    public Extension extend(String caseNo, int amount, Term.Unit unit, String reason, String approver) {
        throw new UnsupportedOperationException();
    }

    /** Begins the open clock of that kind anew, as the acceptance when materials were supplemented (行政许可法 32). */
    public CaseClock restart(String caseNo, ClockKind kind, Instant from) {
        throw new UnsupportedOperationException();
    }

    /** The clocks of a case, oldest first; whether the asker may see it is for the caller to know. */
    @Transactional(readOnly = true)
    public List<CaseClock> ofCase(String caseNo) {
        throw new UnsupportedOperationException();
    }
}
