/**
 * What helps those who command to decide (辅助决策): events that were like this one, what was ordered in them, how long it
 * took and what came of it; which departments and resources are near and free; what the plan demands and is not yet done;
 * and the times of a drill beside those of another. {@link org.xieban.emergency.support.DecisionSupport} and {@link
 * org.xieban.emergency.support.Comparisons} answer whoever shows it.
 */
@NullMarked
package org.xieban.emergency.support;

import org.jspecify.annotations.NullMarked;
