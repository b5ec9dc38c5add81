package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xieban.ledger.CheckpointReceiver.Reason;
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.Verification.Finding;

/** What lies in a directory beside the database tells a database that was replaced. */
class CheckpointDirectoryTest extends KeptOutside {

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
    void aDirectoryThatCannotBeWrittenIsSaid() throws Exception {
        Files.writeString(folder.resolve("checkpoints"), "a file");
        Deliveries deliveries = to(directory());
        deliveries.deliver();
        assertThat(deliveries.lines().get(0).standing().failure()).isEqualTo(Reason.UNWRITABLE);
    }
}
