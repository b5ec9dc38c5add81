package org.xieban.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as the API gives it.
 *
 * @param next opaque cursor of the next page, given back as {@code after}; null on the last
 * @param total exact number of all items on all pages; null where the caller wants to do without
 */
public record Listing<T>(
        List<T> items, @Nullable String next, @Nullable Long total) {

    /** One of which all items are counted. */
    public Listing(List<T> items, @Nullable String next, long total) {
        this(items, next, Long.valueOf(total));
    }
}
