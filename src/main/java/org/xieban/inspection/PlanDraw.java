package org.xieban.inspection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.log.LogHash;

/**
 * A draw of a plan, as it is kept; its pools are in tables of their own.
 *
 * @param id number of the plan's case, a hyphen, which draw of the plan it is
 * @param plan number of the plan's case
 * @param objects how many there are in the pool
 * @param inspectors how many there are in the pool
 * @param fingerprint hexadecimal
 * @param commitment hexadecimal
 * @param checkpoint the signed note that was mixed in, null until the draw
 * @param visits how many objects were drawn
 * @param stage what is frozen now; null where nothing is
 * @param why it was called off, or could not be prepared; null otherwise
 */
record PlanDraw(
        String id,
        String plan,
        String title,
        List<String> departments,
        DrawState state,
        LogHash hash,
        int objects,
        int inspectors,
        String fingerprint,
        String commitment,
        Instant preparedAt,
        @Nullable Instant announcedAt,
        @Nullable Instant begunAt,
        @Nullable Instant endedAt,
        @Nullable String checkpoint,
        int visits,
        @Nullable String stage,
        @Nullable String why) {}
