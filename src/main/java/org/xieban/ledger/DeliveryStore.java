package org.xieban.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.ledger.CheckpointReceiver.Reason;
import org.xieban.trace.OfficialTime;

/** How far checkpoints were delivered, and what witnesses signed of them. */
@Repository
class DeliveryStore {

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a receiver stands.
     *
     * @param size of the last checkpoint that it took, 0 for none
     * @param failures since then
     * @param failedSince when the first of them was, null where there was none
     * @param failure why the last attempt failed
     * @param nextAt not to be tried again before
     */
    record Standing(
            String receiver,
            long size,
            @Nullable Instant deliveredAt,
            int failures,
            @Nullable Instant failedSince,
            @Nullable Reason failure,
            @Nullable Instant nextAt) {

        static Standing none(String receiver) {
            return new Standing(receiver, 0, null, 0, null, null, null);
        }

        /** Whether it says that this is not the log it knows. */
        public boolean refused() {
            return failure != null && failure.isRefusal();
        }
    }

    Standing of(String receiver) {
        return jdbc.sql("select * from log_delivery where receiver = ?")
                .param(receiver)
                .query((row, number) -> new Standing(
                        receiver,
                        row.getLong("size"),
                        instant(row.getObject("delivered_at", OffsetDateTime.class)),
                        row.getInt("failures"),
                        instant(row.getObject("failed_since", OffsetDateTime.class)),
                        row.getString("failure") == null ? null : Reason.valueOf(row.getString("failure")),
                        instant(row.getObject("next_at", OffsetDateTime.class))))
                .optional()
                .orElseGet(() -> Standing.none(receiver));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    void delivered(String receiver, long size, Instant at) {
        jdbc.sql("""
                        insert into log_delivery (receiver, size, delivered_at) values (:receiver, :size, :at)
                        on conflict (receiver) do update
                           set size = :size, delivered_at = :at, failures = 0, failed_since = null, failure = null,
                               next_at = null
                        """)
                .param("receiver", receiver)
                .param("size", size)
                .param("at", OfficialTime.of(at))
                .update();
    }

    void failed(String receiver, Reason why, Instant at, Instant nextAt) {
        jdbc.sql("""
                        insert into log_delivery as d (receiver, failures, failed_since, failure, next_at)
                        values (:receiver, 1, :at, :why, :next)
                        on conflict (receiver) do update
                           set failures = d.failures + 1, failed_since = coalesce(d.failed_since, :at),
                               failure = :why, next_at = :next
                        """)
                .param("receiver", receiver)
                .param("why", why.name())
                .param("at", OfficialTime.of(at))
                .param("next", OfficialTime.of(nextAt))
                .update();
    }

    void keepCosignature(long size, String witness, String line, Instant at) {
        jdbc.sql("""
                        insert into log_cosignature (size, witness, line, at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """).params(size, witness, line, OfficialTime.of(at)).update();
    }

    /** What witnesses signed of the checkpoint of that size, a line each. */
    List<String> cosignatures(long size) {
        return jdbc.sql("select line from log_cosignature where size = ? order by witness")
                .param(size)
                .query(String.class)
                .list();
    }

    /** The size of the largest checkpoint that a witness signed. */
    Optional<Long> cosigned(String witness) {
        return jdbc.sql("select size from log_cosignature where witness = ? order by size desc limit 1")
                .param(witness)
                .query(Long.class)
                .optional();
    }
}
