package org.xieban.emergency.support;

import java.util.List;
import org.xieban.emergency.resource.Resource;
import org.xieban.emergency.resource.Resources;

/**
 * What the plan wants to be brought, and where it is.
 *
 * @param needed how many the plan wants; zero where it wants none
 * @param there how many the event has
 * @param nearest of which some can be had, the nearest first; none where the event has no coordinates
 */
public record NeededResource(Resource.Kind kind, int needed, int there, List<Resources.Near> nearest) {

    /** How many are still wanting. */
    public int wanting() {
        return Math.max(0, needed - there);
    }
}
