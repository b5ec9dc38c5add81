package org.xieban.inspection.publication;

import java.util.Map;
import org.xieban.inspection.visit.ResultKind;

/**
 * A change of what is published, as somebody asks for it.
 *
 * @param caseNo number of its own case
 * @param number of the visit's case
 * @param version that it changes: where another was published meanwhile, it changes nothing
 * @param withdraws whether the results are withdrawn; else some are corrected
 * @param results by code of the item, those that are others
 * @param reason published along with it
 * @param proposedBy login
 */
record PublicationChange(
        String caseNo,
        String number,
        int version,
        boolean withdraws,
        Map<String, ResultKind> results,
        String reason,
        String proposedBy) {}
