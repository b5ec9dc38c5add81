package org.xieban.sources.connect;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered.
 *
 * @param found whether it knows whom it was asked about
 * @param values text, numbers and truth values by the names of our fields, not yet looked at
 * @param sha256 of the answer as it came, hexadecimal
 * @param attempts how often it was asked
 * @param asOf how old what it says is, null where it is of now
 */
public record Answer(
        boolean found,
        Map<String, @Nullable Object> values,
        String sha256,
        int attempts,
        @Nullable Instant asOf) {

    public Answer {
        values = new LinkedHashMap<>(values);
    }

    Answer after(int tries) {
        return new Answer(found, values, sha256, tries, asOf);
    }

    /** Nothing of it: logs carry no personal data. */
    @Override
    public String toString() {
        return "Answer[" + (found ? "found" : "unknown") + "]";
    }
}
