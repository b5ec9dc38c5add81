package org.xieban.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notice to one officer; {@code readAt} is null until he has read it. */
record Notice(
        long id,
        String textKey,
        List<Object> arguments,
        String href,
        Instant sentAt,
        @Nullable Instant readAt) {

    boolean unread() {
        return readAt == null;
    }
}
