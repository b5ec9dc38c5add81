package org.xieban.document;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Refusal;

/**
 * Documents for whoever is signed in and sees the whole of their case; a department asked for advice sees none. They
 * show who applies in clear, so that each look at one is recorded.
 */
@Component
@Transactional
class DocumentReading {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final Documents documents;
    private final PdfWriter pdf;
    private final CaseAccess access;
    private final Trace trace;

    DocumentReading(Documents documents, PdfWriter pdf, CaseAccess access, Trace trace) {
        this.documents = documents;
        this.pdf = pdf;
        this.access = access;
        this.trace = trace;
    }

    /** A document and what it says, as HTML without its frame. */
    record Shown(OfficialDocument document, String content) {}

    /** A document as a file. */
    record File(OfficialDocument document, byte[] bytes) {

        /** Saved under the document's number. */
        ResponseEntity<byte[]> answer() {
            return Attachment.of(document.number() + ".pdf", MediaType.APPLICATION_PDF, bytes);
        }
    }

    /**
     * The documents of a case, the first first.
     *
     * @throws Refusal {@code case.unknown} (404) where he may not see the case
     */
    @Transactional(readOnly = true)
    public List<OfficialDocument> ofCase(String caseNo) {
        return access.requireVisible(caseNo) == CaseScope.WHOLE ? documents.ofCase(caseNo) : List.of();
    }

    /**
     * A document as it is read on the screen.
     *
     * @param edition null for the one in force
     * @throws Refusal {@code document.unknown} (404) where there is none that he may see
     */
    public Shown open(String id, @Nullable Integer edition) {
        OfficialDocument document = require(id, edition, null);
        trace.record(Documents.act("document.viewed", document));
        return new Shown(document, documents.content(document));
    }

    /**
     * A document as a PDF file.
     *
     * @param edition null for the one in force
     * @param caseNo of the case that it must belong to, null where that is not said
     * @throws Refusal {@code document.unknown} (404) where there is none that he may see
     */
    public File download(String id, @Nullable Integer edition, @Nullable String caseNo) {
        OfficialDocument document = require(id, edition, caseNo);
        trace.record(Documents.act("document.downloaded", document));
        return new File(document, pdf.write(document.number(), documents.content(document)));
    }

    private OfficialDocument require(String id, @Nullable Integer edition, @Nullable String caseNo) {
        Optional<OfficialDocument> found = !ID.matcher(id).matches()
                ? Optional.empty()
                : edition == null ? documents.find(Long.parseLong(id)) : documents.edition(Long.parseLong(id), edition);
        return found.filter(document -> caseNo == null || document.caseNo().equals(caseNo))
                .filter(document -> CaseAccess.officer()
                        .map(officer -> access.scope(officer, document.caseNo()) == CaseScope.WHOLE)
                        .orElse(false))
                .orElseThrow(() -> Refusal.notFound("document.unknown"));
    }
}
