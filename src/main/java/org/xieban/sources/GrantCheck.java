package org.xieban.sources;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a department may ask what it asks: a pure function of the question, the resource and the grants. What was shared
 * is used for what it was shared for, and for nothing else (政务数据共享条例 25).
 */
public final class GrantCheck {

    private GrantCheck() {}

    /**
     * Who asks for what and why.
     *
     * @param item code of the item of the case; null where it is asked for no case
     * @param fields names; empty for all that is granted
     */
    public record Question(String department, @Nullable String item, Purpose purpose, Set<String> fields) {

        public Question {
            fields = Set.copyOf(fields);
        }
    }

    /** Why not. The text of each is the message {@code problem.grant.<code>}. */
    public enum Reason {
        NOT_SHARED("notShared"),
        NO_GRANT("none"),
        PURPOSE("purpose"),
        NOT_YET("notYet"),
        EXPIRED("expired"),
        REVOKED("revoked"),
        FIELD("field");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** Code of the refusal. */
        public String code() {
            return "grant." + code;
        }
    }

    /** What came of it. */
    public sealed interface Verdict {}

    /**
     * It may ask.
     *
     * @param fields that it is told, no more
     * @param grant by which; null where the resource is shared openly
     */
    public record Allowed(Set<String> fields, @Nullable Grant grant) implements Verdict {}

    /**
     * It may not.
     *
     * @param fields those that are not granted, where that is the reason
     */
    public record Refused(Reason reason, Set<String> fields) implements Verdict {

        static Refused because(Reason reason) {
            return new Refused(reason, Set.of());
        }
    }

    /**
     * Whether it may ask.
     *
     * @param grants of the resource; those of other departments and items are looked over
     */
    public static Verdict check(DataResource resource, Collection<Grant> grants, Question question, LocalDate today) {
        Set<String> unknown = new TreeSet<>(question.fields());
        unknown.removeAll(resource.answerNames());
        if (!unknown.isEmpty()) {
            return new Refused(Reason.FIELD, unknown);
        }
        return switch (resource.sharing()) {
            case NOT_SHARED -> Refused.because(Reason.NOT_SHARED);
            case OPEN -> new Allowed(asked(question, resource.answerNames()), null);
            case CONDITIONAL -> byGrant(resource, grants, question, today);
        };
    }

    private static Verdict byGrant(
            DataResource resource, Collection<Grant> grants, Question question, LocalDate today) {
        List<Grant> own = grants.stream()
                .filter(grant -> grant.resource().equals(resource.code())
                        && grant.department().equals(question.department())
                        && grant.item().equals(question.item()))
                .toList();
        if (own.isEmpty()) {
            return Refused.because(Reason.NO_GRANT);
        }
        List<Grant> fitting = own.stream()
                .filter(grant -> grant.purpose() == question.purpose())
                .toList();
        if (fitting.isEmpty()) {
            return Refused.because(Reason.PURPOSE);
        }
        List<Grant> holding =
                fitting.stream().filter(grant -> grant.holdsOn(today)).toList();
        if (holding.isEmpty()) {
            return Refused.because(whyNot(fitting, today));
        }
        // that grant answers which leaves the least to be wished for
        Grant best = holding.stream()
                .min(Comparator.<Grant>comparingInt(
                                grant -> missing(grant, question, resource).size())
                        .thenComparing(Grant::until, Comparator.reverseOrder())
                        .thenComparing(Grant::id))
                .orElseThrow();
        Set<String> missing = missing(best, question, resource);
        return missing.isEmpty()
                ? new Allowed(asked(question, granted(best, resource)), best)
                : new Refused(Reason.FIELD, missing);
    }

    private static Reason whyNot(List<Grant> fitting, LocalDate today) {
        if (fitting.stream().anyMatch(grant -> grant.revoked() == null && today.isBefore(grant.from()))) {
            return Reason.NOT_YET;
        }
        return fitting.stream().allMatch(grant -> grant.revoked() != null) ? Reason.REVOKED : Reason.EXPIRED;
    }

    private static Set<String> missing(Grant grant, Question question, DataResource resource) {
        Set<String> missing = new TreeSet<>(question.fields());
        missing.removeAll(granted(grant, resource));
        return missing;
    }

    /** What the grant names and the resource still has. */
    private static Set<String> granted(Grant grant, DataResource resource) {
        Set<String> granted = new TreeSet<>(grant.fields());
        granted.retainAll(resource.answerNames());
        return granted;
    }

    private static Set<String> asked(Question question, Set<String> granted) {
        return question.fields().isEmpty()
                ? new LinkedHashSet<>(new TreeSet<>(granted))
                : new LinkedHashSet<>(new TreeSet<>(question.fields()));
    }
}
