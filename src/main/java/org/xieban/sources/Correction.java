package org.xieban.sources;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a provider looks after what it knows otherwise than was claimed (数据异议; 政务数据共享条例 26).
 *
 * @param caseNo its number: it is handled as a case below the one it is about
 * @param ofCase number of the case it is about
 * @param fields names of those in question
 * @param awaited whether that case waits for it
 */
record Correction(
        String caseNo,
        String ofCase,
        String resource,
        String provider,
        Set<String> fields,
        State state,
        boolean awaited,
        Instant begunAt,
        @Nullable Instant endedAt) {

    Correction {
        fields = Set.copyOf(fields);
    }

    /** What came of it. */
    enum State {
        OPEN,
        /** The provider was wrong, and has corrected it. */
        CORRECTED,
        /** The provider was right. */
        CONFIRMED,
        /** The provider has not said, though it was urged: whoever handles the case finds out by himself. */
        UNVERIFIED,
        WITHDRAWN
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
