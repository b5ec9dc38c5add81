package org.xieban.monitoring.indicator;

import java.time.Instant;

/**
 * What an indicator was at a moment.
 *
 * @param id the sending system's: the same one of the same indicator is the same reading
 */
public record Reading(Indicator indicator, Instant at, String id, double value) {}
