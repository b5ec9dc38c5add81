package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A penalty case (处罚案件), so far as rules need it.
 *
 * @param officers logins of those who investigate; none until they are assigned
 * @param notice null until he was told what is intended (44)
 * @param decision null until it is decided
 * @param paid of what he has to pay
 */
public record PenaltyCase(
        Filing filing,
        List<String> officers,
        Stage stage,
        @Nullable Notice notice,
        @Nullable Decision decision,
        BigDecimal paid) {

    /**
     * What it was filed for, which stays as it is.
     *
     * @param caseNo of the case as which it is handled
     * @param department code of the department that punishes
     * @param creditCode of whoever is said to have done it, null of an individual, who stands in no register
     * @param origin number of the case that it comes from, null where the department found it itself
     * @param violation what he is said to have done
     * @param legalBasis what that may violate
     * @param proposedBy login
     */
    public record Filing(
            String caseNo,
            String department,
            @Nullable String creditCode,
            Procedure procedure,
            Source source,
            @Nullable String origin,
            String violation,
            String legalBasis,
            LocalDate foundOn,
            String proposedBy,
            Instant proposedAt) {}

    /** By which procedure: the ordinary one, or on the spot (简易程序, 51). */
    public enum Procedure {
        ORDINARY,
        SHORT;

        public String textKey() {
            return "penalty.procedure." + name();
        }
    }

    /** Where it comes from. */
    public enum Source {
        /** The department found it itself. */
        DISCOVERED,
        VISIT,
        RECTIFICATION,
        COMPLAINT,
        /** Another authority has handed it over. */
        TRANSFERRED;

        /** Those that an officer may name. */
        static final Set<Source> NAMED = Set.of(DISCOVERED, COMPLAINT, TRANSFERRED);

        public String textKey() {
            return "penalty.source." + name();
        }
    }

    /** How far it is. */
    public enum Stage {
        PROPOSED,
        NOT_FILED,
        WITHDRAWN,
        INVESTIGATION,
        /** With the public security organ. */
        HANDED_OVER,
        TRANSFERRED,
        NOTIFIED,
        DECIDED,
        NOT_PUNISHED,
        DROPPED,
        CLOSED;

        public String textKey() {
            return "penalty.stage." + name();
        }

        /** The class by which it is drawn. */
        public String style() {
            return switch (this) {
                case PROPOSED, INVESTIGATION, NOTIFIED, DECIDED -> "plain";
                case HANDED_OVER -> "warn";
                case CLOSED -> "good";
                default -> "";
            };
        }
    }

    /** Kinds of penalties (行政处罚法 9). */
    public enum Kind {
        WARNING,
        CRITICISM,
        FINE,
        CONFISCATION,
        /** Of licences: suspended, of a lower grade, revoked. */
        LICENCE,
        /** Of business: restricted, stopped, closed down. */
        RESTRICTION,
        OTHER;

        public String textKey() {
            return "penalty.kind." + name();
        }
    }

    /**
     * What he was told is intended (行政处罚法 44, 63, 64).
     *
     * @param kinds of penalties
     * @param fine with what is confiscated, in yuan
     * @param hearing whether he may ask for a hearing
     * @param servedOn null until it is served
     * @param until last day to ask for one, and to say something; null until it is served
     * @param waived whether he has waived that in writing
     * @param hearingOn day of the hearing, null where there is none
     */
    public record Notice(
            List<Kind> kinds,
            BigDecimal fine,
            boolean hearing,
            LocalDate issuedOn,
            @Nullable LocalDate servedOn,
            @Nullable LocalDate until,
            boolean waived,
            @Nullable LocalDate hearingOn) {

        Notice served(LocalDate day, LocalDate lastDay) {
            return new Notice(kinds, fine, hearing, issuedOn, day, lastDay, waived, hearingOn);
        }

        Notice answered(boolean hasWaived) {
            return new Notice(kinds, fine, hearing, issuedOn, servedOn, until, hasWaived, hearingOn);
        }

        Notice heard(LocalDate day) {
            return new Notice(kinds, fine, hearing, issuedOn, servedOn, until, waived, day);
        }

        /** Whether he can still say something that has to be waited for. */
        boolean runs(LocalDate today) {
            return !waived && hearingOn == null && (until == null || !today.isAfter(until));
        }
    }

    /**
     * What was decided.
     *
     * @param kinds of penalties; none where there is none
     * @param fine with what is confiscated, in yuan
     * @param confiscated how much of that
     * @param published whether it is made public (48)
     * @param servedOn null until it is served
     * @param payUntil null until it is served
     * @param demandedOn day of the demand (催告), null where there is none
     * @param additional what was added because he did not pay in time (72), in yuan
     */
    public record Decision(
            List<Kind> kinds,
            BigDecimal fine,
            BigDecimal confiscated,
            boolean published,
            LocalDate decidedOn,
            @Nullable LocalDate servedOn,
            @Nullable LocalDate payUntil,
            @Nullable LocalDate demandedOn,
            BigDecimal additional) {

        /** One that was just decided. */
        static Decision of(
                List<Kind> kinds, BigDecimal fine, BigDecimal confiscated, boolean published, LocalDate today) {
            return new Decision(kinds, fine, confiscated, published, today, null, null, null, BigDecimal.ZERO);
        }

        Decision served(LocalDate day, LocalDate lastDay) {
            return new Decision(kinds, fine, confiscated, published, decidedOn, day, lastDay, demandedOn, additional);
        }

        Decision payable(LocalDate lastDay) {
            return new Decision(
                    kinds, fine, confiscated, published, decidedOn, servedOn, lastDay, demandedOn, additional);
        }

        Decision demanded(LocalDate day) {
            return new Decision(kinds, fine, confiscated, published, decidedOn, servedOn, payUntil, day, additional);
        }

        Decision adding(BigDecimal amount) {
            return new Decision(kinds, fine, confiscated, published, decidedOn, servedOn, payUntil, demandedOn, amount);
        }

        /** The fine alone, to which something is added when it is paid late; zero where there is none. */
        BigDecimal fineAlone() {
            return kinds.contains(Kind.FINE) ? fine.subtract(confiscated) : BigDecimal.ZERO;
        }
    }

    public PenaltyCase {
        officers = List.copyOf(officers);
    }

    /** Number of the case as which it is handled. */
    public String caseNo() {
        return filing.caseNo();
    }

    /** Code of the department that punishes. */
    public String department() {
        return filing.department();
    }

    /** Of whoever is said to have done it; null of an individual. */
    public @Nullable String creditCode() {
        return filing.creditCode();
    }

    PenaltyCase in(Stage next) {
        return new PenaltyCase(filing, officers, next, notice, decision, paid);
    }

    PenaltyCase with(List<String> team) {
        return new PenaltyCase(filing, team, stage, notice, decision, paid);
    }

    PenaltyCase withoutNotice() {
        return new PenaltyCase(filing, officers, stage, null, decision, paid);
    }

    PenaltyCase with(Notice told) {
        return new PenaltyCase(filing, officers, stage, told, decision, paid);
    }

    PenaltyCase with(Decision decided) {
        return new PenaltyCase(filing, officers, stage, notice, decided, paid);
    }

    PenaltyCase paying(BigDecimal amount) {
        return new PenaltyCase(filing, officers, stage, notice, decision, paid.add(amount));
    }

    /** What he has still to pay; zero before anything is decided. */
    public BigDecimal outstanding() {
        return decision == null
                ? BigDecimal.ZERO
                : decision.fine().add(decision.additional()).subtract(paid);
    }
}
