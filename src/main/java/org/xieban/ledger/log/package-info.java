/**
 * The public log as a structure: hashes, tree, proofs, tiles, signed checkpoints; knows no database and no entry of the
 * record. RFC 9162 §2.1 and C2SP tlog-tiles, tlog-checkpoint and signed-note.
 */
@NamedInterface("log")
@NullMarked
package org.xieban.ledger.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
