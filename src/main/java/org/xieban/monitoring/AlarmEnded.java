package org.xieban.monitoring;

import java.time.Instant;

/** The rule of an alarm holds no more; published in the transaction that judged the reading. */
public record AlarmEnded(long alarm, long group, String indicator, Instant at) {}
