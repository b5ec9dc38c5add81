package org.xieban.calendar;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * When a term ends, and why then.
 *
 * @param dueAt in the official zone; the last second of the day for terms in days
 * @param expected whether some day after the start lies in a year without a notice, so that the notice may move it
 * @param days every day from the first to the last; for terms in days {@code counted} sums to the term, for terms in
 *     hours {@code time} does
 */
public record Due(OffsetDateTime dueAt, boolean expected, List<CountedDay> days) {}
