package org.xieban.document;

import java.time.Instant;

/**
 * A document as it was issued (文书); it never changes.
 *
 * @param number its number, unique (文号)
 */
public record OfficialDocument(
        long id, String caseNo, String number, DocumentKind kind, String organ, String issuedBy, Instant issuedAt) {}
