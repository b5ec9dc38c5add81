package org.xieban.directory.administration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.directory.Officer;

/**
 * What administrators see of an officer.
 *
 * @param maskedPhone the telephone number with all but its ends hidden, null where he has none
 * @param lockedUntil end of the lock, null when there is none now
 */
record OfficerFile(
        long id,
        Officer officer,
        @Nullable String maskedPhone,
        @Nullable Instant lockedUntil,
        @Nullable Instant lastSignInAt,
        @Nullable String lastSignInAddress,
        boolean mustChangePassword,
        int version) {

    static @Nullable String mask(@Nullable String phone) {
        if (phone == null) {
            return null;
        }
        return phone.length() < 8
                ? "*".repeat(phone.length())
                : phone.substring(0, 3) + "*".repeat(phone.length() - 7) + phone.substring(phone.length() - 4);
    }

    @Override
    public String toString() {
        return "OfficerFile[" + officer.login() + "]";
    }
}
