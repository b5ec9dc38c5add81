package org.xieban.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.Tile;
import org.xieban.signing.KeyFile;
import org.xieban.trace.Recorded;
import org.xieban.trace.Rows;

/**
 * Checks that the record is the one that was signed: each entry against its leaf, each leaf against the tree, the tree
 * against every checkpoint ever signed. It trusts no row; who changed rows and all that follows from them, lacks the
 * signing key.
 */
@Component
class Verification {

    /** So many findings are told; a table that was emptied would fill the memory. */
    static final int TOLD = 200;

    private static final int FETCHED_AT_ONCE = 2_000;

    /** What does not fit. */
    enum Fault {
        /** The entry or its salt is not what its leaf commits to. */
        ENTRY_CHANGED,
        /** The columns by which an entry is found say something else than the entry. */
        COLUMNS_CHANGED,
        /** Another entry stands in the place of this one. */
        ENTRY_MOVED,
        /** The place is there and the entry is not. */
        ENTRY_MISSING,
        /** The entry is there and nobody will give it a place. */
        ENTRY_BESIDE_THE_LOG,
        /** The leaf is not the one that the tree was built over. */
        LEAF_CHANGED,
        /** A place between others is gone. */
        PLACE_MISSING,
        /** A part of the tree is gone, or is not what follows from the leaves. */
        TREE_CHANGED,
        /** The log is shorter than it was when it was signed. */
        CUT,
        /** Entries have places behind the last checkpoint. */
        UNSIGNED,
        /** The tree has another root than the checkpoint of its size. */
        ROOT_CHANGED,
        /** A checkpoint is not signed by the key of the log. */
        SIGNATURE_WRONG,
        /** A checkpoint's columns say something else than its note. */
        CHECKPOINT_CHANGED,
        /** There are entries with places and no log. */
        LOG_MISSING,
        /** A checkpoint that is kept outside the database contradicts the log, or is of another log. */
        OUTSIDE_CONTRADICTS,
        /** A file among the checkpoints outside the database is none, or is not signed by a key of the log. */
        OUTSIDE_UNREADABLE,
        /** Whoever can rewrite the database could sign it, too, or nobody can: the key is not the one of the log. */
        KEY_NOT_THERE
    }

    /**
     * One thing that does not fit.
     *
     * @param number the place in the log that it concerns, or the size of a checkpoint
     * @param entry the entry, where it is known
     */
    record Finding(Fault fault, long number, @Nullable UUID entry) {}

    /**
     * What a verification found.
     *
     * @param entries with a place that were read
     * @param checkpoints that were compared
     * @param pending entries that have no place yet
     * @param findings in the order of the log, the first {@value #TOLD}
     */
    record Report(long entries, int checkpoints, long pending, List<Finding> findings) {

        public boolean sound() {
            return findings.isEmpty();
        }
    }

    private final LogStore store;
    private final KeyFile keyFile;
    private final CheckpointReceivers receivers;
    private final JdbcTemplate rows;
    private final TransactionTemplate snapshot;

    Verification(
            LogStore store,
            KeyFile keyFile,
            CheckpointReceivers receivers,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.keyFile = keyFile;
        this.receivers = receivers;
        this.rows = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        this.rows.setFetchSize(FETCHED_AT_ONCE);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /**
     * Reads the whole log, as it stands at this moment.
     *
     * @param progress is told every now and then how many entries have been read
     */
    Report verify(LongConsumer progress) {
        return Objects.requireNonNull(snapshot.execute(status -> new Run(progress).report()));
    }

    /** One reading of the log. */
    private final class Run {

        private final List<Finding> findings = new ArrayList<>();
        private final LongConsumer progress;
        private final SignedCheckpoints checkpoints;
        private final LogHash hash;
        private final GrowingTree tree;
        private int compared;
        private long entries;
        private @Nullable Tile leaves;

        Run(LongConsumer progress) {
            this.progress = progress;
            Optional<Identity> log = store.identity();
            this.hash = log.map(Identity::hash).orElse(LogHash.SHA_256);
            this.tree = new GrowingTree(hash, 0, store, this::full);
            this.checkpoints =
                    new SignedCheckpoints(store, receivers.directory(), (fault, size) -> found(fault, size, null));
            if (log.isEmpty() && !checkpoints.roots().isEmpty()) {
                found(Fault.LOG_MISSING, 0, null);
            }
        }

        Report report() {
            key();
            rows.query("""
                    select s.number, s.entry_id, e.entry, e.salt, e.leaf, e.at, %s
                      from trace_sequence s left join trace_entry e on e.id = s.entry_id
                     where s.number is not null
                     order by s.number
                    """.formatted(FoundBy.LIST), this::row);
            end();
            rows.query("""
                    select e.id from trace_entry e
                     where not exists (select 1 from trace_sequence s where s.entry_id = e.id) order by e.id
                    """, row -> {
                found(Fault.ENTRY_BESIDE_THE_LOG, tree.size(), row.getObject("id", UUID.class));
            });
            Long pending = rows.queryForObject("select count(*) from trace_sequence where number is null", Long.class);
            return new Report(entries, compared, pending == null ? 0 : pending, List.copyOf(findings));
        }

        private void found(Fault fault, long number, @Nullable UUID entry) {
            if (findings.size() < TOLD) {
                findings.add(new Finding(fault, number, entry));
            }
        }

        private void key() {
            List<LogKey> keys = store.keys();
            Optional<Identity> log = store.identity();
            if (log.isPresent() && !keys.isEmpty()) {
                LogKey present = keys.get(keys.size() - 1);
                if (keyFile.read(log.get().origin()).stream()
                        .noneMatch(kept -> kept.verifier().equals(present.key()))) {
                    found(Fault.KEY_NOT_THERE, present.sinceSize(), null);
                }
            }
        }

        private void row(ResultSet row) throws SQLException {
            long number = row.getLong("number");
            while (tree.size() < number) {
                found(Fault.PLACE_MISSING, tree.size(), null);
                append(signedLeaf(tree.size()));
            }
            UUID id = row.getObject("entry_id", UUID.class);
            byte[] signed = signedLeaf(number);
            byte[] leaf = row.getBytes("leaf");
            if (leaf == null) {
                found(Fault.ENTRY_MISSING, number, id);
            } else {
                check(row, number, id, leaf, signed);
            }
            append(signed == null && leaf != null ? hash.leaf(leaf) : signed);
            entries++;
            if (entries % FETCHED_AT_ONCE == 0) {
                progress.accept(entries);
            }
        }

        private void check(ResultSet row, long number, UUID id, byte[] leaf, byte @Nullable [] signed)
                throws SQLException {
            String entry = row.getString("entry");
            if (signed != null && !Arrays.equals(hash.leaf(leaf), signed)) {
                found(Fault.LEAF_CHANGED, number, id);
            }
            if (!Leaf.fits(leaf, row.getBytes("salt"), entry)) {
                found(Fault.ENTRY_CHANGED, number, id);
                return;
            }
            CanonicalEntry.Identified read;
            try {
                read = CanonicalEntry.identified(entry);
            } catch (IllegalArgumentException e) {
                found(Fault.ENTRY_CHANGED, number, id);
                return;
            }
            if (!read.id().equals(id)) {
                found(Fault.ENTRY_MOVED, number, id);
                return;
            }
            if (!isFoundBy(row, read.recorded())) {
                found(Fault.COLUMNS_CHANGED, number, id);
            }
        }

        private boolean isFoundBy(ResultSet row, Recorded told) throws SQLException {
            for (FoundBy column : FoundBy.values()) {
                if (!Objects.equals(column.of(told), row.getString(column.column()))) {
                    return false;
                }
            }
            return Rows.moment(row, "at").equals(told.at());
        }

        /** The hash of a leaf that the tree was built over; null where that part of the tree is gone. */
        private byte @Nullable [] signedLeaf(long number) {
            Tile tile = leaves;
            if (tile == null || tile.index() != number / Tile.WIDTH) {
                tile = store.find(0, number / Tile.WIDTH)
                        .orElseGet(() -> new Tile(0, number / Tile.WIDTH, new byte[0]));
                leaves = tile;
            }
            int at = (int) (number % Tile.WIDTH);
            if (at >= tile.width()) {
                found(Fault.TREE_CHANGED, number, null);
                return null;
            }
            return Arrays.copyOfRange(tile.hashes(), at * LogHash.LENGTH, (at + 1) * LogHash.LENGTH);
        }

        private void append(byte @Nullable [] leafHash) {
            tree.append(leafHash == null ? new byte[LogHash.LENGTH] : leafHash);
            List<SignedCheckpoints.Root> roots = checkpoints.roots();
            while (compared < roots.size() && roots.get(compared).size() <= tree.size()) {
                SignedCheckpoints.Root signed = roots.get(compared);
                if (signed.size() < tree.size() || !Arrays.equals(signed.root(), tree.root())) {
                    found(signed.fault(), signed.size(), null);
                }
                compared++;
            }
        }

        private void full(Tile tile) {
            if (tile.level() > 0
                    && !store.find(tile.level(), tile.index())
                            .map(kept -> Arrays.equals(kept.hashes(), tile.hashes()))
                            .orElse(false)) {
                found(Fault.TREE_CHANGED, tree.size(), null);
            }
        }

        private void end() {
            long signed = checkpoints.signed();
            checkpoints.roots().stream()
                    .skip(compared)
                    .filter(root -> root.fault() == Fault.OUTSIDE_CONTRADICTS)
                    .forEach(root -> found(root.fault(), root.size(), null));
            if (tree.size() < signed) {
                found(Fault.CUT, tree.size(), null);
            }
            if (tree.size() > signed) {
                found(Fault.UNSIGNED, signed, null);
            }
            if (tree.size() == signed) {
                tree.unfinished().stream()
                        .filter(tile -> !store.find(tile.level(), tile.index())
                                .map(kept -> Arrays.equals(kept.hashes(), tile.hashes()))
                                .orElse(false))
                        .forEach(tile -> found(Fault.TREE_CHANGED, tree.size(), null));
            }
        }
    }
}
