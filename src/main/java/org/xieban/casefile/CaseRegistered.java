package org.xieban.casefile;

import org.jspecify.annotations.Nullable;

/**
 * A case was registered; published in the transaction that did so. Whoever handles cases of that process starts it.
 *
 * @param itemVersion key of the version of the item
 * @param processKey id of the model that the item names
 * @param consent what the applicant said with it of his materials being kept, null where he said nothing
 */
public record CaseRegistered(
        String caseNo,
        String itemCode,
        long itemVersion,
        String processKey,
        String leadDepartment,
        @Nullable Consent consent) {}
