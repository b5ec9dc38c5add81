package org.xieban.sources;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One use of another department's data (共享调用), as it is on record.
 *
 * @param officer login of who asked; null where the step of a process did
 * @param fields that were granted, or asked for where nothing was
 * @param reason why it was refused or failed; its text is the message {@code problem.<reason>}
 * @param attempts how often the source was asked
 * @param millis how long it took, null while it is under way
 * @param answerSha256 digest of what the source answered
 */
public record DataCall(
        long id,
        String resource,
        String department,
        @Nullable String officer,
        @Nullable String officerName,
        @Nullable String caseNo,
        @Nullable String step,
        Purpose purpose,
        Set<String> fields,
        State state,
        @Nullable String reason,
        int attempts,
        Instant startedAt,
        @Nullable Integer millis,
        @Nullable String answerSha256) {

    public DataCall {
        fields = Set.copyOf(fields);
    }

    /** What came of it. */
    public enum State {
        /** Under way, or broken off with the product. */
        STARTED,
        ANSWERED,
        /** The source does not know whom it was asked about. */
        UNKNOWN,
        /** There was no grant for it, or it could not be asked. */
        REFUSED,
        /** The source did not answer as agreed. */
        FAILED
    }
}
