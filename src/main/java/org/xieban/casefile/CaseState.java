package org.xieban.casefile;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a case stands (办件状态), as the law sees it, whatever path its process takes (行政许可法 32, 42). Decided is not
 * served: a case is closed only when its result has reached the applicant.
 */
public enum CaseState {
    /** Received, with a dated receipt; not yet accepted (已收件). */
    REGISTERED,
    /** The applicant was told once what to supplement (待补正). */
    SUPPLEMENTING,
    /** Accepted: the terms of the decision run (已受理). */
    ACCEPTED,
    /** Under examination (审查中). */
    IN_REVIEW,
    /** Stayed (中止). */
    SUSPENDED,
    /** Decided, not yet served (已决定). */
    DECIDED,
    /**
     * Granted or done, served (已办结); or closed without a decision since nothing was supplemented in time (补正不来办结), which
     * its reason says: nobody sends that back or terminates it, it ends by itself, and exchanges with other platforms know
     * it as a kind of closure of its own.
     */
    CLOSED,
    /** Refused, served (不予许可). */
    REFUSED,
    /** Not accepted: no licence needed, or not our powers (不予受理). */
    NOT_ACCEPTED,
    /** Withdrawn by the applicant (已撤回). */
    WITHDRAWN,
    /** Sent back (已退件). */
    RETURNED,
    /** Ended without a decision (已终止). */
    TERMINATED;

    /** The states that nothing follows. */
    public static final Set<CaseState> FINAL = EnumSet.range(CLOSED, TERMINATED);

    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** Whether a case in this state may come into the other. */
    boolean mayBecome(CaseState next) {
        return switch (this) {
            case REGISTERED ->
                EnumSet.of(SUPPLEMENTING, ACCEPTED, NOT_ACCEPTED, WITHDRAWN, RETURNED, TERMINATED)
                        .contains(next);
            case SUPPLEMENTING ->
                EnumSet.of(REGISTERED, ACCEPTED, NOT_ACCEPTED, CLOSED, WITHDRAWN, RETURNED, TERMINATED)
                        .contains(next);
            case ACCEPTED ->
                EnumSet.of(IN_REVIEW, SUSPENDED, DECIDED, WITHDRAWN, RETURNED, TERMINATED)
                        .contains(next);
            case IN_REVIEW ->
                EnumSet.of(SUSPENDED, DECIDED, WITHDRAWN, RETURNED, TERMINATED).contains(next);
            case SUSPENDED ->
                EnumSet.of(ACCEPTED, IN_REVIEW, WITHDRAWN, RETURNED, TERMINATED).contains(next);
            case DECIDED -> next == CLOSED || next == REFUSED;
            default -> false;
        };
    }

    /** Whether the applicant may still withdraw: until a decision is made. */
    boolean mayBeWithdrawn() {
        return mayBecome(WITHDRAWN);
    }

    /** The class by which it is drawn: what waits for somebody outside, what went well, what did not. */
    public String style() {
        return switch (this) {
            case REGISTERED, ACCEPTED, IN_REVIEW, DECIDED -> "plain";
            case SUPPLEMENTING, SUSPENDED -> "warn";
            case CLOSED -> "good";
            case REFUSED, NOT_ACCEPTED -> "bad";
            case WITHDRAWN, RETURNED, TERMINATED -> "";
        };
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "casefile.state." + name();
    }
}
