package org.xieban.inspection.visit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visit came to.
 *
 * @param caseNo number of its case
 * @param creditCode of the object
 * @param lead code of the department that rolls it up
 * @param concludedAt null as long as it is not rolled up
 * @param summary in the words of the lead; empty as long as it is not rolled up
 * @param results of the items that are found so far, by code
 */
public record VisitOutcome(
        long visit,
        String caseNo,
        String creditCode,
        String lead,
        @Nullable Instant concludedAt,
        String summary,
        List<ItemResult> results) {}
