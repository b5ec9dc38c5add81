/**
 * Readings: taken in by one transaction at a time on whatever node, so that each is kept once and judged once; partitioned
 * by time, rolled up by the hour, looked up again.
 */
@NullMarked
package org.xieban.monitoring.reading;

import org.jspecify.annotations.NullMarked;
