package org.xieban.licence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.xieban.document.PdfWriter;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.QrCode;

/** A licence as a file to be printed: with the seal, the QR code by which it is checked, and what the copy is for. */
@Component
class LicenceFile {

    /** The circle that the organ's name stands on, in degrees around the top. */
    private static final double ARC = 240;

    private static final int QR_SCALE = 6;
    private static final int WATERMARKS = 8;

    private final PdfWriter pdf;
    private final OfficeTexts texts;
    private final String style;

    LicenceFile(PdfWriter pdf, OfficeTexts texts) {
        this.pdf = pdf;
        this.texts = texts;
        try {
            style = new ClassPathResource("documents/licence.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file.
     *
     * @param server where the product is reached, for the QR code
     * @param watermark what the copy is for
     */
    byte[] write(Licence licence, String server, String watermark) {
        return pdf.write(licence.name() + " " + licence.number(), content(licence, server, watermark), style);
    }

    private String content(Licence licence, String server, String watermark) {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < WATERMARKS; i++) {
            page.append("<div class=\"use\" style=\"top:")
                    .append(10 + i * 32)
                    .append("mm\">")
                    .append(safe(watermark))
                    .append("</div>");
        }
        page.append("<h1>").append(safe(licence.name())).append("</h1><table class=\"says\">");
        row(page, "licence.field.number", licence.number());
        row(page, "licence.field.holder", licence.holder().name());
        row(page, "licence.field.holderNumber", licence.holder().number());
        row(page, "licence.field.issuer", licence.issuerName());
        row(
                page,
                "licence.field.validity",
                day(licence.validFrom()) + " – "
                        + (licence.validUntil() == null ? texts.office("licence.lasting") : day(licence.validUntil())));
        row(page, "licence.field.checkCode", licence.checkCode());
        page.append("</table><div class=\"below\"><img class=\"code\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder()
                        .encodeToString(QrCode.png(PublicLicencePages.address(server, licence), QR_SCALE)))
                .append("\"/><p class=\"scan\">")
                .append(safe(texts.office("licence.file.scan")))
                .append("</p><div class=\"issued\">");
        seal(page, licence.issuerName());
        page.append("<p class=\"organ\">")
                .append(safe(licence.issuerName()))
                .append("</p><p class=\"date\">")
                .append(day(licence.issuedAt().atZone(OfficialTime.ZONE)))
                .append("</p></div></div>");
        return page.toString();
    }

    private void row(StringBuilder page, String key, String value) {
        page.append("<tr><th>")
                .append(safe(texts.office(key)))
                .append("</th><td>")
                .append(safe(value))
                .append("</td></tr>");
    }

    /** The organ's name around a star, as official seals show it (国务院关于国家行政机关和企业事业单位社会团体印章管理的规定). */
    private void seal(StringBuilder page, String organ) {
        page.append("<div class=\"seal\"><div class=\"star\">★</div><div class=\"what\">")
                .append(safe(texts.office("licence.file.seal")))
                .append("</div>");
        int[] letters = organ.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            double turned = letters.length == 1 ? 0 : ARC * i / (letters.length - 1) - ARC / 2;
            page.append(String.format(
                    Locale.ROOT,
                    "<div class=\"letter\" style=\"transform:rotate(%.1fdeg)\">%s</div>",
                    turned,
                    safe(Character.toString(letters[i]))));
        }
        page.append("</div>");
    }

    private String day(TemporalAccessor moment) {
        return DateTimeFormatter.ofPattern(texts.office("document.date"), Locale.CHINA)
                .format(moment);
    }

    private static String safe(String text) {
        return HtmlUtils.htmlEscapeDecimal(text, "UTF-8");
    }
}
