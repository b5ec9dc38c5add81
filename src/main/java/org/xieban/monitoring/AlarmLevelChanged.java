package org.xieban.monitoring;

import java.time.Instant;

/**
 * An alarm that goes on has become graver or milder; published in the transaction that judged the reading.
 *
 * @param before 1 red to 4 blue
 */
public record AlarmLevelChanged(long alarm, long group, String indicator, int before, int level, Instant at) {}
