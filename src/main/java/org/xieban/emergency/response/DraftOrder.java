package org.xieban.emergency.response;

import org.jspecify.annotations.Nullable;

/**
 * An order as it is proposed, before it is given.
 *
 * @param department code
 * @param acknowledge within so many minutes
 * @param complete within so many minutes
 * @param planItem of the plan's checklist that it does; null for none
 */
record DraftOrder(
        String department,
        String text,
        int acknowledge,
        int complete,
        @Nullable String planItem) {}
