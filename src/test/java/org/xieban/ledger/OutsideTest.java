package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.Verification.Finding;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.SignedNote;
import org.xieban.ledger.log.SignerKey;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** What is kept outside the database tells a database that was replaced, and who keeps it is served until he has it. */
@XiebanTest
class OutsideTest {

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
    private Path folder;

    private final Later clock = new Later();
    private final String caseNo =
            "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();

    /** A clock that a test moves. */
    private static final class Later extends Clock {

        private Instant now = Instant.parse("2026-11-22T02:00:00Z");

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

    private long done(int acts) {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < acts; i++) {
                trace.record(Act.of("test.done", "test", "" + i).inCase(caseNo, null));
            }
        });
        sequencer.sequence();
        return store.latest().orElseThrow().checkpoint().size();
    }

    private CheckpointDirectory directory() {
        return new CheckpointDirectory(folder.resolve("checkpoints"), store);
    }

    private Deliveries to(CheckpointDirectory directory, Witness... witnesses) {
        return new Deliveries(store, standings, new CheckpointReceivers(directory, List.of(witnesses)), clock);
    }

    private Deliveries to(Witness... witnesses) {
        return new Deliveries(store, standings, new CheckpointReceivers(null, List.of(witnesses)), clock);
    }

    private Verification verification(KeyFile keys) {
        return new Verification(store, keys, new CheckpointReceivers(directory(), List.of()), template, transactions);
    }

    private PlainVerifier.Key key() {
        return PlainVerifier.Key.parse(store.keyLines().lines().findFirst().orElseThrow());
    }

    /** As of an installation whose sequencer runs by itself. */
    private LogSettings settings(Path keys) {
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

    private Health health(Deliveries deliveries) {
        return new LogHealth(store, deliveries, settings(settings.keys()), clock).health();
    }

    @Test
    void eachCheckpointThatIsHandedOverLiesThereAsItWasSigned() throws Exception {
        Deliveries deliveries = to(directory());
        long first = done(3);
        deliveries.deliver();
        long second = done(3);
        deliveries.deliver();
        deliveries.deliver();
        assertThat(directory().all())
                .extracting(kept -> Objects.requireNonNull(kept.checkpoint()).size())
                .containsExactly(first, second);
        assertThat(Files.readString(directory().all().get(1).file()))
                .isEqualTo(store.latest().orElseThrow().note().toString());
        assertThat(deliveries.lines().get(0).standing().size()).isEqualTo(second);
        assertThat(verification(keyFile).verify(read -> {}).findings()).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("nothing half written")
                    .hasSize(2);
        }
    }

    /** All tables agree with each other and with the key in its file, and nothing in them is as it was. */
    private List<Finding> afterItWasReplaced(boolean shorter) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            jdbc.sql("alter table log_cosignature disable trigger all").update();
            String origin = store.identity().orElseThrow().origin();
            KeyFile forged = new KeyFile(settings(folder.resolve("forged")));
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

    private List<String> plainly(@Nullable Path outside) {
        return Objects.requireNonNull(template.execute((Connection connection) -> {
            try {
                return PlainVerifier.read(connection, outside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    @Test
    void aDatabaseThatWasReplacedWithAnotherConsistentOneIsTold() {
        long size = done(1);
        to(directory()).deliver();
        assertThat(afterItWasReplaced(false))
                .contains(new Finding(Fault.OUTSIDE_CONTRADICTS, size, null))
                .allMatch(finding -> finding.fault().name().startsWith("OUTSIDE_"));
    }

    @Test
    void aDatabaseThatWasReplacedWithAShorterOneIsTold() {
        long size = done(1);
        to(directory()).deliver();
        assertThat(afterItWasReplaced(true)).contains(new Finding(Fault.OUTSIDE_CONTRADICTS, size, null));
    }

    @Test
    void aFileThatIsNoCheckpointIsTold() throws Exception {
        to(directory()).deliver();
        Path file = directory().all().get(0).file();
        long size = Long.parseLong(file.getFileName().toString());
        Files.writeString(file, "nothing");
        assertThat(verification(keyFile).verify(read -> {}).findings())
                .containsExactly(new Finding(Fault.OUTSIDE_UNREADABLE, size, null));
    }

    @Test
    void aWitnessSignsWhatContinuesWhatItSignedAndThatIsPublished() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Witness witness = new Witness(new LogSettings.Witness(other.address("/w1"), other.vkey()), store);
            Deliveries deliveries = to(witness);
            deliveries.deliver();
            assertThat(other.posted.get(0)).startsWith("old 0\n\n");
            long size = done(40);
            deliveries.deliver();
            assertThat(other.size).isEqualTo(size);
            assertThat(standings.cosigned(other.vkey())).hasValue(size);
            assertThat(deliveries.published().orElseThrow()).contains("\n\u2014 witness.example/w1 ");
            mvc.perform(get("/ledger/checkpoint"))
                    .andExpect(content().string(Matchers.containsString("witness.example/w1")));
            assertThat(health(deliveries).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aWitnessThatHasForgottenOrHasAlreadySignedIsServedFromWhereItStands() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Deliveries deliveries = to(new Witness(new LogSettings.Witness(other.address("/w1"), other.vkey()), store));
            deliveries.deliver();
            other.size = 0;
            long size = done(5);
            deliveries.deliver();
            assertThat(other.size).isEqualTo(size);
            assertThat(deliveries.lines().get(0).standing().size()).isEqualTo(size);
        }
    }

    @Test
    void aWitnessThatKnowsAnotherLogRefusesAndThatIsSeen() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Deliveries deliveries = to(new Witness(new LogSettings.Witness(other.address("/w1"), other.vkey()), store));
            deliveries.deliver();
            other.root = new byte[32];
            done(5);
            deliveries.deliver();
            assertRefused(deliveries, Reason.CONTRADICTS);
            other.size = 1_000_000;
            clock.passes(Duration.ofMinutes(10));
            deliveries.deliver();
            assertRefused(deliveries, Reason.LARGER);
            other.answers = 403;
            clock.passes(Duration.ofMinutes(10));
            deliveries.deliver();
            assertRefused(deliveries, Reason.UNTRUSTED);
            other.answers = 200;
            clock.passes(Duration.ofMinutes(10));
            deliveries.deliver();
            assertThat(deliveries.lines().get(0).standing().failure()).isEqualTo(Reason.NOT_SIGNED);
        }
    }

    private void assertRefused(Deliveries deliveries, Reason why) {
        Standing standing = deliveries.lines().get(0).standing();
        assertThat(standing.failure()).isEqualTo(why);
        assertThat(standing.refused()).isTrue();
        Health health = health(deliveries);
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry(standing.receiver(), why.name());
    }

    @Test
    void whoIsAwayIsServedAgainUntilHeHasIt() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Deliveries deliveries = to(new Witness(new LogSettings.Witness(other.address("/notes"), null), store));
            other.answers = 503;
            deliveries.deliver();
            deliveries.deliver();
            assertThat(other.posted).as("not at once").hasSize(1);
            assertThat(health(deliveries).getStatus()).as("that may happen").isEqualTo(Status.UP);
            for (int i = 0; i < 10; i++) {
                clock.passes(Duration.ofMinutes(5));
                deliveries.deliver();
            }
            assertThat(other.posted).hasSize(11);
            assertThat(health(deliveries).getStatus()).isEqualTo(Status.DOWN);
            other.answers = 0;
            long size = done(5);
            clock.passes(Duration.ofMinutes(5));
            deliveries.deliver();
            assertThat(other.posted.get(11))
                    .isEqualTo(store.latest().orElseThrow().note().toString());
            assertThat(deliveries.lines().get(0).standing().size()).isEqualTo(size);
            assertThat(health(deliveries).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void whoIsNotThereIsSaidToBeAway() {
        Deliveries deliveries =
                to(new Witness(new LogSettings.Witness(URI.create("http://localhost:1/notes"), null), store));
        deliveries.deliver();
        assertThat(deliveries.lines().get(0).standing().failure()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaid() throws Exception {
        Files.writeString(folder.resolve("checkpoints"), "a file");
        Deliveries deliveries = to(directory());
        deliveries.deliver();
        assertThat(deliveries.lines().get(0).standing().failure()).isEqualTo(Reason.UNWRITABLE);
    }

    @Test
    void aLogThatStandsStillIsIll() {
        List<Status> seen = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            jdbc.sql("update trace_sequence set number = null where entry_id in"
                            + " (select id from trace_entry where case_no = ?)")
                    .param(caseNo)
                    .update();
            clock.now = store.oldestUnplaced().orElseThrow();
            seen.add(health(to()).getStatus());
            clock.passes(settings.stalledAfter().plusSeconds(1));
            seen.add(health(to()).getStatus());
        });
        assertThat(seen).containsExactly(Status.UP, Status.DOWN);
    }

    @Test
    void theHealthOfTheProductSaysHowTheLogIs() throws Exception {
        mvc.perform(get("/actuator/health").with(httpBasic("sysadmin.yu", "xieban-demo")))
                .andExpect(jsonPath("$.components.publicLog.status").value("UP"));
    }
}
