package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.Verification.Finding;
import org.xieban.ledger.Verification.Report;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.Tile;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;
import org.xieban.trace.Act;

/** Whatever the owner of the database does to tree, checkpoints and keys, without triggers, is found and named. */
class LogTamperingTest extends TamperedLog {

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
}
