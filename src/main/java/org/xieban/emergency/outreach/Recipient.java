package org.xieban.emergency.outreach;

/**
 * Who is told.
 *
 * @param name as the page calls him
 * @param address code of a registered receiver, or where mail goes
 */
public record Recipient(Channel channel, String name, String address) {

    /** How. */
    public enum Channel {
        /** A system that registered where it listens. */
        WEBHOOK,
        /** A person or office, by mail. */
        MAIL;

        public String textKey() {
            return "emergency.outreach.channel." + name();
        }
    }

    /** A system, by the code under which it is registered. */
    public static Recipient receiver(String code) {
        return new Recipient(Channel.WEBHOOK, code, code);
    }

    public static Recipient mail(String name, String address) {
        return new Recipient(Channel.MAIL, name, address);
    }

    /** Without the address: logs carry no personal data. */
    @Override
    public String toString() {
        return "Recipient[" + channel + "]";
    }
}
