package org.xieban.sources;

import org.jspecify.annotations.Nullable;
import org.xieban.web.FilterInput;

/**
 * Which entries of the catalogue a list shows.
 *
 * @param query part of code, name, or of a field's name or label; null for any
 * @param provider code of a department; null for any
 * @param unpublished whether those are shown, too, that are not yet published
 */
record ResourceFilter(
        @Nullable String query,
        @Nullable String provider,
        DataResource.@Nullable Sharing sharing,
        boolean unpublished) {

    ResourceFilter {
        query = FilterInput.words("q", query);
        provider = FilterInput.code("provider", provider);
    }

    ResourceFilter ofAnySharing() {
        return new ResourceFilter(query, provider, null, unpublished);
    }

    ResourceFilter ofAnyProvider() {
        return new ResourceFilter(query, null, sharing, unpublished);
    }
}
