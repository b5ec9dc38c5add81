/**
 * What inspections come to, over all plans and tasks: how many of whom are reached, what is found, how evenly inspectors
 * are sent, and how many visits are saved by going together.
 */
@NullMarked
package org.xieban.inspection.overview;

import org.jspecify.annotations.NullMarked;
