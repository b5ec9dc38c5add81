package org.xieban.directory.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the directory knows of an officer's right to come in.
 *
 * @param hash of his password
 * @param failedAttempts wrong passwords in a row
 * @param failedSinceSignIn wrong passwords since he last signed in
 * @param version of the officer
 */
record Account(
        long id,
        String login,
        String hash,
        Instant passwordChangedAt,
        boolean mustChangePassword,
        boolean enabled,
        int failedAttempts,
        int failedSinceSignIn,
        @Nullable Instant lockedUntil,
        @Nullable Instant lastSignInAt,
        @Nullable String lastSignInAddress,
        int version) {

    boolean lockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    @Override
    public String toString() {
        return "Account[" + login + "]";
    }
}
