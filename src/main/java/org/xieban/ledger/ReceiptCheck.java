package org.xieban.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.ledger.InclusionReceipt.Item;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.TiledHashes;

/**
 * Holds a receipt against the log as it stands now. Nothing that is kept is believed: what an entry says today is
 * committed to anew and followed up to the root that was signed when the receipt was made.
 */
@Service
class ReceiptCheck {

    private final LogStore store;

    ReceiptCheck(LogStore store) {
        this.store = store;
    }

    /** What can be wrong with a receipt, or with the log that it is held against. */
    enum Fault {
        /** Another log made it. */
        FOREIGN,
        /** It is not signed by a key of the log: it was changed, or is not by us. */
        SIGNATURE_WRONG,
        /** The log is shorter now than it was then. */
        CUT,
        /** The beginning of the log is not what it was then. */
        REWRITTEN,
        /** A proof in the receipt leads nowhere: it was changed. */
        UNPROVED,
        /** The entry says something else now than it said then. */
        CHANGED,
        /** The entry is not there any more. */
        MISSING
    }

    /** One thing that does not fit; where is the place in the log, or the size that the receipt says. */
    record Finding(Fault fault, long where) {}

    /**
     * What a check found.
     *
     * @param signed what the receipt says of the log
     * @param size of the log now
     * @param proved acts that stand where they stood and say what they said
     * @param pending acts that had no place yet when the receipt was made
     */
    record Outcome(Checkpoint signed, long size, int proved, int pending, List<Finding> findings) {

        public boolean sound() {
            return findings.isEmpty();
        }

        /** Whether it could be held against the log at all. */
        public boolean ours() {
            return findings.stream()
                    .noneMatch(each -> each.fault() == Fault.FOREIGN || each.fault() == Fault.SIGNATURE_WRONG);
        }

        public boolean logSound() {
            return findings.stream().noneMatch(each -> each.fault() == Fault.CUT || each.fault() == Fault.REWRITTEN);
        }
    }

    /**
     * Holds a receipt against the log.
     *
     * @throws IllegalArgumentException where it brings no checkpoint
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Outcome check(InclusionReceipt receipt) {
        InclusionReceipt.Signed brought = receipt.signed();
        Checkpoint signed = brought.checkpoint();
        Identity log = store.identity().orElse(null);
        long size =
                store.latest().map(Published::checkpoint).map(Checkpoint::size).orElse(0L);
        List<Finding> findings = new ArrayList<>();
        if (log == null || !log.origin().equals(signed.origin())) {
            findings.add(new Finding(Fault.FOREIGN, signed.size()));
        } else if (store.keys().stream().map(LogKey::key).noneMatch(brought.note()::isSignedBy)) {
            findings.add(new Finding(Fault.SIGNATURE_WRONG, signed.size()));
        } else {
            new Comparison(signed, size, log, findings).of(receipt.placed());
        }
        int wrong = (int) findings.stream()
                .filter(each -> each.fault() == Fault.CHANGED
                        || each.fault() == Fault.MISSING
                        || each.fault() == Fault.UNPROVED)
                .map(Finding::where)
                .distinct()
                .count();
        return new Outcome(signed, size, receipt.placed().size() - wrong, receipt.pending(), List.copyOf(findings));
    }

    private final class Comparison {

        private final Checkpoint signed;
        private final long size;
        private final Identity log;
        private final MerkleTree tree;
        private final List<Finding> findings;

        Comparison(Checkpoint signed, long size, Identity log, List<Finding> findings) {
            this.signed = signed;
            this.size = size;
            this.log = log;
            this.tree = new MerkleTree(log.hash(), new TiledHashes(log.hash(), store));
            this.findings = findings;
        }

        void of(List<Item> items) {
            if (size < signed.size()) {
                findings.add(new Finding(Fault.CUT, signed.size()));
            } else if (!isBeginning()) {
                findings.add(new Finding(Fault.REWRITTEN, signed.size()));
            }
            Map<Long, byte[]> kept = store.leavesAt(items.stream()
                    .map(Item::index)
                    .filter(Objects::nonNull)
                    .map(Long::valueOf)
                    .toList());
            for (Item item : items) {
                long index = item.index() == null ? -1 : item.index();
                byte[] leaf = kept.get(index);
                boolean brings = !item.leaf().isEmpty();
                if (brings && !item.proves(signed)) {
                    findings.add(new Finding(Fault.UNPROVED, index));
                } else if (leaf == null) {
                    findings.add(new Finding(Fault.MISSING, index));
                } else if (brings ? !Arrays.equals(leaf, item.leafBytes()) : !leadsToTheRoot(leaf, index)) {
                    findings.add(new Finding(Fault.CHANGED, index));
                }
            }
        }

        private boolean isBeginning() {
            try {
                return Arrays.equals(tree.root(signed.size()), signed.root());
            } catch (IllegalStateException aPartIsGone) {
                return false;
            }
        }

        private boolean leadsToTheRoot(byte[] leaf, long index) {
            try {
                return index < signed.size()
                        && MerkleTree.provesInclusion(
                                log.hash(),
                                log.hash().leaf(leaf),
                                index,
                                signed.size(),
                                signed.root(),
                                tree.inclusion(index, signed.size()));
            } catch (IllegalStateException aPartIsGone) {
                return false;
            }
        }
    }
}
