package org.xieban.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;

/**
 * One entry of the record (办理记录): who did what, when, from where.
 *
 * @param id orders entries by time
 * @param address the network address the act came from, null where there was none
 */
public record TraceEntry(
        UUID id, Instant at, Actor actor, Act act, @Nullable String address) {}
