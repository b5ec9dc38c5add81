package org.xieban.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act was done; published within the transaction that did it. A listener that fails undoes the act.
 *
 * @param address the network address the request came from, null where there was no request
 */
public record Recorded(
        Act act, Actor actor, Instant at, @Nullable String address) {}
