package org.xieban.ledger;

/**
 * What proves an entry: whoever holds these can recompute its leaf ({@code docs/adr/0001-leaf-format.md}).
 *
 * @param entry the canonical JSON
 * @param salt base64
 * @param leaf base64
 * @param fits whether the leaf is the commitment to this entry and salt
 */
public record Evidence(TraceEntry trace, String entry, String salt, String leaf, boolean fits) {}
