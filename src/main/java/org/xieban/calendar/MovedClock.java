package org.xieban.calendar;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An open clock that a change of the calendar moves.
 *
 * @param id of the clock
 * @param caseNo number of its case
 * @param kind of the clock, as the API names it
 * @param step element id of the step it runs for, null where it runs for the case
 * @param oldDueAt when it was due
 * @param newDueAt when it is due then
 */
public record MovedClock(
        String id,
        String caseNo,
        String kind,
        @Nullable String step,
        OffsetDateTime oldDueAt,
        OffsetDateTime newDueAt) {}
