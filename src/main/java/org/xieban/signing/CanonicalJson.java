package org.xieban.signing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/** JSON of which there is one form only (RFC 8785), so that what is signed or hashed can be written again. */
public final class CanonicalJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalJson() {}

    /**
     * A value in that form.
     *
     * @param value of texts, whole numbers up to 2^53 − 1, truth values, null, and lists and maps of these
     */
    public static String of(@Nullable Object value) {
        try {
            return new JsonCanonicalizer(JSON.writeValueAsString(value)).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
