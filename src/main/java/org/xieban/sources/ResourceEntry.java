package org.xieban.sources;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue, as it was published and as its provider would have it.
 *
 * @param version of what was published, 0 where nothing was yet
 * @param published null until it first was
 * @param proposal what waits to be submitted or reviewed, null where nothing does
 */
public record ResourceEntry(
        String code,
        int version,
        @Nullable DataResource published,
        @Nullable Instant publishedAt,
        @Nullable Proposal proposal) {

    /** What a provider has compiled. */
    public record Proposal(
            DataResource resource,
            State state,
            String by,
            Instant at,
            @Nullable String note) {}

    /** How far a proposal is. */
    public enum State {
        /** Being compiled by the provider (编制). */
        DRAFT,
        /** Before the data authority (审核). */
        SUBMITTED,
        /** Sent back by it, with a reason. */
        RETURNED
    }

    /** What is shown of it: what was published, else what is proposed. */
    public DataResource shown() {
        if (published != null) {
            return published;
        }
        if (proposal == null) {
            throw new IllegalStateException("an entry is published or proposed");
        }
        return proposal.resource();
    }

    public boolean isPublished() {
        return published != null;
    }
}
