package org.xieban.document;

import java.time.Instant;

/**
 * A document as it was issued (文书); it never changes. Some are issued anew under their number when more is to be said,
 * as a receipt; then this is the edition in force.
 *
 * @param number its number, unique (文号)
 * @param edition 1 for the first
 * @param issuedBy login of who issued this edition, as {@code issuedAt} is its time
 */
public record OfficialDocument(
        long id,
        String caseNo,
        String number,
        DocumentKind kind,
        String organ,
        int edition,
        String issuedBy,
        Instant issuedAt) {}
