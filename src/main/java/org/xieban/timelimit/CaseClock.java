package org.xieban.timelimit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;

/**
 * A clock of a case, and how it stands now.
 *
 * @param step element id of the step it runs for, null where it runs for the case
 * @param department code of the department by whose calendar it runs: of a step, the one that has to do it
 * @param startedAt from when its term runs
 * @param dueAt when the term ends; while the clock stands still, when it would if the pause ended as planned
 * @param expected whether a notice of days off, or the end of a pause, that is not yet known may move it
 * @param endedAt null while it is open
 * @param lamp null once it has ended
 * @param pauses those that stop it or stopped it, oldest first
 */
public record CaseClock(
        long id,
        String caseNo,
        ClockKind kind,
        @Nullable String step,
        @Nullable String stepName,
        String department,
        ClockTerm term,
        Instant startedAt,
        Instant dueAt,
        boolean expected,
        @Nullable Instant endedAt,
        @Nullable Lamp lamp,
        State state,
        List<Pause> pauses,
        List<Extension> extensions) {

    /** The latest due date of the terms that are over by then; for whoever asks the database which are. */
    public static Instant lastOver(Instant now) {
        return Course.lastOver(now);
    }

    /** Whether it runs, stands still, or how it ended. */
    public enum State {
        RUNNING,
        PAUSED,
        /** It ended in time (按时). */
        MET,
        /** It ended after it was due (超时). */
        MISSED;

        /** Message key of its name on the screen. */
        public String textKey() {
            return "timelimit.state." + name();
        }
    }
}
