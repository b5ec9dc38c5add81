package org.xieban.casefile;

/**
 * A case was registered; published in the transaction that did so. Whoever handles cases of that process starts it.
 *
 * @param itemVersion key of the version of the item
 * @param processKey id of the model that the item names
 */
public record CaseRegistered(
        String caseNo, String itemCode, long itemVersion, String processKey, String leadDepartment) {}
