package org.xieban.casefile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a change of state writes into a case. What is null stays as it is, except {@code stateBefore}.
 *
 * @param stateBefore the state to which a stayed case returns
 */
record StateChange(
        CaseState state,
        @Nullable CaseState stateBefore,
        @Nullable String reason,
        @Nullable Instant acceptedAt,
        CaseFile.@Nullable Decision decision,
        @Nullable Instant closedAt) {

    static StateChange to(CaseState state) {
        return new StateChange(state, null, null, null, null, null);
    }

    StateChange before(CaseState before) {
        return new StateChange(state, before, reason, acceptedAt, decision, closedAt);
    }

    StateChange reason(@Nullable String why) {
        return new StateChange(state, stateBefore, why, acceptedAt, decision, closedAt);
    }

    StateChange acceptedAt(Instant at) {
        return new StateChange(state, stateBefore, reason, at, decision, closedAt);
    }

    StateChange decided(CaseFile.Decision made) {
        return new StateChange(state, stateBefore, reason, acceptedAt, made, closedAt);
    }

    StateChange closedAt(Instant at) {
        return new StateChange(state, stateBefore, reason, acceptedAt, decision, at);
    }
}
