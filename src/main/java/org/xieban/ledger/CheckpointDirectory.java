package org.xieban.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.signing.SignedNote;

/**
 * A directory of checkpoints, one file each under the size that it says, never overwritten: on a medium that the owner
 * of the database cannot change, it tells a log that was replaced. What lies there is believed more than the database.
 */
final class CheckpointDirectory implements CheckpointReceiver {

    private static final long TO_A_FOLDER = 100_000;

    private final Path directory;
    private final LogStore store;

    CheckpointDirectory(Path directory, LogStore store) {
        this.directory = directory.toAbsolutePath().normalize();
        this.store = store;
    }

    /**
     * A file of the directory.
     *
     * @param note null where it holds none
     * @param checkpoint what the note says, null where it says none
     */
    record Kept(
            Path file, @Nullable SignedNote note, @Nullable Checkpoint checkpoint) {}

    @Override
    public String name() {
        return directory.toString();
    }

    /** All that lies there, the smallest size first. */
    List<Kept> all() {
        return Files.isDirectory(directory)
                ? files().map(CheckpointDirectory::read).toList()
                : List.of();
    }

    private Stream<Path> files() {
        try (Stream<Path> all = Files.walk(directory, 2)) {
            return all
                    .filter(file -> Files.isRegularFile(file)
                            && file.getFileName().toString().matches("[0-9]{18}"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kept read(Path file) {
        try {
            SignedNote note = SignedNote.parse(Files.readString(file));
            return new Kept(file, note, Checkpoint.parse(note.text()));
        } catch (IOException | IllegalArgumentException unreadable) {
            return new Kept(file, null, null);
        }
    }

    /** Refuses what is not a continuation of the largest that it has, as a witness would. */
    @Override
    public List<SignedNote.Signature> deliver(Published latest, long before) throws NotDelivered {
        try {
            Optional<Checkpoint> largest = Files.isDirectory(directory)
                    ? files().reduce((earlier, later) -> later)
                            .map(CheckpointDirectory::read)
                            .map(Kept::checkpoint)
                    : Optional.empty();
            if (largest.isPresent()) {
                requireContinued(largest.get(), latest.checkpoint());
            }
            keep(latest);
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new NotDelivered(Reason.UNWRITABLE);
        }
    }

    private void requireContinued(Checkpoint kept, Checkpoint latest) throws NotDelivered {
        if (!kept.origin().equals(latest.origin())) {
            throw new NotDelivered(Reason.UNKNOWN_LOG);
        }
        if (kept.size() > latest.size()) {
            throw new NotDelivered(Reason.LARGER);
        }
        if (!Arrays.equals(root(kept.size()), kept.root())) {
            throw new NotDelivered(Reason.CONTRADICTS);
        }
    }

    private byte[] root(long size) {
        Identity log = store.identity().orElseThrow();
        try {
            return new MerkleTree(log.hash(), new TiledHashes(log.hash(), store)).root(size);
        } catch (IllegalStateException aPartIsGone) {
            return new byte[0];
        }
    }

    private void keep(Published latest) throws IOException {
        String size = "%018d".formatted(latest.checkpoint().size());
        Path file = directory
                .resolve("%013d".formatted(latest.checkpoint().size() / TO_A_FOLDER))
                .resolve(size);
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        // whole or not at all: somebody may be reading
        Path written = Files.createTempFile(file.getParent(), size, ".new");
        Files.writeString(written, latest.note().toString(), StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
