package org.xieban.approval;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.catalogue.Term;

/**
 * Something asked for beside the ordinary way of a case, and what the head said to it.
 *
 * @param legalBasis on which it rests, null where it needs none
 * @param amount by how much a term is extended, null for anything else
 * @param until when a stay is expected to end, null for anything else
 * @param requestedBy login
 * @param approver login of who decided it, null while nobody has
 */
public record CaseRequest(
        long id,
        String caseNo,
        RequestKind kind,
        String reason,
        @Nullable String legalBasis,
        @Nullable Integer amount,
        Term.@Nullable Unit unit,
        @Nullable LocalDate until,
        String requestedBy,
        Instant requestedAt,
        State state,
        @Nullable String approver,
        @Nullable String opinion,
        @Nullable Instant decidedAt) {

    /** The legal basis, empty where it needs none. */
    String basis() {
        return legalBasis == null ? "" : legalBasis;
    }

    /** How far it has come. */
    public enum State {
        REQUESTED,
        APPROVED,
        REFUSED,
        /** The case ended before it was decided. */
        LAPSED;

        /** Message key of its name on the screen. */
        public String textKey() {
            return "approval.requestState." + name();
        }
    }

    /**
     * What an officer asks for.
     *
     * @param reason why
     */
    public record Asking(
            String caseNo,
            RequestKind kind,
            String reason,
            @Nullable String legalBasis,
            @Nullable Integer amount,
            Term.@Nullable Unit unit,
            @Nullable LocalDate until) {}
}
