/**
 * What is told to those outside (对外通知), by webhook or mail, and what they answered. Whoever tells calls
 * {@link org.xieban.emergency.outreach.Outreach#send} in his own transaction; after its commit each recipient is sent the
 * message under a key of its own that stays the same over all attempts, until it was taken and acknowledged. In a drill
 * it is kept what would have gone out, and nothing goes.
 */
@NullMarked
package org.xieban.emergency.outreach;

import org.jspecify.annotations.NullMarked;
