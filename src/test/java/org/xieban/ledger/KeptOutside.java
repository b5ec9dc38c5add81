package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.ledger.CheckpointReceiver.Reason;
import org.xieban.ledger.DeliveryStore.Standing;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.Verification.Finding;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** A log and those who keep its checkpoints outside the database; time is the test's own. */
@XiebanTest
abstract class KeptOutside {

    @Autowired
    Sequencer sequencer;

    @Autowired
    LogStore store;

    @Autowired
    DeliveryStore standings;

    @Autowired
    KeyFile keyFile;

    @Autowired
    LogSettings settings;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcTemplate template;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @TempDir
    Path folder;

    final Later clock = new Later();

    final String caseNo = "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();

    /** A clock that a test moves. */
    static final class Later extends Clock {

        Instant now = Instant.parse("2026-11-22T02:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void somethingWasDone() {
        done(20);
    }

    long done(int acts) {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < acts; i++) {
                trace.record(Act.of("test.done", "test", "" + i).inCase(caseNo, null));
            }
        });
        sequencer.sequence();
        return store.latest().orElseThrow().checkpoint().size();
    }

    CheckpointDirectory directory() {
        return new CheckpointDirectory(folder.resolve("checkpoints"), store);
    }

    Deliveries to(CheckpointDirectory directory, Witness... witnesses) {
        return new Deliveries(store, standings, new CheckpointReceivers(directory, List.of(witnesses)), clock);
    }

    Deliveries to(Witness... witnesses) {
        return new Deliveries(store, standings, new CheckpointReceivers(null, List.of(witnesses)), clock);
    }

    Verification verification(KeyFile keys) {
        return new Verification(store, keys, new CheckpointReceivers(directory(), List.of()), template, transactions);
    }

    PlainVerifier.Key key() {
        return PlainVerifier.Key.parse(store.keyLines().lines().findFirst().orElseThrow());
    }

    /** As of an installation whose sequencer runs by itself. */
    LogSettings settings(Path keys) {
        return new LogSettings(
                Duration.ofSeconds(1),
                settings.batch(),
                keys,
                null,
                settings.hash(),
                settings.signature(),
                null,
                List.of(),
                settings.deliverEvery(),
                settings.stalledAfter());
    }

    Health health(Deliveries deliveries) {
        return new LogHealth(store, deliveries, settings(settings.keys()), clock).health();
    }

    /** All tables agree with each other and with the key in its file, and nothing in them is as it was. */
    List<Finding> afterItWasReplaced(boolean shorter) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            jdbc.sql("alter table log_cosignature disable trigger all").update();
            String origin = store.identity().orElseThrow().origin();
            KeyFile forged = new KeyFile(folder.resolve("forged"), settings.signature());
            SignerKey key = forged.add(origin);
            String entry = jdbc.sql("select entry from trace_entry where case_no = ? order by id limit 1")
                    .param(caseNo)
                    .query(String.class)
                    .single();
            byte[] salt = new byte[Leaf.SALT_LENGTH];
            String other = entry.replace("\"id\":\"0\",\"kind\"", "\"id\":\"9\",\"kind\"");
            jdbc.sql("update trace_entry set entry = ?, salt = ?, leaf = ?, subject_id = '9' where entry = ?")
                    .params(other, salt, Leaf.of(settings.hash(), salt, other), entry)
                    .update();
            if (shorter) {
                jdbc.sql("delete from trace_entry where id in (select entry_id from trace_sequence"
                                + " order by number desc limit 5)")
                        .update();
                jdbc.sql("delete from trace_sequence where entry_id not in (select id from trace_entry)")
                        .update();
            }
            jdbc.sql("delete from log_tile").update();
            jdbc.sql("delete from log_checkpoint").update();
            jdbc.sql("delete from log_key").update();
            store.add(new LogKey(key.verifier(), 0), clock.instant());
            GrowingTree tree = new GrowingTree(settings.hash(), 0, store, tile -> store.keep(List.of(tile)));
            store.leaves(0, Integer.MAX_VALUE)
                    .forEach(leaf -> tree.append(settings.hash().leaf(leaf)));
            store.keep(tree.unfinished());
            Checkpoint checkpoint = new Checkpoint(origin, tree.size(), tree.root(), List.of());
            store.publish(
                    new Published(checkpoint, SignedNote.of(checkpoint.text()).signedBy(key), clock.instant()));

            assertThat(new Verification(store, forged, new CheckpointReceivers(null, List.of()), template, transactions)
                            .verify(read -> {})
                            .findings())
                    .as("within the database all of it fits")
                    .isEmpty();
            assertThat(plainly(null)).isEmpty();
            assertThat(plainly(folder.resolve("checkpoints"))).isNotEmpty();
            to(directory()).deliver();
            assertThat(to(directory()).lines().get(0).standing().refused()).isTrue();
            assertThat(health(to(directory())).getStatus()).isEqualTo(Status.DOWN);
            return verification(forged).verify(read -> {}).findings();
        }));
    }

    List<String> plainly(@Nullable Path outside) {
        return Objects.requireNonNull(template.execute((Connection connection) -> {
            try {
                return PlainVerifier.read(connection, outside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    void assertRefused(Deliveries deliveries, Reason why) {
        Standing standing = deliveries.lines().get(0).standing();
        assertThat(standing.failure()).isEqualTo(why);
        assertThat(standing.refused()).isTrue();
        Health health = health(deliveries);
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry(standing.receiver(), why.name());
    }
}
