package org.xieban.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.LogStore.Unplaced;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.Tile;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;
import org.xieban.signing.VerifierKey;

/**
 * Gives committed entries their places in the log, builds the tree over them and signs it. A batch's places, tiles and
 * checkpoint are one transaction, so an end in between leaves nothing half done; any number of nodes may sequence, one
 * at a time.
 */
@Component
class Sequencer {

    private final LogStore store;
    private final KeyFile keyFile;
    private final LogSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Sequencer(LogStore store, KeyFile keyFile, LogSettings settings, Clock clock, TransactionTemplate transaction) {
        this.store = store;
        this.keyFile = keyFile;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Sequences what has been committed, in as many batches as it takes.
     *
     * @return how many entries took their place
     * @throws LogStoppedException where what is kept contradicts what was signed, or the key is not there: nothing is
     *     added to such a log before somebody has looked
     */
    long sequence() {
        long all = 0;
        int batch;
        do {
            Integer placed = transaction.execute(status -> batch());
            batch = placed == null ? 0 : placed;
            all += batch;
        } while (batch == settings.batch());
        return all;
    }

    private int batch() {
        Instant now = clock.instant();
        Identity log = store.lock().orElseGet(() -> create(now));
        List<Unplaced> entries = store.unplaced(settings.batch());
        if (entries.isEmpty()) {
            return 0;
        }
        List<Tile> tiles = new ArrayList<>();
        GrowingTree tree = treeAsSigned(log, tiles::add);
        long first = tree.size();
        List<SignerKey> signers = signers(log, first, now);

        entries.forEach(entry -> tree.append(log.hash().leaf(entry.leaf())));
        store.place(first, entries.stream().map(Unplaced::id).toList());
        tiles.addAll(tree.unfinished());
        store.keep(tiles);
        Checkpoint checkpoint = new Checkpoint(log.origin(), tree.size(), tree.root(), List.of());
        SignedNote note = SignedNote.of(checkpoint.text());
        for (SignerKey signer : signers) {
            note = note.signedBy(signer);
        }
        store.publish(new Published(checkpoint, note, now));
        return entries.size();
    }

    private Identity create(Instant now) {
        String origin = settings.origin();
        if (origin == null) {
            byte[] own = new byte[8];
            new SecureRandom().nextBytes(own);
            origin = "xieban.org/log/" + HexFormat.of().formatHex(own);
        }
        store.create(new Identity(origin, settings.hash()), now);
        // another node may have been first
        return store.lock().orElseThrow();
    }

    private GrowingTree treeAsSigned(Identity log, Consumer<Tile> full) {
        Checkpoint last = store.latest().map(Published::checkpoint).orElse(null);
        GrowingTree tree;
        try {
            tree = new GrowingTree(log.hash(), last == null ? 0 : last.size(), store, full);
        } catch (IllegalStateException e) {
            throw new LogStoppedException("the tiles do not reach to the last checkpoint: " + e.getMessage());
        }
        if (last != null && !Arrays.equals(tree.root(), last.root())) {
            throw new LogStoppedException("the tiles contradict the checkpoint at " + last.size());
        }
        return tree;
    }

    /** The present key, and after a change the one before it, once: so whoever trusts that one comes to trust this one. */
    private List<SignerKey> signers(Identity log, long size, Instant now) {
        List<LogKey> known = store.keys();
        if (known.isEmpty()) {
            SignerKey key = keyFile.readOrCreate(log.origin());
            store.add(new LogKey(key.verifier(), size), now);
            return List.of(key);
        }
        VerifierKey present = known.get(known.size() - 1).key();
        List<SignerKey> kept = keyFile.read(log.origin());
        if (kept.isEmpty()) {
            throw new LogStoppedException("the signing key is not in " + keyFile.path(log.origin()));
        }
        List<SignerKey> signers = new ArrayList<>();
        for (SignerKey key : kept) {
            if (key.verifier().equals(present)) {
                signers.add(0, key);
            } else if (known.stream().map(LogKey::key).anyMatch(key.verifier()::equals)) {
                signers.add(key);
            }
        }
        if (signers.isEmpty() || !signers.get(0).verifier().equals(present)) {
            throw new LogStoppedException(
                    "the key in " + keyFile.path(log.origin()) + " is not the one that signs this log");
        }
        boolean handedOver =
                store.latest().map(latest -> latest.note().isSignedBy(present)).orElse(false);
        if (kept.size() > 1 && handedOver) {
            keyFile.keepOnly(log.origin(), signers.get(0));
            return List.of(signers.get(0));
        }
        return signers;
    }

    /**
     * Has another key sign from now on. The old one signs the next checkpoint too, and is forgotten with the one after
     * it.
     *
     * @param record of the change, written in its transaction
     * @return the new key
     * @throws LogStoppedException where there is no log yet
     */
    VerifierKey changeKey(Consumer<KeyChange> record) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Identity log = store.lock().orElseThrow(() -> new LogStoppedException("there is no log yet"));
            List<LogKey> known = store.keys();
            long size = store.latest().map(latest -> latest.checkpoint().size()).orElse(0L);
            // first the file: a key that no table names does nothing
            VerifierKey key = keyFile.add(log.origin()).verifier();
            store.add(new LogKey(key, size), clock.instant());
            record.accept(new KeyChange(
                    known.isEmpty() ? null : known.get(known.size() - 1).key(), key, size));
            return key;
        }));
    }

    /** What a change of the key came to; before is null where nothing was signed yet. */
    record KeyChange(@Nullable VerifierKey before, VerifierKey after, long size) {}
}
