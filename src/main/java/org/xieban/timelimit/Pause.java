package org.xieban.timelimit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;

/**
 * A time that does not count (停表). It never ends by itself: past its planned end it is late until somebody ends it.
 *
 * @param stops the kinds of clock that it stops, as the rule stood when it was entered
 * @param legalBasis law and article that allow it
 * @param approver login of who approved it
 * @param document number of the document that told the applicant, null where none did
 * @param from when it began
 * @param until the planned last day, as last renewed
 * @param endedAt when it ended, null while it lasts
 * @param result what it has led to, null while it lasts and where nobody said
 * @param byProcess whether the process of the case began it, which then ends it
 */
public record Pause(
        long id,
        PauseType type,
        Set<ClockKind> stops,
        String legalBasis,
        String reason,
        String approver,
        @Nullable String document,
        Instant from,
        LocalDate until,
        @Nullable Instant endedAt,
        @Nullable String result,
        boolean byProcess) {

    public Pause {
        stops = Set.copyOf(stops);
    }

    /** Whether it goes on past its planned end. */
    boolean late(Instant now) {
        return endedAt == null && !now.isBefore(lateFrom(until));
    }

    static Instant lateFrom(LocalDate until) {
        return OfficialTime.endOf(until);
    }
}
