package org.xieban.casefile;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files that somebody handed in, sent to a browser so that nothing in them can act within our pages. */
public final class Downloads {

    private Downloads() {}

    static ResponseEntity<byte[]> attachment(Materials.Content content) {
        return answer(content, ContentDisposition.attachment());
    }

    /** Shown by the browser itself where it can show that type. */
    static ResponseEntity<byte[]> preview(Materials.Content content) {
        return content.version().type().hasPreview()
                ? answer(content, ContentDisposition.inline())
                : attachment(content);
    }

    private static ResponseEntity<byte[]> answer(Materials.Content content, ContentDisposition.Builder disposition) {
        CaseMaterial.Version version = content.version();
        return answer(version.fileName(), version.type(), content.bytes(), disposition);
    }

    /** A picture that the browser shows. */
    public static ResponseEntity<byte[]> picture(String fileName, FileType type, byte[] content) {
        return answer(fileName, type, content, ContentDisposition.inline());
    }

    private static ResponseEntity<byte[]> answer(
            String fileName, FileType type, byte[] content, ContentDisposition.Builder disposition) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                // no sandbox: it would keep browsers from showing a PDF
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
                .cacheControl(CacheControl.noStore())
                .body(content);
    }
}
