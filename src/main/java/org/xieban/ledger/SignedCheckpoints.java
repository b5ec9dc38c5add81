package org.xieban.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.LogStore.SignedRow;
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.signing.SignedNote;

/** Every checkpoint that a verification holds the tree against: those of the database, and those kept outside it. */
final class SignedCheckpoints {

    private final List<Root> roots = new ArrayList<>();
    private final ObjLongConsumer<Fault> found;
    private final List<LogKey> keys;
    private long signed;

    /**
     * A root that the tree must have at a size.
     *
     * @param fault what it is where the tree has another
     */
    record Root(long size, byte[] root, Fault fault) {}

    /**
     * Reads them all.
     *
     * @param found is told what is wrong with them by themselves, and the size that it concerns
     */
    SignedCheckpoints(LogStore store, @Nullable CheckpointDirectory outside, ObjLongConsumer<Fault> found) {
        this.found = found;
        this.keys = store.keys();
        store.checkpoints().forEach(this::inside);
        if (outside != null) {
            String origin = store.identity().map(Identity::origin).orElse("");
            outside.all().forEach(kept -> outside(kept, origin));
        }
        roots.sort(Comparator.comparingLong(Root::size));
    }

    private void inside(SignedRow row) {
        signed = row.size();
        roots.add(new Root(row.size(), row.root(), Fault.ROOT_CHANGED));
        SignedNote note;
        Checkpoint checkpoint;
        try {
            note = SignedNote.parse(row.note());
            checkpoint = Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            found.accept(Fault.CHECKPOINT_CHANGED, row.size());
            return;
        }
        if (checkpoint.size() != row.size() || !Arrays.equals(checkpoint.root(), row.root())) {
            found.accept(Fault.CHECKPOINT_CHANGED, row.size());
        }
        if (!isSigned(note, checkpoint.origin(), row.size())) {
            found.accept(Fault.SIGNATURE_WRONG, row.size());
        }
    }

    private void outside(CheckpointDirectory.Kept kept, String origin) {
        Checkpoint checkpoint = kept.checkpoint();
        SignedNote note = kept.note();
        if (checkpoint == null || note == null) {
            found.accept(
                    Fault.OUTSIDE_UNREADABLE,
                    Long.parseLong(kept.file().getFileName().toString()));
        } else if (!checkpoint.origin().equals(origin)) {
            found.accept(Fault.OUTSIDE_CONTRADICTS, checkpoint.size());
        } else {
            roots.add(new Root(checkpoint.size(), checkpoint.root(), Fault.OUTSIDE_CONTRADICTS));
            if (!isSigned(note, origin, checkpoint.size())) {
                found.accept(Fault.OUTSIDE_UNREADABLE, checkpoint.size());
            }
        }
    }

    /** By the key that signed when the log had that size. */
    private boolean isSigned(SignedNote note, String origin, long size) {
        Optional<LogKey> key =
                keys.stream().filter(each -> each.sinceSize() < size).reduce((earlier, later) -> later);
        return key.map(LogKey::key)
                .filter(of -> of.name().equals(origin) && note.isSignedBy(of))
                .isPresent();
    }

    /** The roots by size. */
    List<Root> roots() {
        return roots;
    }

    /** The size of the largest checkpoint of the database, 0 where there is none. */
    long signed() {
        return signed;
    }
}
