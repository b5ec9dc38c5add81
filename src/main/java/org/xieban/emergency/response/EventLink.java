package org.xieban.emergency.response;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.CaseFile;

/**
 * A case that an event is linked with, or was.
 *
 * @param reason why it is
 * @param stayWanted whether the case was to be stayed because of the event
 * @param stayGoneAt since when the event is a reason to stay it no more; null while it is
 * @param linkedBy login
 * @param unlinkedAt null while it is linked
 */
public record EventLink(
        long id,
        String event,
        String caseNo,
        String reason,
        boolean stayWanted,
        @Nullable Instant stayGoneAt,
        String linkedBy,
        Instant linkedAt,
        @Nullable String unlinkReason,
        @Nullable String unlinkedBy,
        @Nullable Instant unlinkedAt) {

    public boolean stands() {
        return unlinkedAt == null;
    }

    /** One as somebody sees it; the case is null where he does not see that. */
    public record Shown(EventLink link, @Nullable CaseFile file) {}
}
