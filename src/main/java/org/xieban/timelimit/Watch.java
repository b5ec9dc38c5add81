package org.xieban.timelimit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;

/**
 * What has been announced of a clock, and when there is more to say.
 *
 * @param lamp as everybody was told
 * @param rung number of the last rung that was told, 0 for none
 * @param round how often it has begun to climb; a clock that is green again begins anew
 * @param nextChangeAt null while nothing can happen by itself
 */
record Watch(Lamp lamp, int rung, int round, @Nullable Instant nextChangeAt) {}
