package org.xieban.emergency.outreach;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignatureScheme;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** What recipients say by the link that they were sent: that they know. The link is signed, and says nothing of itself. */
@Component
class Acknowledgements {

    static final String PATH = "/public/outreach";

    private final OutreachStore store;
    private final OutreachSettings settings;
    private final Trace trace;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Read when first a link is made or followed: where nobody outside is told anything, none is made. */
    private final Supplier<String> key;

    Acknowledgements(
            OutreachStore store,
            OutreachSettings settings,
            Trace trace,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.settings = settings;
        this.trace = trace;
        this.events = events;
        this.clock = clock;
        this.key = SingletonSupplier.of(() -> new KeyFile(settings.keys(), SignatureScheme.ED25519)
                .readOrCreate("outreach")
                .secret());
    }

    /** Where a recipient acknowledges; empty where nobody outside knows the address of the product. */
    Optional<String> link(Delivery delivery) {
        return settings.address().isEmpty() ? Optional.empty() : Optional.of(settings.address() + path(delivery.id()));
    }

    String path(long id) {
        return PATH + "/" + id + "/" + signature(id);
    }

    private String signature(long id) {
        return hmac(key.get(), "outreach " + id);
    }

    /** RFC 2104 with SHA-256, in hexadecimal. */
    static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /**
     * What a link leads to.
     *
     * @throws Refusal {@code outreach.unknown} (404) where it was not signed here
     */
    @Transactional(readOnly = true)
    public Delivery require(long id, String signature) {
        boolean ours = MessageDigest.isEqual(
                signature(id).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        return Optional.of(id)
                .filter(signed -> ours)
                .flatMap(store::find)
                .orElseThrow(() -> Refusal.notFound("outreach.unknown"));
    }

    /** Acknowledges, once: who does so again changes nothing. */
    @Transactional
    public void acknowledge(long id, String signature) {
        Delivery delivery = require(id, signature);
        if (store.acknowledged(id, OfficialTime.now(clock))) {
            trace.record(act("outreach.acknowledged", delivery), Actor.SYSTEM);
            events.publishEvent(new OutreachAcknowledged(delivery.purpose(), delivery.name()));
        }
    }

    static Act act(String name, Delivery delivery) {
        Act act = Act.of(name, "outreach", String.valueOf(delivery.id())).with("recipient", delivery.name());
        String caseNo = delivery.purpose().caseNo();
        return caseNo == null ? act : act.inCase(caseNo, null);
    }
}
