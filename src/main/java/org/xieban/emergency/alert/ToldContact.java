package org.xieban.emergency.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.outreach.SentMessages.Sent;

/**
 * A contact who is told of something, as a page shows it.
 *
 * @param sent how the message stands; null where there is none
 * @param phone of his office; null for none
 * @param byName name of who has telephoned; null where nobody has
 */
public record ToldContact(
        Alert alert,
        @Nullable Sent sent,
        @Nullable String phone,
        @Nullable String byName) {

    static ToldContact of(Alert alert, @Nullable Sent sent, @Nullable Contact contact, @Nullable String byName) {
        return new ToldContact(alert, sent, contact == null ? null : contact.phone(), byName);
    }

    public Alert.State state() {
        if (alert.drill()) {
            return Alert.State.DRILL;
        }
        if (sent != null && sent.acknowledgedAt() != null) {
            return Alert.State.ACKNOWLEDGED;
        }
        if (alert.reachedAt() != null) {
            return Alert.State.REACHED;
        }
        return sent == null ? Alert.State.TO_CALL : sent.failed() ? Alert.State.FAILED : Alert.State.TOLD;
    }

    /** When he said that he knows; null as long as he has not. */
    public @Nullable Instant knownAt() {
        return sent != null && sent.acknowledgedAt() != null ? sent.acknowledgedAt() : alert.reachedAt();
    }
}
