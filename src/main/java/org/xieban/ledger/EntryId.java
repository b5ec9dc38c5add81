package org.xieban.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keys of entries: UUID version 7 (RFC 9562) whose 12 bits after the version carry the microseconds, and whose 20 bits
 * after the variant carry a running number. So ordering by key is ordering by time, acts of one microsecond keep the
 * order they were done in, and no database sequence is asked.
 */
final class EntryId {

    private static final int RANDOM_BITS = 42;
    private static final long RUNNING_MASK = (1L << 20) - 1;

    private final SecureRandom random;
    private final AtomicInteger running = new AtomicInteger();

    EntryId(SecureRandom random) {
        this.random = random;
    }

    UUID next(Instant at) {
        long low = (running.getAndIncrement() & RUNNING_MASK) << RANDOM_BITS
                | random.nextLong() >>> (Long.SIZE - RANDOM_BITS);
        return new UUID(high(at), 0x8000_0000_0000_0000L | low);
    }

    /** The smallest key that an act of this instant can have. */
    static UUID first(Instant at) {
        return new UUID(high(at), 0x8000_0000_0000_0000L);
    }

    private static long high(Instant at) {
        long micros = at.get(ChronoField.MICRO_OF_SECOND) % 1_000;
        return at.toEpochMilli() << 16 | 0x7000L | micros << 2;
    }
}
