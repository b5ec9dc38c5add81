package org.xieban.sources;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a department may ask for some fields of a resource, for an item and a purpose (共享授权).
 *
 * @param item code of the service item that they are asked for
 * @param until the last day
 * @param basis by what it was granted: the number of the request, or of an agreement
 * @param revoked why it no longer holds, null while it does
 */
public record Grant(
        long id,
        String resource,
        String department,
        String item,
        Set<String> fields,
        Purpose purpose,
        LocalDate from,
        LocalDate until,
        String basis,
        @Nullable String revoked) {

    public Grant {
        fields = Set.copyOf(fields);
    }

    public boolean holdsOn(LocalDate day) {
        return revoked == null && !day.isBefore(from) && !day.isAfter(until);
    }
}
