package org.xieban.ledger.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xieban.signing.SignedNote;
import org.xieban.signing.VerifierKey;

/**
 * A copy of a log in a directory, laid out as it is served: {@code checkpoint}, {@code tile/…}, and earlier checkpoints
 * under {@code checkpoints/}. Checked with nothing but a key.
 */
public final class LogCopy {

    private final Path directory;

    /** The copy in this directory. */
    public LogCopy(Path directory) {
        this.directory = directory;
    }

    /**
     * What a check of a copy found.
     *
     * @param size entries of the log
     * @param checkpoints that were compared
     * @param faults what does not fit, one sentence key and its arguments each
     */
    public record Outcome(long size, int checkpoints, List<Fault> faults) {}

    /**
     * Something that does not fit.
     *
     * @param kind what
     * @param where the number of an entry, or the size of a checkpoint
     */
    public record Fault(Kind kind, long where) {}

    /** What can be wrong with a copy. */
    public enum Kind {
        /** A checkpoint is not signed by the key. */
        SIGNATURE_WRONG,
        /** A bundle of entries is not there, or is not one. */
        ENTRIES_MISSING,
        /** Hashes of a tile are not those of its entries. */
        TREE_CHANGED,
        /** The entries make another root than the one that was signed. */
        ROOT_CHANGED,
        /** The copy ends before the checkpoint that it is held against. */
        CUT
    }

    /**
     * Builds the tree from the entries and compares it with every checkpoint and tile.
     *
     * @param hash how the log hashes
     * @param keys by one of which the latest checkpoint must be signed; an earlier one may bear that of a key which the
     *     copy names, since the later ones confirm it
     * @param known checkpoints from elsewhere, as of a receipt, that the log must not contradict
     * @throws IllegalArgumentException where there is no checkpoint to begin with
     */
    public Outcome check(LogHash hash, List<VerifierKey> keys, List<Checkpoint> known) {
        List<Fault> faults = new ArrayList<>();
        List<Checkpoint> checkpoints = signed(keys, faults);
        long size = checkpoints.get(checkpoints.size() - 1).size();
        known.stream().filter(each -> each.size() > size).forEach(each -> faults.add(new Fault(Kind.CUT, each.size())));
        checkpoints.addAll(known);
        checkpoints.sort(Comparator.comparingLong(Checkpoint::size));

        GrowingTree tree = new GrowingTree(hash, 0, (level, index) -> Optional.empty(), tile -> compare(tile, faults));
        int next = 0;
        for (long bundle = 0; bundle * Tile.WIDTH < size; bundle++) {
            List<byte[]> entries = entries(bundle, size);
            if (entries == null) {
                faults.add(new Fault(Kind.ENTRIES_MISSING, bundle * Tile.WIDTH));
                return new Outcome(size, next, faults);
            }
            for (byte[] entry : entries) {
                tree.append(hash.leaf(entry));
                while (next < checkpoints.size() && checkpoints.get(next).size() <= tree.size()) {
                    Checkpoint each = checkpoints.get(next);
                    if (each.size() == tree.size() && !Arrays.equals(each.root(), tree.root())) {
                        faults.add(new Fault(Kind.ROOT_CHANGED, tree.size()));
                    }
                    next++;
                }
            }
        }
        tree.unfinished().forEach(tile -> compare(tile, faults));
        return new Outcome(size, next, faults);
    }

    private List<Checkpoint> signed(List<VerifierKey> keys, List<Fault> faults) {
        List<VerifierKey> former = new ArrayList<>(keys);
        former.addAll(keys());
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path file : checkpointFiles()) {
            SignedNote note = SignedNote.parse(text(file));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if ((checkpoints.isEmpty() ? keys : former)
                    .stream()
                            .noneMatch(key ->
                                    note.isSignedBy(key) && checkpoint.origin().equals(key.name()))) {
                faults.add(new Fault(Kind.SIGNATURE_WRONG, checkpoint.size()));
            }
            checkpoints.add(checkpoint);
        }
        checkpoints.sort(Comparator.comparingLong(Checkpoint::size));
        return checkpoints;
    }

    /** The keys that the copy itself names, the present one first. */
    public List<VerifierKey> keys() {
        Path named = directory.resolve("vkey");
        return Files.exists(named) ? text(named).lines().map(VerifierKey::parse).toList() : List.of();
    }

    /** How the log hashes, as the copy says it. */
    public LogHash hash() {
        Path named = directory.resolve("hash");
        return Files.exists(named) ? LogHash.valueOf(text(named).strip()) : LogHash.SHA_256;
    }

    /** The entry at a place; empty where the copy does not have it. */
    public Optional<byte[]> entry(long number, long size) {
        if (number < 0 || number >= size) {
            return Optional.empty();
        }
        List<byte[]> bundle = entries(number / Tile.WIDTH, size);
        return bundle == null ? Optional.empty() : Optional.of(bundle.get((int) (number % Tile.WIDTH)));
    }

    private List<Path> checkpointFiles() {
        Path latest = directory.resolve("checkpoint");
        if (!Files.exists(latest)) {
            throw new IllegalArgumentException("no checkpoint in " + directory);
        }
        List<Path> files = new ArrayList<>(List.of(latest));
        Path earlier = directory.resolve("checkpoints");
        if (Files.isDirectory(earlier)) {
            try (Stream<Path> all = Files.list(earlier)) {
                all.forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** The entries of a log's bundle, in their order; null where they are not all there. */
    private @Nullable List<byte[]> entries(long bundle, long size) {
        int width = (int) Math.min(Tile.WIDTH, size - bundle * Tile.WIDTH);
        byte[] content = tile(new Tile.Place(Tile.Place.ENTRIES, bundle, width));
        if (content == null) {
            return null;
        }
        ByteBuffer rest = ByteBuffer.wrap(content);
        List<byte[]> entries = new ArrayList<>(width);
        while (rest.remaining() >= 2 && entries.size() < width) {
            int length = rest.getShort() & 0xffff;
            if (length > rest.remaining()) {
                return null;
            }
            byte[] entry = new byte[length];
            rest.get(entry);
            entries.add(entry);
        }
        return entries.size() == width ? entries : null;
    }

    private void compare(Tile tile, List<Fault> faults) {
        byte[] kept = tile(new Tile.Place(tile.level(), tile.index(), tile.width()));
        if (kept != null && !Arrays.equals(kept, tile.hashes())) {
            long leaves = 1;
            for (int level = 0; level < tile.level(); level++) {
                leaves *= Tile.WIDTH;
            }
            long hash = Math.max(0, Arrays.mismatch(kept, tile.hashes())) / LogHash.LENGTH;
            faults.add(new Fault(Kind.TREE_CHANGED, (tile.index() * Tile.WIDTH + hash) * leaves));
        }
    }

    private byte @Nullable [] tile(Tile.Place place) {
        Path file = directory.resolve("tile").resolve(place.path());
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
