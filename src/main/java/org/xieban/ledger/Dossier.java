package org.xieban.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Agent;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.ApplicationFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Opinion;
import org.xieban.document.OfficialDocument;

/**
 * All of one case at a moment, for archive and court (案卷); who applies stands in it in clear.
 *
 * @param organ name of the department that decides
 * @param facts what was applied for
 * @param record its acts, as they are read
 * @param evidence the same, with what proves each; in the same order, as the receipt's entries
 */
record Dossier(
        CaseFile file,
        Applicant applicant,
        @Nullable Agent agent,
        String organ,
        List<ApplicationFacts.Fact> facts,
        List<OpinionLine> opinions,
        List<Document> documents,
        List<CaseMaterial> materials,
        List<RecordLines.Line> record,
        List<Evidence> evidence,
        InclusionReceipt receipt,
        String keys,
        Instant madeAt) {

    /** An opinion and the department that it was given for. */
    record OpinionLine(Opinion opinion, String department) {}

    /** An official document and what it says, as HTML. */
    record Document(OfficialDocument document, String content) {}
}
