package org.xieban.emergency.outreach;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.emergency.outreach.Recipient.Channel;
import org.xieban.emergency.outreach.Sending.NotSent;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/**
 * Hands over what is due. No transaction is open while somebody outside is spoken to: a node that ends between the call
 * and the commit leaves the message due again, and it goes under the same key.
 */
class Deliveries {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    /** So long a node has to hand one over before another may try. */
    static final Duration SENDING = Duration.ofMinutes(1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 7;

    private final OutreachStore store;
    private final Map<Channel, Sending> ways;
    private final Duration giveUp;
    private final Trace trace;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** @param ways those there are: without a mail server there is none for mail */
    Deliveries(
            OutreachStore store,
            Map<Channel, Sending> ways,
            Duration giveUp,
            Trace trace,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.ways = Map.copyOf(ways);
        this.giveUp = giveUp;
        this.trace = trace;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Hands over all that is due. */
    void deliver() {
        Optional<Delivery> next = take();
        while (next.isPresent()) {
            deliver(next.get());
            next = take();
        }
    }

    private Optional<Delivery> take() {
        Instant now = OfficialTime.now(clock);
        return store.take(now, now.plus(SENDING));
    }

    private void deliver(Delivery delivery) {
        boolean acknowledged;
        try {
            Sending way = ways.get(delivery.channel());
            if (way == null) {
                throw new NotSent("NOT_SET_UP");
            }
            acknowledged = way.send(delivery);
        } catch (NotSent e) {
            failed(delivery, String.valueOf(e.getMessage()));
            return;
        }
        transaction.executeWithoutResult(status -> {
            store.sent(delivery.id(), acknowledged, OfficialTime.now(clock));
            trace.record(Acknowledgements.act("outreach.sent", delivery), Actor.SYSTEM);
            if (acknowledged) {
                trace.record(Acknowledgements.act("outreach.acknowledged", delivery), Actor.SYSTEM);
                events.publishEvent(new OutreachAcknowledged(delivery.purpose(), delivery.name()));
            }
        });
    }

    private void failed(Delivery delivery, String why) {
        Instant nextAt = nextAt(delivery);
        if (delivery.attempts() == 1 || nextAt == null) {
            log.warn("message {} was not taken: {}{}", delivery.id(), why, nextAt == null ? ", given up" : "");
        }
        transaction.executeWithoutResult(status -> {
            store.failed(delivery.id(), why, nextAt);
            if (nextAt == null) {
                trace.record(Acknowledgements.act("outreach.failed", delivery).with("why", why), Actor.SYSTEM);
            }
        });
    }

    private @Nullable Instant nextAt(Delivery delivery) {
        Instant now = OfficialTime.now(clock);
        if (now.isAfter(delivery.triedSince().plus(giveUp))) {
            return null;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(delivery.attempts() - 1, DOUBLINGS));
        return now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }
}
