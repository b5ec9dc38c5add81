package org.xieban.inspection.publication;

import java.time.Instant;

/**
 * A version of what is published of a visit.
 *
 * @param said what it says; of one that was withdrawn, what had been said
 * @param json the same, as it was hashed
 * @param sha256 of that, hexadecimal; it stands in the public log
 * @param withdrawn whether it says no more than that the visit's results are withdrawn
 * @param reason why it differs from the version before; empty of the first
 */
record Publication(
        PublishedVisit said, String json, String sha256, boolean withdrawn, String reason, String lead, Instant at) {

    /** Name under which its act stands in the public log. */
    String id() {
        return id(said.number(), said.version());
    }

    static String id(String number, int version) {
        return number + "/" + version;
    }
}
