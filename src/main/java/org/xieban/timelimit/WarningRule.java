package org.xieban.timelimit;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a clock warns, and whom.
 *
 * @param yellow null where the ordinary rule holds
 * @param rungs of the ladder, those that are told
 */
record WarningRule(@Nullable YellowRule yellow, Set<Rung> rungs) {

    static final WarningRule ORDINARY = new WarningRule(null, Rung.ALL);

    WarningRule {
        EnumSet<Rung> ordered = EnumSet.noneOf(Rung.class);
        ordered.addAll(rungs);
        rungs = Collections.unmodifiableSet(ordered);
    }
}
