package org.xieban.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collection;

/**
 * Many rows as one parameter of one statement, which reads them as {@code json_to_recordset(cast(:rows as json)) as r
 * (…)}: a thousand rows cost a statement, not a thousand.
 */
public final class Rows {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private Rows() {}

    /**
     * The rows as that parameter.
     *
     * @param rows records; their components are the columns, moments in ISO 8601
     */
    public static String json(Collection<? extends Record> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("numbers, texts and moments are JSON", e);
        }
    }
}
