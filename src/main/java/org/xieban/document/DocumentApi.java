package org.xieban.document;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Official documents for other systems. */
@RestController
@RequestMapping("/api/v1/cases/{caseNo}/documents")
@Tag(name = "documents")
class DocumentApi {

    record DocumentView(
            String id,
            String number,
            DocumentKind kind,
            String kindName,
            String organ,
            int edition,
            String issuedBy,
            Instant issuedAt) {}

    private final DocumentReading reading;
    private final MessageSource messages;

    DocumentApi(DocumentReading reading, MessageSource messages) {
        this.reading = reading;
        this.messages = messages;
    }

    @GetMapping
    @Operation(summary = "The official documents of a case, oldest first")
    List<DocumentView> ofCase(@PathVariable String caseNo, Locale locale) {
        return reading.ofCase(caseNo).stream()
                .map(document -> new DocumentView(
                        Long.toString(document.id()),
                        document.number(),
                        document.kind(),
                        messages.getMessage(document.kind().textKey(), null, locale),
                        document.organ(),
                        document.edition(),
                        document.issuedBy(),
                        document.issuedAt()))
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "An official document as PDF")
    ResponseEntity<byte[]> file(
            @PathVariable String caseNo,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer edition) {
        return reading.download(id, edition, caseNo).answer();
    }
}
