package org.xieban.emergency.outreach;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** Tells those outside, after the commit of what it is told of. */
@Component
public class Outreach {

    private final OutreachStore store;
    private final Trace trace;
    private final Clock clock;

    Outreach(OutreachStore store, Trace trace, Clock clock) {
        this.store = store;
        this.trace = trace;
        this.clock = clock;
    }

    /** Which of these codes have a system that is told by webhook. */
    @Transactional(readOnly = true)
    public Set<String> receiving(Collection<String> codes) {
        return store.receiving(codes);
    }

    /**
     * Sends a message, in the transaction of what it tells of. What was sent under a key is not sent again: a step that is
     * repeated repeats its key, and the first message stays.
     *
     * @param key the caller's own, at most 200 characters
     * @return whether it was new
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean send(Purpose purpose, List<Recipient> recipients, String subject, String text, String key) {
        return add(purpose, recipients, subject, text, key).isPresent();
    }

    /**
     * The same for whoever wants to know how it stands with each: the numbers by which {@link SentMessages#byNumber}
     * knows. Those who share an address share a message.
     *
     * @return none where it had been sent before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Recipient, Long> tell(
            Purpose purpose, List<Recipient> recipients, String subject, String text, String key) {
        return add(purpose, recipients, subject, text, key).orElse(Map.of());
    }

    private Optional<Map<Recipient, Long>> add(
            Purpose purpose, List<Recipient> recipients, String subject, String text, String key) {
        Instant now = OfficialTime.now(clock);
        Long message = store.add(purpose, subject, text, key, now).orElse(null);
        if (message == null) {
            return Optional.empty();
        }
        Map<Recipient, Long> numbers = new LinkedHashMap<>();
        Map<String, Long> byAddress = new HashMap<>();
        for (Recipient each : recipients) {
            numbers.put(
                    each,
                    byAddress.computeIfAbsent(
                            each.channel() + each.address(),
                            any -> store.add(message, each, UUID.randomUUID().toString(), purpose.drill(), now)));
        }
        Act act = Act.of(
                        purpose.drill() ? "outreach.rehearsed" : "outreach.queued", "outreach", String.valueOf(message))
                .with("recipients", (long) byAddress.size());
        trace.record(purpose.caseNo() == null ? act : act.inCase(purpose.caseNo(), null));
        return Optional.of(numbers);
    }
}
