package org.xieban.licence;

import java.io.IOException;
import java.util.Base64;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.FileType;
import org.xieban.casefile.Materials;
import org.xieban.document.PdfWriter;

/** Copies of kept materials, with what they are for across each page. */
@Component
class CopyMark {

    private final PdfWriter pdf;
    private final Watermark watermark;

    CopyMark(PdfWriter pdf, Watermark watermark) {
        this.pdf = pdf;
        this.watermark = watermark;
    }

    /** A file, what it is called and what it is. */
    record Copy(String name, String mediaType, byte[] bytes) {}

    /**
     * A copy for a case. Documents of word processors and tables, and what cannot be read as what it says it is, have no
     * pages to mark and are as they were handed in.
     */
    Copy across(MaterialLibrary.Opened opened, CaseFile file) {
        Materials.Content content = opened.content();
        CaseMaterial.Version version = content.version();
        String use = file.itemName() + " " + file.number();
        String text =
                watermark.text(use, opened.trust(), CaseAccess.requireOfficer().departmentName());
        try {
            return switch (version.type()) {
                case PDF -> new Copy(version.fileName(), FileType.PDF.mediaType(), pdf.marked(content.bytes(), text));
                case JPEG, PNG ->
                    new Copy(
                            version.fileName() + ".pdf",
                            FileType.PDF.mediaType(),
                            pdf.marked(page(version, content.bytes()), text));
                case OFD, DOCX, XLSX -> asItIs(content);
            };
        } catch (IOException unreadable) {
            return asItIs(content);
        }
    }

    private byte[] page(CaseMaterial.Version version, byte[] image) {
        return pdf.write(
                version.sha256(),
                "<img style=\"width:100%\" src=\"data:" + version.type().mediaType() + ";base64,"
                        + Base64.getEncoder().encodeToString(image) + "\"/>",
                "");
    }

    private static Copy asItIs(Materials.Content content) {
        return new Copy(content.version().fileName(), content.version().type().mediaType(), content.bytes());
    }
}
