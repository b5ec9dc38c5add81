package org.xieban.approval;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.calendar.WorkCalendar;
import org.xieban.casefile.CaseFile;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** What must be said when something is asked for: why, on what basis, until when, by how much. */
@Component
class AskingRules {

    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_BASIS = 200;

    private final ExtensionLimit extensionLimit;
    private final Clock clock;

    AskingRules(ExtensionLimit extensionLimit, Clock clock) {
        this.extensionLimit = extensionLimit;
        this.clock = clock;
    }

    /** @throws Refusal (422) naming every field at fault */
    void check(CaseFile file, CaseRequest.Asking asking) {
        Refusal refusal = checkReason(asking.reason());
        refusal = checkBasis(asking, refusal);
        if (asking.kind() == RequestKind.STAY) {
            refusal = checkEnd(asking.until(), refusal);
        }
        if (refusal != null) {
            throw refusal;
        }
        if (asking.kind() == RequestKind.EXTENSION) {
            extensionLimit.check(file, asking);
        }
    }

    private static @Nullable Refusal checkReason(String reason) {
        if (reason.isBlank()) {
            return Refusal.rule("approval.reasonMissing").at("reason", "form.required");
        }
        return reason.length() > LONGEST_REASON
                ? Refusal.rule("form.invalid").at("reason", "form.tooLong", LONGEST_REASON)
                : null;
    }

    private static @Nullable Refusal checkBasis(CaseRequest.Asking asking, @Nullable Refusal refusal) {
        String basis = asking.legalBasis();
        if (basis == null || basis.isBlank()) {
            return asking.kind().needsLegalBasis()
                    ? or(refusal, "approval.basisMissing").at("legalBasis", "form.required")
                    : refusal;
        }
        return basis.length() > LONGEST_BASIS
                ? or(refusal, "form.invalid").at("legalBasis", "form.tooLong", LONGEST_BASIS)
                : refusal;
    }

    private @Nullable Refusal checkEnd(@Nullable LocalDate until, @Nullable Refusal refusal) {
        if (until == null) {
            return or(refusal, "approval.untilMissing").at("until", "form.required");
        }
        if (until.isBefore(LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE))) {
            return or(refusal, "clock.pauseEndsBefore").at("until", "clock.pauseEndsBefore");
        }
        return until.isAfter(WorkCalendar.LAST)
                ? or(refusal, "calendar.beyond").at("until", "calendar.beyond")
                : refusal;
    }

    /** What was found first, or this. */
    private static Refusal or(@Nullable Refusal refusal, String code) {
        return refusal == null ? Refusal.rule(code) : refusal;
    }
}
