package org.xieban.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What statements over many rows have in common. */
public final class Rows {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private Rows() {}

    /**
     * Many rows as one parameter of one statement, which reads them as {@code json_to_recordset(cast(:rows as json)) as r
     * (…)}: a thousand rows cost a statement, not a thousand.
     *
     * @param rows records; their components are the columns, moments in ISO 8601
     */
    public static String json(Collection<? extends Record> rows) {
        return json((Object) rows);
    }

    /** The same, the columns called as those of tables are. */
    static String snakeJson(Collection<? extends Record> rows) {
        ArrayNode renamed = JSON.createArrayNode();
        for (JsonNode row : JSON.<JsonNode>valueToTree(rows)) {
            ObjectNode columns = renamed.addObject();
            row.fields().forEachRemaining(each -> columns.set(snake(each.getKey()), each.getValue()));
        }
        return json(renamed);
    }

    /** A name as columns of tables are called. */
    static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String json(Object rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("numbers, texts and moments are JSON", e);
        }
    }

    /** How many rows there are of each value, of a statement that selects values and their numbers; in its order. */
    public static Map<String, Long> counts(JdbcClient.StatementSpec counted) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counted.query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    /** The pattern by which {@code like} finds a text wherever it stands; null for any. */
    public static @Nullable String containing(@Nullable String text) {
        return text == null || text.isBlank() ? null : "%" + text.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** The moment in a column of type {@code timestamptz}; null where it holds none. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** The moment in a column that always holds one. */
    public static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }
}
