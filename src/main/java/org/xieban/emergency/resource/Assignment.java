package org.xieban.emergency.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event was given of a resource.
 *
 * @param eventTitle null where whoever asks does not see the event
 * @param eventCaseNo null where whoever asks does not see the event
 * @param drill whether the event is an exercise
 * @param releasedAt null while it is there
 */
public record Assignment(
        long id,
        String resource,
        String name,
        Resource.Kind kind,
        String department,
        String unit,
        int amount,
        @Nullable String eventCaseNo,
        @Nullable String eventTitle,
        boolean drill,
        String assignedBy,
        Instant assignedAt,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt) {

    Assignment ofAnEventNotSeen() {
        return new Assignment(
                id,
                resource,
                name,
                kind,
                department,
                unit,
                amount,
                null,
                null,
                drill,
                assignedBy,
                assignedAt,
                releasedBy,
                releasedAt);
    }
}
