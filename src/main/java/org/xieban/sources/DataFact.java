package org.xieban.sources;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a department knows of a case, and how we know.
 *
 * @param resource code of the resource
 * @param call by which it was asked
 * @param values granted fields only, in clear
 * @param asOf how fresh it was then
 * @param trust A where it comes from its issuer
 * @param differences where it is otherwise than was claimed
 */
public record DataFact(
        long id,
        long call,
        String caseNo,
        String resource,
        Map<String, @Nullable Object> values,
        Instant askedAt,
        Instant asOf,
        Instant validUntil,
        String trust,
        List<Difference> differences) {

    public DataFact {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        differences = List.copyOf(differences);
    }

    /**
     * Where a department knows otherwise than was claimed.
     *
     * @param found null where it has nothing in this field
     */
    public record Difference(
            String field, String claimed, @Nullable String found) {

        /** Nothing of it: logs carry no personal data. */
        @Override
        public String toString() {
            return "Difference[" + field + "]";
        }
    }

    /** Nothing of it: logs carry no personal data. */
    @Override
    public String toString() {
        return "DataFact[" + id + "]";
    }
}
