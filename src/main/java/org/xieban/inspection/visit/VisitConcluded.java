package org.xieban.inspection.visit;

import java.util.List;

/**
 * The lead has rolled up a visit; published in the transaction that did so, before its case is closed.
 *
 * @param visit its id; {@link VisitResults#of} tells the rest
 * @param caseNo number of its case
 * @param results of every item, by code
 */
public record VisitConcluded(long visit, String caseNo, List<ItemResult> results) {

    public VisitConcluded {
        results = List.copyOf(results);
    }
}
