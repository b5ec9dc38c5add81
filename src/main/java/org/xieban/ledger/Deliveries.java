package org.xieban.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xieban.ledger.CheckpointReceiver.NotDelivered;
import org.xieban.ledger.DeliveryStore.Standing;
import org.xieban.ledger.LogStore.Published;
import org.xieban.signing.SignedNote;
import org.xieban.signing.WitnessKey;

/**
 * Hands the latest checkpoint to all who keep checkpoints outside the database, until they have it. Those in between
 * need not be handed over: each stands for all before it. No transaction is open meanwhile.
 */
@Component
class Deliveries {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final LogStore store;
    private final DeliveryStore standings;
    private final List<CheckpointReceiver> receivers;
    private final Clock clock;

    /** What each receiver took from this node; what the database says of that is only where to go on. */
    private final Map<String, String> taken = new ConcurrentHashMap<>();

    Deliveries(LogStore store, DeliveryStore standings, CheckpointReceivers receivers, Clock clock) {
        this.store = store;
        this.standings = standings;
        this.receivers = receivers.all();
        this.clock = clock;
    }

    /**
     * A receiver as the audit administrator sees it.
     *
     * @param key by which it signs, null where it does not
     */
    record Line(Standing standing, @Nullable String key) {}

    void deliver() {
        Optional<Published> latest = store.latest();
        if (latest.isPresent()) {
            receivers.forEach(receiver -> deliver(receiver, latest.get()));
        }
    }

    private void deliver(CheckpointReceiver receiver, Published latest) {
        long size = latest.checkpoint().size();
        Standing standing = standings.of(receiver.name());
        Instant now = clock.instant();
        boolean hasIt = latest.note().toString().equals(taken.get(receiver.name()));
        boolean rests = standing.nextAt() != null && now.isBefore(standing.nextAt());
        if (hasIt || rests) {
            return;
        }
        try {
            List<SignedNote.Signature> signatures = receiver.deliver(latest, standing.size());
            WitnessKey key = key(receiver);
            if (key != null) {
                signatures.forEach(signature ->
                        standings.keepCosignature(size, key.toString(), signature.line(), clock.instant()));
            }
            standings.delivered(receiver.name(), size, clock.instant());
            taken.put(receiver.name(), latest.note().toString());
        } catch (NotDelivered failure) {
            if (standing.failure() != failure.reason()) {
                log.warn("the checkpoint at {} was not taken by {}: {}", size, receiver.name(), failure.reason());
            }
            standings.failed(receiver.name(), failure.reason(), now, now.plus(rest(standing.failures())));
        }
    }

    private static Duration rest(int failures) {
        Duration rest = Duration.ofSeconds(1L << Math.min(failures, 20));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private static @Nullable WitnessKey key(CheckpointReceiver receiver) {
        return receiver instanceof Witness witness ? witness.key() : null;
    }

    /** How all receivers stand. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (CheckpointReceiver receiver : receivers) {
            WitnessKey key = key(receiver);
            lines.add(new Line(standings.of(receiver.name()), key == null ? null : key.toString()));
        }
        return lines;
    }

    /** The latest checkpoint with all that is signed below it; empty as long as nothing stands in the log. */
    Optional<String> published() {
        return store.latest()
                .map(latest -> latest.note()
                        + String.join(
                                "", standings.cosignatures(latest.checkpoint().size())));
    }
}
