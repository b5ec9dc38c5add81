package org.xieban.licence;

import org.jspecify.annotations.Nullable;
import org.xieban.web.FilterInput;

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
        query = FilterInput.words("q", query);
        type = FilterInput.code("type", type);
        issuer = FilterInput.code("issuer", issuer);
    }

    LicenceFilter inAnyState() {
        return new LicenceFilter(query, type, issuer, null);
    }
}
