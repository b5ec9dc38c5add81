package org.xieban.emergency.support;

import org.jspecify.annotations.Nullable;

/**
 * How near and how free a department is.
 *
 * @param openOrders how many directives of whatever event it has that are neither completed nor withdrawn
 * @param onDuty login of who is on duty there; null where the roster names nobody
 * @param metres to the nearest of its resources that can be had; null where it has none
 * @param nearest what that is called
 */
public record DepartmentStanding(
        String department,
        long openOrders,
        @Nullable String onDuty,
        @Nullable Long metres,
        @Nullable String nearest) {}
