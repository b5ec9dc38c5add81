package org.xieban.calendar;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is shown before he changes the calendar.
 *
 * @param token by which he says that he wants exactly that
 * @param moved how many open clocks would move
 * @param appliedAt null while it was not applied
 */
record CalendarPreview(
        UUID token,
        CalendarChange change,
        long moved,
        Instant at,
        String by,
        @Nullable Instant appliedAt) {}
