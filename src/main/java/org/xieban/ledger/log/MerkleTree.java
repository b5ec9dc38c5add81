package org.xieban.ledger.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The tree over a log's leaves and what proves something of it (RFC 9162 §2.1). Sizes and indexes count leaves; an index
 * begins with 0.
 */
public final class MerkleTree {

    private final LogHash hash;
    private final TreeHashes hashes;

    /** A tree whose complete subtrees have these hashes. */
    public MerkleTree(LogHash hash, TreeHashes hashes) {
        this.hash = hash;
        this.hashes = hashes;
    }

    /** The root over the first {@code size} leaves. */
    public byte[] root(long size) {
        return size == 0 ? hash.empty() : range(0, size);
    }

    /**
     * What proves that a leaf stands at its index in the tree of that size (§2.1.3.1).
     *
     * @throws IllegalArgumentException where the tree has no such leaf
     */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                proof.add(range(middle, to));
                to = middle;
            } else {
                proof.add(range(from, middle));
                from = middle;
            }
        }
        return reversed(proof);
    }

    /**
     * What proves that the tree of one size is the beginning of that of another (§2.1.4.1).
     *
     * @throws IllegalArgumentException where the older is empty or larger than the newer
     */
    public List<byte[]> consistency(long older, long newer) {
        if (older <= 0 || older > newer) {
            throw new IllegalArgumentException("no proof from " + older + " to " + newer);
        }
        List<byte[]> proof = new ArrayList<>();
        long from = 0;
        long to = newer;
        boolean begins = true;
        while (to != older) {
            long middle = from + split(to - from);
            if (older <= middle) {
                proof.add(range(middle, to));
                to = middle;
            } else {
                proof.add(range(from, middle));
                from = middle;
                begins = false;
            }
        }
        if (!begins) {
            proof.add(range(from, to));
        }
        return reversed(proof);
    }

    /**
     * Whether a proof shows that the leaf of that hash stands at its index under that root (§2.1.3.2).
     *
     * @param leaf the hash of the leaf
     */
    public static boolean provesInclusion(
            LogHash hash, byte[] leaf, long index, long size, byte[] root, List<byte[]> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        long at = index;
        long last = size - 1;
        byte[] here = leaf;
        for (byte[] sibling : proof) {
            if (last == 0 || sibling.length != LogHash.LENGTH) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                here = hash.node(sibling, here);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                here = hash.node(here, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(here, root);
    }

    /** Whether a proof shows that the tree of the older size and root is the beginning of the newer (§2.1.4.2). */
    public static boolean provesConsistency(
            LogHash hash, long older, byte[] olderRoot, long newer, byte[] newerRoot, List<byte[]> proof) {
        if (older < 0 || older > newer) {
            return false;
        }
        if (older == newer) {
            return proof.isEmpty() && Arrays.equals(olderRoot, newerRoot);
        }
        if (older == 0) {
            return proof.isEmpty() && Arrays.equals(olderRoot, hash.empty());
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(older) == 1) {
            path.add(0, olderRoot);
        }
        if (path.isEmpty() || path.stream().anyMatch(each -> each.length != LogHash.LENGTH)) {
            return false;
        }
        long at = older - 1;
        long last = newer - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        byte[] before = path.get(0);
        byte[] after = path.get(0);
        for (byte[] sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                before = hash.node(sibling, before);
                after = hash.node(sibling, after);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                after = hash.node(after, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(before, olderRoot) && Arrays.equals(after, newerRoot);
    }

    /** The root over hashes that stand one after the other and belong to subtrees of one size, the last perhaps less. */
    static byte[] fold(LogHash hash, byte[] row) {
        return fold(hash, row, 0, row.length / LogHash.LENGTH);
    }

    private static byte[] fold(LogHash hash, byte[] row, int from, int to) {
        if (to - from == 1) {
            return Arrays.copyOfRange(row, from * LogHash.LENGTH, to * LogHash.LENGTH);
        }
        int middle = from + (int) split(to - from);
        return hash.node(fold(hash, row, from, middle), fold(hash, row, middle, to));
    }

    private byte[] range(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            return hashes.of(Long.numberOfTrailingZeros(count), from / count);
        }
        long middle = from + split(count);
        return hash.node(range(from, middle), range(middle, to));
    }

    /** The largest power of two below a count of two or more. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private static List<byte[]> reversed(List<byte[]> proof) {
        List<byte[]> reversed = new ArrayList<>(proof);
        Collections.reverse(reversed);
        return reversed;
    }
}
