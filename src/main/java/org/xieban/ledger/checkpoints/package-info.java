/** What the public log says of an act, for whoever has to prove it to outsiders. */
@NamedInterface("checkpoints")
@NullMarked
package org.xieban.ledger.checkpoints;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
