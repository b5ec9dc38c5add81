/**
 * Rules and their judgement. The decision table says which rules an indicator is under ({@link
 * org.xieban.monitoring.rule.AlarmRule}); a {@code Course} applies them to its readings one by one, knowing neither
 * database nor engine; the {@code Judge} keeps the courses in memory and makes them again from the tables whenever it has
 * missed something.
 */
@NullMarked
package org.xieban.monitoring.rule;

import org.jspecify.annotations.NullMarked;
