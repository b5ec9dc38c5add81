package org.xieban.catalogue;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;

/**
 * One version of a service item, as it was published; it never changes. A case keeps the id of the version it began
 * with, and so the terms and materials that it was told.
 *
 * @param id key of this version
 * @param number 1 for the first version of the item
 * @param publishedBy login of who published it, {@code system} for an item file
 * @param publishedByName that officer's name as it stood then
 * @param note why, as that officer said; null where he said nothing
 * @param supersededAt when the next version was published; null for the current one
 */
public record ItemVersion(
        long id,
        int number,
        ServiceItem item,
        Origin origin,
        Instant publishedAt,
        String publishedBy,
        String publishedByName,
        @Nullable String note,
        @Nullable Instant supersededAt) {

    /** Where a version came from. */
    public enum Origin {
        /** An item file that came with the product. */
        FILE,
        /** An administrator edited it. */
        EDIT,
        /** An administrator published an earlier version again. */
        RESTORE
    }

    /** {@link #publishedAt} as a clock on the wall showed it. */
    public ZonedDateTime publishedOn() {
        return publishedAt.atZone(OfficialTime.ZONE);
    }

    /** {@link #supersededAt} as a clock on the wall showed it. */
    public @Nullable ZonedDateTime supersededOn() {
        return supersededAt == null ? null : supersededAt.atZone(OfficialTime.ZONE);
    }

    /** Whether new cases begin with it. */
    public boolean current() {
        return supersededAt == null;
    }
}
