package org.xieban.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file that browsers save under its name, and that stays in no cache. */
public final class Attachment {

    public static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** The type of a workbook of Excel. */
    public static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    private Attachment() {}

    /** A file that is at hand. */
    public static ResponseEntity<byte[]> of(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, named(name))
                .cacheControl(CacheControl.noStore())
                .body(content);
    }

    /** A text that is at hand, in UTF-8. */
    public static ResponseEntity<byte[]> of(String name, MediaType type, String content) {
        return of(name, type, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Announces a file before it is written to the answer, a text in UTF-8. */
    public static void begin(HttpServletResponse answer, String name, MediaType type) {
        answer.setContentType(type.toString());
        answer.setHeader(HttpHeaders.CONTENT_DISPOSITION, named(name));
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Begins a table that is written on line by line. */
    public static Csv table(HttpServletResponse answer, String name, List<String> heading) throws IOException {
        begin(answer, name, CSV);
        return new Csv(answer.getWriter()).line(heading);
    }

    private static String named(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
