package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.Verification.Finding;
import org.xieban.ledger.Verification.Report;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.SignatureScheme;
import org.xieban.ledger.log.SignedNote;
import org.xieban.ledger.log.SignerKey;
import org.xieban.ledger.log.Tile;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Recorded;
import org.xieban.trace.Trace;

/** Whatever the owner of the database does to the record, without triggers, is found and named. */
@XiebanTest
class VerificationTest {

    @Autowired
    Sequencer sequencer;

    @Autowired
    LogStore store;

    @Autowired
    Verification verification;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    Clock clock;

    @Autowired
    ApplicationEventPublisher events;

    private final String caseNo =
            "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();
    private List<UUID> entries = List.of();
    private List<String> plain = List.of();
    private long first;

    @BeforeEach
    void aCaseStandsInTheLog() {
        sequencer.sequence();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 20; i++) {
                trace.record(Act.of("test.done", "test", "" + i).inCase(caseNo, null));
            }
        });
        sequencer.sequence();
        entries = jdbc.sql("select id from trace_entry where case_no = ? order by id")
                .param(caseNo)
                .query(UUID.class)
                .list();
        first = Objects.requireNonNull(store.places(entries).get(entries.get(0)).number());
    }

    /** What is found after something was done, which is then undone; by the product, and by a verifier of its own. */
    private Report after(Runnable tampering) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            tampering.run();
            plain = readPlainly();
            return verification.verify(read -> {});
        }));
    }

    private List<String> readPlainly() {
        return Objects.requireNonNull(template.execute((Connection connection) -> {
            try {
                return PlainVerifier.read(connection, null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private Report after(String sql, Object... parameters) {
        return after(() -> assertThat(jdbc.sql(sql).params(parameters).update()).isPositive());
    }

    private Finding at(Fault fault, int entry) {
        return new Finding(fault, first + entry, entries.get(entry));
    }

    @Test
    void whatNobodyTouchedFits() {
        Report report = verification.verify(read -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(first + 20);
        assertThat(report.checkpoints()).isPositive();
        assertThat(readPlainly()).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        assertThat(after(
                                "update trace_entry set entry = replace(entry, 'test.done', 'test.gone') where id = ?",
                                entries.get(7))
                        .findings())
                .containsExactly(at(Fault.ENTRY_CHANGED, 7));
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @Test
    void anEntryThatDiffersInSpacingOnlyIsNamed() {
        assertThat(after(
                                "update trace_entry set entry = replace(entry, '\",\"', '\", \"') where id = ?",
                                entries.get(7))
                        .findings())
                .containsExactly(at(Fault.ENTRY_CHANGED, 7));
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @Test
    void anEntryWithANewLeafOfItsOwnIsNamed() {
        String entry = jdbc.sql("select replace(entry, 'test.done', 'test.gone') from trace_entry where id = ?")
                .param(entries.get(7))
                .query(String.class)
                .single();
        byte[] salt = new byte[32];
        assertThat(after(
                                "update trace_entry set entry = ?, salt = ?, leaf = ?, act = 'test.gone' where id = ?",
                                entry,
                                salt,
                                Leaf.of(LogHash.SHA_256, salt, entry),
                                entries.get(7))
                        .findings())
                .containsExactly(at(Fault.LEAF_CHANGED, 7));
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @Test
    void columnsThatSaySomethingElseThanTheirEntryAreNamed() {
        assertThat(after("update trace_entry set case_no = 'T-OTHER' where id = ?", entries.get(3))
                        .findings())
                .containsExactly(at(Fault.COLUMNS_CHANGED, 3));
        assertThat(plain).containsExactly("entry " + (first + 3));
    }

    @Test
    void aDeletedEntryIsNamed() {
        assertThat(after("delete from trace_entry where id = ?", entries.get(5)).findings())
                .containsExactly(at(Fault.ENTRY_MISSING, 5));
        assertThat(plain).contains("missing " + (first + 5));
    }

    @Test
    void anEntryDeletedWithItsPlaceIsNamed() {
        assertThat(after(() -> {
                            jdbc.sql("delete from trace_entry where id = ?")
                                    .param(entries.get(5))
                                    .update();
                            jdbc.sql("delete from trace_sequence where entry_id = ?")
                                    .param(entries.get(5))
                                    .update();
                        })
                        .findings())
                .containsExactly(new Finding(Fault.PLACE_MISSING, first + 5, null));
        assertThat(plain).contains("missing " + (first + 5));
    }

    @Test
    void anEntryPutInBesideTheLogIsNamed() {
        UUID slippedIn = UUID.randomUUID();
        assertThat(after(
                                "insert into trace_entry select cast(? as uuid), at, act, actor_id, actor_name, department,"
                                        + " subject_kind, subject_id, case_no, step, address, entry, salt, leaf"
                                        + " from trace_entry where id = ?",
                                slippedIn,
                                entries.get(5))
                        .findings())
                .containsExactly(new Finding(Fault.ENTRY_BESIDE_THE_LOG, first + 20, slippedIn));
        assertThat(plain).containsExactly("beside " + slippedIn);
    }

    @Test
    void entriesThatChangedPlacesAreNamed() {
        assertThat(after(() -> {
                            place(entries.get(4), first + 1_000_000);
                            place(entries.get(5), first + 4);
                            place(entries.get(4), first + 5);
                        })
                        .findings())
                .containsExactly(
                        new Finding(Fault.LEAF_CHANGED, first + 4, entries.get(5)),
                        new Finding(Fault.LEAF_CHANGED, first + 5, entries.get(4)));
        assertThat(plain).contains("leaf " + (first + 4), "leaf " + (first + 5));
    }

    private void place(UUID entry, long number) {
        jdbc.sql("update trace_sequence set number = ? where entry_id = ?")
                .params(number, entry)
                .update();
    }

    @Test
    void entriesWhoseContentChangedPlacesAreNamed() {
        assertThat(after(
                                "update trace_entry a set entry = b.entry, salt = b.salt, leaf = b.leaf from trace_entry b"
                                        + " where a.id in (?, ?) and b.id in (?, ?) and a.id <> b.id",
                                entries.get(4),
                                entries.get(5),
                                entries.get(4),
                                entries.get(5))
                        .findings())
                .contains(at(Fault.LEAF_CHANGED, 4), at(Fault.ENTRY_MOVED, 4), at(Fault.LEAF_CHANGED, 5));
        assertThat(plain).contains("leaf " + (first + 4), "leaf " + (first + 5));
    }

    @Test
    void aLogThatWasCutIsNamedWithItsNewEnd() {
        assertThat(after(() -> {
                            jdbc.sql("delete from trace_sequence where number >= ?")
                                    .param(first + 10)
                                    .update();
                            jdbc.sql("delete from trace_entry where id in (:ids)")
                                    .param("ids", entries.subList(10, 20))
                                    .update();
                        })
                        .findings())
                .containsExactly(new Finding(Fault.CUT, first + 10, null));
        assertThat(plain).containsExactly("cut " + (first + 10));
    }

    @Test
    void aTreeThatWasChangedTogetherWithItsEntryContradictsTheCheckpoints() {
        String entry = jdbc.sql("select replace(entry, 'test.done', 'test.gone') from trace_entry where id = ?")
                .param(entries.get(7))
                .query(String.class)
                .single();
        byte[] salt = new byte[32];
        Report report = after(() -> {
            replace(7, entry, salt);
            rebuild();
        });
        assertThat(report.findings())
                .contains(new Finding(
                        Fault.ROOT_CHANGED,
                        store.latest().orElseThrow().checkpoint().size(),
                        null))
                .allMatch(finding -> finding.fault() == Fault.ROOT_CHANGED && finding.number() > first + 7);
        assertThat(plain).contains("root " + (first + 20));
    }

    @Test
    void aConsistentNewTreeWithoutTheKeyIsNotSigned() {
        String entry = jdbc.sql("select replace(entry, 'test.done', 'test.gone') from trace_entry where id = ?")
                .param(entries.get(7))
                .query(String.class)
                .single();
        Report report = after(() -> {
            replace(7, entry, new byte[32]);
            GrowingTree tree = rebuild();
            Identity log = store.identity().orElseThrow();
            Checkpoint forged = new Checkpoint(log.origin(), tree.size(), tree.root(), List.of());
            jdbc.sql("delete from log_checkpoint").update();
            store.publish(new Published(
                    forged,
                    SignedNote.of(forged.text())
                            .signedBy(SignerKey.generate(log.origin(), SignatureScheme.ED25519, new SecureRandom())),
                    clock.instant()));
        });
        assertThat(report.findings()).containsExactly(new Finding(Fault.SIGNATURE_WRONG, first + 20, null));
        assertThat(plain).containsExactly("signature " + (first + 20));
    }

    @Test
    void aKeyThatWasPutInItsPlaceDoesNotVerifyWhatTheOldOneSigned() {
        Identity log = store.identity().orElseThrow();
        Report report = after(() -> {
            jdbc.sql("delete from log_key").update();
            store.add(
                    new LogKey(
                            SignerKey.generate(log.origin(), SignatureScheme.ED25519, new SecureRandom())
                                    .verifier(),
                            0),
                    clock.instant());
        });
        assertThat(report.findings())
                .contains(
                        new Finding(Fault.SIGNATURE_WRONG, first + 20, null), new Finding(Fault.KEY_NOT_THERE, 0, null))
                .allMatch(
                        finding -> finding.fault() == Fault.SIGNATURE_WRONG || finding.fault() == Fault.KEY_NOT_THERE);
        assertThat(plain).contains("signature " + (first + 20)).allMatch(each -> each.startsWith("signature "));
    }

    @Test
    void aCheckpointWhoseColumnsWereChangedIsNamed() {
        assertThat(after("update log_checkpoint set root = sha256('x') where size = ?", first + 20)
                        .findings())
                .containsExactly(
                        new Finding(Fault.CHECKPOINT_CHANGED, first + 20, null),
                        new Finding(Fault.ROOT_CHANGED, first + 20, null));
        assertThat(plain).containsExactly("checkpoint " + (first + 20));
    }

    @Test
    void aPartOfTheTreeThatIsGoneIsNamed() {
        assertThat(after("delete from log_tile where level = 0 and index = ?", (first + 7) / Tile.WIDTH)
                        .findings())
                .extracting(Finding::fault)
                .contains(Fault.TREE_CHANGED);
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @Test
    void anEntryPutInBetweenOthersIsNamedWhereTheyWereMoved() {
        UUID slippedIn = UUID.randomUUID();
        Report report = after(() -> {
            jdbc.sql("update trace_sequence set number = number + 1000000 where number > ?")
                    .param(first + 5)
                    .update();
            jdbc.sql("update trace_sequence set number = number - 999999 where number >= 1000000")
                    .update();
            jdbc.sql("insert into trace_entry select cast(? as uuid), at, act, actor_id, actor_name, department,"
                            + " subject_kind, subject_id, case_no, step, address, entry, salt, leaf"
                            + " from trace_entry where id = ?")
                    .params(slippedIn, entries.get(5))
                    .update();
            jdbc.sql("insert into trace_sequence (entry_id, number) values (?, ?)")
                    .params(slippedIn, first + 6)
                    .update();
        });
        assertThat(report.findings())
                .contains(
                        new Finding(Fault.LEAF_CHANGED, first + 6, slippedIn),
                        new Finding(Fault.LEAF_CHANGED, first + 7, entries.get(6)));
        assertThat(plain).contains("leaf " + (first + 6), "leaf " + (first + 7));
    }

    @Test
    void entriesWithPlacesBehindTheLastCheckpointAreUnsigned() {
        Report report = after(() -> {
            trace.record(Act.of("test.done", "test", "late").inCase(caseNo, null));
            TransactionSynchronizationUtils.triggerBeforeCommit(false);
            UUID late = jdbc.sql("select id from trace_entry where case_no = ? order by id desc limit 1")
                    .param(caseNo)
                    .query(UUID.class)
                    .single();
            store.place(first + 20, List.of(late));
            rebuild();
        });
        assertThat(report.findings()).containsExactly(new Finding(Fault.UNSIGNED, first + 20, null));
        assertThat(plain).containsExactly("unsigned " + (first + 20));
    }

    @Test
    void checkpointsOfALogThatIsGoneAreNamed() {
        assertThat(after("delete from public_log").findings()).contains(new Finding(Fault.LOG_MISSING, 0, null));
        assertThat(plain).contains("signature " + (first + 20));
    }

    @Test
    void aClockThatWasSetBackHarmsNothing() {
        Instant before = clock.instant().minus(Duration.ofDays(400));
        transaction.executeWithoutResult(status -> events.publishEvent(new Recorded(
                Act.of("test.done", "test", "early").inCase(caseNo, null),
                Actor.SYSTEM,
                before.truncatedTo(ChronoUnit.MICROS),
                null)));
        sequencer.sequence();
        UUID early = jdbc.sql("select id from trace_entry where case_no = ? order by id limit 1")
                .param(caseNo)
                .query(UUID.class)
                .single();
        assertThat(entries).as("it claims to be the oldest").doesNotContain(early);
        assertThat(store.places(List.of(early)).get(early).number())
                .as("and stands behind what was signed before")
                .isGreaterThan(first + 19);
        assertThat(verification.verify(read -> {}).findings()).isEmpty();
        assertThat(readPlainly()).isEmpty();
    }

    private void replace(int which, String entry, byte[] salt) {
        jdbc.sql("update trace_entry set entry = ?, salt = ?, leaf = ?, act = 'test.gone' where id = ?")
                .params(entry, salt, Leaf.of(LogHash.SHA_256, salt, entry), entries.get(which))
                .update();
    }

    /** The tree as it follows from the leaves that stand there now. */
    private GrowingTree rebuild() {
        jdbc.sql("delete from log_tile").update();
        Identity log = store.identity().orElseThrow();
        GrowingTree tree = new GrowingTree(log.hash(), 0, store, tile -> store.keep(List.of(tile)));
        for (byte[] leaf : store.leaves(0, Integer.MAX_VALUE)) {
            tree.append(log.hash().leaf(leaf));
        }
        store.keep(tree.unfinished());
        return tree;
    }
}
