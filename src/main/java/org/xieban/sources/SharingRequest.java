package org.xieban.sources;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request of a department to be granted what is shared on condition (政务数据共享申请).
 *
 * @param caseNo its number: it is handled as a case
 * @param fields that are asked for; once the provider has agreed, those that it agreed to
 * @param overdue whether its provider has let a term pass
 * @param disputed whether the department did not accept the provider's refusal
 */
record SharingRequest(
        String caseNo,
        String resource,
        String provider,
        String department,
        String item,
        Set<String> fields,
        Purpose purpose,
        LocalDate until,
        State state,
        boolean overdue,
        boolean disputed,
        Instant begunAt,
        @Nullable Instant endedAt) {

    SharingRequest {
        fields = Set.copyOf(fields);
    }

    /** How far it is. */
    enum State {
        OPEN,
        GRANTED,
        REFUSED,
        /** Nothing that is granted: shared openly, or asked for no item of its own. */
        NOT_ACCEPTED,
        WITHDRAWN;

        /** The class by which it is drawn. */
        public String style() {
            return switch (this) {
                case OPEN -> "warn";
                case GRANTED -> "good";
                case REFUSED, NOT_ACCEPTED -> "bad";
                case WITHDRAWN -> "";
            };
        }
    }
}
