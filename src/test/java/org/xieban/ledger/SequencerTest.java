package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignerKey;

/** Each committed entry gets one place, once, and a signed checkpoint over it. */
class SequencerTest extends OnTheLog {

    @Autowired
    KeyFile keyFile;

    private List<Long> places() {
        return jdbc.sql("select s.number from trace_sequence s join trace_entry e on e.id = s.entry_id"
                        + " where e.case_no = ? order by e.id")
                .param(caseNo)
                .query(Long.class)
                .list();
    }

    @Test
    void entriesOfOneCaseStandInTheOrderInWhichTheyWereDone() {
        sequencer.sequence();
        record(700);
        assertThat(sequencer.sequence()).isEqualTo(700);
        List<Long> places = places();
        assertThat(places).doesNotContainNull().isSorted().doesNotHaveDuplicates();
        assertThat(places.get(699) - places.get(0)).isEqualTo(699);
        assertThat(store.latest().orElseThrow().checkpoint().size()).isEqualTo(places.get(699) + 1);
    }

    @Test
    void whereNothingIsNewNothingIsSigned() {
        record(1);
        sequencer.sequence();
        int checkpoints = store.checkpoints().size();
        assertThat(sequencer.sequence()).isZero();
        assertThat(store.checkpoints()).hasSize(checkpoints);
    }

    @Test
    void sequencersAtOnceGiveEachEntryOnePlace() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                boolean writes = i % 2 == 0;
                work.add(() -> {
                    long placed = 0;
                    for (int round = 0; round < 15; round++) {
                        if (writes) {
                            record(7);
                        }
                        placed += sequencer.sequence();
                    }
                    return placed;
                });
            }
            for (Future<Long> done : people.invokeAll(work)) {
                done.get();
            }
        } finally {
            people.shutdown();
        }
        sequencer.sequence();
        assertThat(places()).hasSize(3 * 15 * 7).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(verification.verify(read -> {}).findings()).isEmpty();
    }

    @Test
    void aLostOrSwappedKeyStopsTheLogUntilItIsBack() throws Exception {
        record(1);
        sequencer.sequence();
        String origin = store.identity().orElseThrow().origin();
        Path file = keyFile.path(origin);
        Path aside = file.resolveSibling("aside");
        Files.move(file, aside);
        try {
            record(1);
            assertThatThrownBy(sequencer::sequence)
                    .isInstanceOf(LogStoppedException.class)
                    .hasMessageContaining(file.toString());
            assertThat(file).as("no other key is made in its place").doesNotExist();
            Files.writeString(
                    file,
                    SignerKey.generate(origin, SignatureScheme.ED25519, new SecureRandom())
                            .secret());
            assertThatThrownBy(sequencer::sequence)
                    .isInstanceOf(LogStoppedException.class)
                    .hasMessageNotContaining("PRIVATE");
        } finally {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(sequencer.sequence()).isPositive();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aTreeThatContradictsItsCheckpointIsNotBuiltOn() {
        record(1);
        sequencer.sequence();
        record(1);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    Tampering.free(jdbc);
                    jdbc.sql("update log_tile set hashes = set_byte(hashes, length(hashes) - 1,"
                                    + " 255 - get_byte(hashes, length(hashes) - 1))"
                                    + " where level = 0 and index = (select max(index) from log_tile where level = 0)")
                            .update();
                    try {
                        sequencer.sequence();
                    } finally {
                        status.setRollbackOnly();
                    }
                }))
                .isInstanceOf(LogStoppedException.class);
        assertThat(verification.verify(read -> {}).findings()).isEmpty();
    }
}
