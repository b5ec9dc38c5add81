package org.xieban.licence;

import org.jspecify.annotations.Nullable;

/**
 * What restricts a list of licences.
 *
 * @param query number, or part of name or holder
 * @param type of licences
 * @param issuer code of a department
 */
record LicenceFilter(
        @Nullable String query,
        @Nullable String type,
        @Nullable String issuer,
        @Nullable LicenceState state) {

    LicenceFilter {
        query = given(query);
        type = given(type);
        issuer = given(issuer);
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    LicenceFilter inAnyState() {
        return new LicenceFilter(query, type, issuer, null);
    }
}
