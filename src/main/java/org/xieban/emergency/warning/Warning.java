package org.xieban.emergency.warning;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A warning. Its number is that of its case.
 *
 * @param lead code of the department that issues it
 * @param drill whether it is an exercise (演练): marked everywhere, and not public
 * @param alarm of city monitoring that it was proposed from; null for none
 * @param proposedBy login
 * @param version what is shown of it: the last that was issued, before that the one proposed
 */
public record Warning(
        String caseNo,
        WarningKind kind,
        String lead,
        boolean drill,
        @Nullable Long alarm,
        State state,
        String proposedBy,
        Instant proposedAt,
        Version version) {

    /** How it stands. */
    public enum State {
        /** Under way to its approval. */
        PROPOSED,
        /** To be changed. */
        RETURNED,
        REJECTED,
        WITHDRAWN,
        IN_FORCE,
        LIFTED;

        public String textKey() {
            return "emergency.warning.state." + name();
        }

        /** Whether it never will be made known. */
        public boolean dropped() {
            return this == REJECTED || this == WITHDRAWN;
        }

        /** Whether it has been made known. */
        public boolean issued() {
            return this == IN_FORCE || this == LIFTED;
        }
    }

    /** What a version does. */
    public enum Change {
        ISSUE,
        ADJUST,
        LIFT;

        public String textKey() {
            return "emergency.warning.change." + name();
        }
    }

    /** How a version stands. */
    public enum VersionState {
        PROPOSED,
        REJECTED,
        WITHDRAWN,
        ISSUED;

        public String textKey() {
            return "emergency.warning.versionState." + name();
        }
    }

    /**
     * What a warning states (突发事件应对法 64), beside its kind and its issuer.
     *
     * @param startsAt from when on it holds
     * @param endsAt until when it is expected to; null where nobody can say
     * @param regions codes of the area, ascending
     * @param departments codes of those that are told and have to confirm, ascending
     * @param caution what one has to be careful of (警示事项)
     * @param measures what is to be done
     * @param reason what it rests on
     */
    public record Terms(
            Colour colour,
            Instant startsAt,
            @Nullable Instant endsAt,
            List<String> regions,
            List<String> departments,
            String caution,
            String measures,
            String reason) {

        public Terms {
            regions = regions.stream().sorted().distinct().toList();
            departments = departments.stream().sorted().distinct().toList();
        }
    }

    /**
     * One version; those that were issued are never changed.
     *
     * @param no from 1, those that were not approved counted
     * @param decidedBy login of whoever approved or rejected it; null before that
     * @param document id and number of the official document; null unless issued
     */
    public record Version(
            int no,
            Change change,
            Terms terms,
            VersionState state,
            String proposedBy,
            Instant proposedAt,
            @Nullable String decidedBy,
            @Nullable Instant issuedAt,
            @Nullable Long document,
            @Nullable String documentNumber) {}
}
