package org.xieban.emergency.contact;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Masking;
import org.xieban.emergency.KeptEntry;
import org.xieban.emergency.outreach.Recipient;

/**
 * Whom to call.
 *
 * @param code by which plans and resources name him
 * @param department that keeps the entry, and whose he is unless a unit is named
 * @param unit outside of the departments; null for the department itself
 * @param post what he is there
 * @param phone of the office; null for none
 * @param mobile his own; null for none
 * @param mail null for none
 * @param receiver code of the system outside that stands for the unit; null for none
 * @param listed whether he is still to be called
 * @param version grows with each change
 */
public record Contact(
        String code,
        String department,
        @Nullable String unit,
        String name,
        String post,
        @Nullable String phone,
        @Nullable String mobile,
        @Nullable String mail,
        Channel channel,
        @Nullable String receiver,
        boolean listed,
        int version)
        implements KeptEntry {

    /** How one is told. */
    public enum Channel {
        /** Somebody has to telephone. */
        TELEPHONE,
        MAIL,
        /** By the system of the unit. */
        SYSTEM;

        public String textKey() {
            return "emergency.contact.channel." + name();
        }
    }

    /** To whom a message goes, by his name; empty where somebody has to telephone. */
    public Optional<Recipient> recipient() {
        return recipient(name);
    }

    /**
     * To whom a message goes; empty where somebody has to telephone.
     *
     * @param called what the record calls him
     */
    public Optional<Recipient> recipient(String called) {
        return switch (channel) {
            case TELEPHONE -> Optional.empty();
            case MAIL -> Optional.ofNullable(mail).map(address -> Recipient.mail(called, address));
            case SYSTEM -> Optional.ofNullable(receiver).map(Recipient::receiver);
        };
    }

    /** What he is called in lists. */
    public String called() {
        return Stream.of(unit, name, post).filter(Objects::nonNull).collect(Collectors.joining(" · "));
    }

    /** The same with his own number covered: an office's is no secret. */
    public Contact covered() {
        return new Contact(
                code,
                department,
                unit,
                name,
                post,
                phone,
                mobile == null ? null : Masking.phone(mobile),
                mail,
                channel,
                receiver,
                listed,
                version);
    }

    /** Without name, numbers and addresses: logs carry no personal data. */
    @Override
    public String toString() {
        return "Contact[" + code + "]";
    }
}
