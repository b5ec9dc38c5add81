package org.xieban.casefile;

import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/** The reasons that officers must give. */
public final class Reasons {

    public static final int LONGEST = 500;

    private Reasons() {}

    /**
     * A reason as it is kept.
     *
     * @throws Refusal {@code case.reasonMissing}, {@code case.reasonTooLong} (422) at the field {@code reason}
     */
    public static String require(@Nullable String given) {
        String reason = given == null ? "" : given.strip();
        if (reason.isEmpty()) {
            throw Refusal.rule("case.reasonMissing").at("reason", "case.reasonMissing");
        }
        if (reason.length() > LONGEST) {
            throw Refusal.rule("case.reasonTooLong", LONGEST).at("reason", "case.reasonTooLong", LONGEST);
        }
        return reason;
    }
}
