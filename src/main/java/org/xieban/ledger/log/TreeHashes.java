package org.xieban.ledger.log;

/** Hashes of the complete subtrees of a log: kept in tiles by a database, or read from an export. */
@FunctionalInterface
public interface TreeHashes {

    /**
     * The hash over the leaves from {@code index · 2^level} on, {@code 2^level} of them.
     *
     * @throws IllegalStateException where a part of the tree is not there
     */
    byte[] of(int level, long index);
}
