package org.xieban.ledger.checkpoints;

import java.util.List;

/**
 * An act that is shown to everybody, and what proves that it stands in the public log ({@code docs/adr/0001-leaf-format.md},
 * RFC 9162 §2.1.3).
 *
 * @param entry its canonical JSON
 * @param salt base64; with the entry it gives the leaf
 * @param leaf base64
 * @param index its place
 * @param proof base64 of the hashes from the leaf to the root
 * @param checkpoint the signed note whose root that is
 */
public record ActProof(String entry, String salt, String leaf, long index, List<String> proof, String checkpoint) {}
