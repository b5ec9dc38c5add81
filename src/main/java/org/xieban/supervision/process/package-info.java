/**
 * Where time goes in processes. Ends of steps, which the database notes, are counted into roll-ups ({@link
 * org.xieban.supervision.process.HeatRollUp}) by version, element, day and duration; a heat map is a sum over these.
 */
@NullMarked
package org.xieban.supervision.process;

import org.jspecify.annotations.NullMarked;
