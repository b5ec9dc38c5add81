package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.document.PdfWriter;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;

/**
 * The dossier of a case as a file to read, and as a ZIP file that holds besides it the originals, the record with what
 * proves it, and how all of that is checked. Both speak the office's language, whoever takes them.
 */
@Controller
class DossierPages {

    private final Dossiers dossiers;
    private final Materials materials;
    private final PdfWriter pdf;
    private final SpringTemplateEngine templates;
    private final MessageSource messages;
    private final ObjectMapper json;
    private final String style;

    DossierPages(
            Dossiers dossiers,
            Materials materials,
            PdfWriter pdf,
            SpringTemplateEngine templates,
            MessageSource messages,
            ObjectMapper json)
            throws IOException {
        this.dossiers = dossiers;
        this.materials = materials;
        this.pdf = pdf;
        this.templates = templates;
        this.messages = messages;
        this.json = json;
        this.style = new ClassPathResource("documents/dossier.css").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping("/ledger/cases/{caseNo}/dossier.pdf")
    ResponseEntity<byte[]> file(@PathVariable String caseNo) {
        Dossier dossier = dossiers.take(caseNo, "PDF");
        return Attachment.of(name(caseNo) + ".pdf", MediaType.APPLICATION_PDF, pdf(dossier));
    }

    @GetMapping("/ledger/cases/{caseNo}/dossier.zip")
    void zip(@PathVariable String caseNo, HttpServletResponse response) throws IOException {
        Dossier dossier = dossiers.take(caseNo, "ZIP");
        byte[] whole = pdf(dossier);
        Attachment.begin(response, name(caseNo) + ".zip", Attachment.ZIP);
        try (Files files = new Files(new ZipOutputStream(response.getOutputStream()))) {
            files.put("dossier.pdf", whole);
            for (Dossier.Document each : dossier.documents()) {
                String name = DossierFiles.DOCUMENTS + safe(each.document().number());
                files.put(name + DossierFiles.ISSUED, each.content());
                files.put(name + ".pdf", pdf.write(each.document().number(), each.content(), ""));
            }
            for (CaseMaterial material : dossier.materials()) {
                for (CaseMaterial.Version version : material.versions()) {
                    files.put(
                            DossierFiles.MATERIALS + safe(material.code()) + "/" + version.version() + "-"
                                    + safe(version.fileName()),
                            materials
                                    .original(caseNo, material.code(), version.version())
                                    .bytes());
                }
            }
            StringBuilder lines = new StringBuilder();
            dossier.evidence().forEach(each -> lines.append(DossierFiles.line(each.entry(), each.salt())));
            files.put(DossierFiles.RECORD, lines.toString());
            files.put(DossierFiles.RECEIPT, receipt(dossier));
            files.put("vkey", dossier.keys());
            files.put(
                    "README.txt",
                    messages.getMessage("ledger.dossier.readme", null, Locale.CHINA) + "\n\n"
                            + messages.getMessage("ledger.dossier.readme", null, Locale.ENGLISH) + "\n");
            files.end();
        }
    }

    private String receipt(Dossier dossier) throws JsonProcessingException {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(dossier.receipt());
    }

    private byte[] pdf(Dossier dossier) {
        String text = dossier.receipt().shortText();
        String content = templates.process(
                "ledger/dossier",
                Set.of("content"),
                new Context(Locale.CHINA, Map.of("dossier", dossier, "zone", OfficialTime.ZONE, "receiptText", text)));
        return pdf.write(dossier.file().number(), content, style);
    }

    private static String name(String caseNo) {
        return "dossier-" + caseNo;
    }

    /** A name that every system can unpack. */
    private static String safe(String name) {
        return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").replaceFirst("^\\.+", "_");
    }

    /** The files of the ZIP, and the list of their fingerprints. */
    private static final class Files implements AutoCloseable {

        private final ZipOutputStream zip;
        private final StringBuilder sums = new StringBuilder();

        Files(ZipOutputStream zip) {
            this.zip = zip;
        }

        void put(String name, String text) throws IOException {
            put(name, text.getBytes(StandardCharsets.UTF_8));
        }

        void put(String name, byte[] content) throws IOException {
            sums.append(Fingerprint.sha256(content)).append("  ").append(name).append('\n');
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }

        void end() throws IOException {
            put(DossierFiles.SUMS, sums.toString());
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
