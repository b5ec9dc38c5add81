package org.xieban.emergency.outreach;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Masking;
import org.xieban.emergency.outreach.Recipient.Channel;

/**
 * A message on its way to one recipient.
 *
 * @param key under which he is sent it, the same over all attempts
 * @param triedSince when it was sent, or last tried again by hand
 * @param failure why the last attempt failed, null where none has
 */
record Delivery(
        long id,
        String key,
        Purpose purpose,
        String subject,
        String text,
        Instant createdAt,
        Instant triedSince,
        Channel channel,
        String name,
        String address,
        State state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable String failure,
        @Nullable Instant sentAt,
        @Nullable Instant acknowledgedAt) {

    /** How far it has come. */
    enum State {
        WAITING("warn"),
        SENT(""),
        ACKNOWLEDGED("good"),
        /** Given up; somebody has to look. */
        FAILED("bad"),
        /** Would have gone out, had it not been a drill. */
        DRILL("plain");

        private final String style;

        State(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.outreach.state." + name();
        }
    }

    /** As lists show it: an address of mail is a person's. */
    public String shownAddress() {
        int at = address.indexOf('@');
        return channel == Channel.MAIL && at > 0
                ? Masking.name(address.substring(0, at)) + address.substring(at)
                : address;
    }

    /** Without text and address: logs carry no personal data. */
    @Override
    public String toString() {
        return "Delivery[" + id + " " + state + "]";
    }
}
