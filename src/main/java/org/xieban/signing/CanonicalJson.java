package org.xieban.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON of which there is one form only (RFC 8785), so that what is signed or hashed can be written again. */
public final class CanonicalJson {

    /** Members sorted by their UTF-16 units (§3.2.3), letters escaped as seldom as can be, in small digits (§3.2.2.2). */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    private CanonicalJson() {}

    /**
     * A value in that form.
     *
     * @param value of texts, whole numbers up to 2^53 − 1, truth values, null, and lists and maps of these
     */
    public static String of(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
