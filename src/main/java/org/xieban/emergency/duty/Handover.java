package org.xieban.emergency.duty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one on duty leaves to the next (交接班).
 *
 * @param takenBy null until somebody has taken over
 * @param remark what he says of it
 */
record Handover(
        long id,
        String department,
        String givenBy,
        Instant givenAt,
        String notes,
        @Nullable String takenBy,
        @Nullable Instant takenAt,
        @Nullable String remark) {

    /** Whether it waits to be taken over. */
    public boolean open() {
        return takenBy == null;
    }
}
