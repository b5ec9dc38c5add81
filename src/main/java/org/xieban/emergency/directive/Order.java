package org.xieban.emergency.directive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a department is to do.
 *
 * @param department its code
 * @param text what it is to do, nothing personal
 * @param acknowledgeWithin how long whoever is called has to acknowledge it before the next is, in whole minutes
 * @param completeWithin how long it has to be done, from now on, in whole minutes
 * @param planItem the item of the plan that it comes from, null where it comes from none
 */
public record Order(
        String department,
        String text,
        Duration acknowledgeWithin,
        Duration completeWithin,
        @Nullable String planItem) {}
