package org.xieban.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Makes files of documents: A4, with those characters of the font embedded that they use. */
@Component
public class PdfWriter {

    private static final String FONT = "fonts/NotoSerifSC_400Regular.ttf";
    private static final int NORMAL = 400;
    private static final float FAINT = 0.25f;
    private static final float MARK_SIZE = 13;

    private final String style;

    PdfWriter() {
        XRLog.setLoggingEnabled(false);
        try {
            style = new ClassPathResource("documents/document.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param content well-formed HTML, as {@link DocumentHtml} allows it */
    byte[] write(String title, String content) {
        return write(title, content, "");
    }

    /**
     * Makes a file of a page.
     *
     * @param content well-formed XHTML, what stands in its body
     * @param more style sheet on top of that of documents
     */
    public byte[] write(String title, String content, String more) {
        String page = "<html lang=\"zh-CN\"><head><title>" + HtmlUtils.htmlEscapeDecimal(title, "UTF-8")
                + "</title><style>" + style + more + "</style></head><body>" + content + "</body></html>";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFont(PdfWriter::font, "Noto Serif SC", NORMAL, FontStyle.NORMAL, true)
                    .withHtmlContent(page, null)
                    .toStream(file)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /**
     * A file with a text across each of its pages.
     *
     * @throws IOException where it cannot be read as a PDF file
     */
    public byte[] marked(byte[] pdf, String text) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(pdf);
                InputStream letters = font()) {
            PDType0Font font = PDType0Font.load(document, letters, true);
            PDExtendedGraphicsState faint = new PDExtendedGraphicsState();
            faint.setNonStrokingAlphaConstant(FAINT);
            for (PDPage page : document.getPages()) {
                PDRectangle box = page.getMediaBox();
                try (PDPageContentStream over =
                        new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
                    over.setGraphicsStateParameters(faint);
                    over.setFont(font, MARK_SIZE);
                    for (float y = -box.getHeight() / 4; y < box.getHeight(); y += MARK_SIZE * 9) {
                        over.beginText();
                        over.setTextMatrix(Matrix.getRotateInstance(Math.PI / 7, MARK_SIZE, y));
                        over.showText(text);
                        over.endText();
                    }
                }
            }
            document.save(file);
        }
        return file.toByteArray();
    }

    private static InputStream font() {
        try {
            return new ClassPathResource(FONT).getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
