package org.xieban.calendar;

import java.time.Instant;

/**
 * A notice that an administrator brought in.
 *
 * @param by his login
 */
record ImportedNotice(Notice notice, Instant at, String by) {}
