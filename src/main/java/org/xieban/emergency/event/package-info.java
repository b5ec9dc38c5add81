/**
 * Events (突发事件): what happened where, how grave it is, and how the response to it stands. The ground of all that is
 * done about one: its plan, its directives, its reports and its command page know an event by its case number and read it
 * from {@link org.xieban.emergency.event.Events}; none of them is known here.
 *
 * <p>Three gradings are independent of each other (突发事件应对法 3, 63, 71): the {@linkplain
 * org.xieban.emergency.event.Event#grade() grade} of an event is the harm done; the colour of a warning the likelihood
 * beforehand; the {@linkplain org.xieban.emergency.event.Event#level() level} of a response the means that are called up.
 */
@NullMarked
package org.xieban.emergency.event;

import org.jspecify.annotations.NullMarked;
