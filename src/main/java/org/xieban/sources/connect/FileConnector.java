package org.xieban.sources.connect;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.trace.Fingerprint;

/** What the newest file of a resource says. */
final class FileConnector implements Connector {

    private final JdbcClient jdbc;

    FileConnector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(String content, OffsetDateTime asOf) {}

    @Override
    public Answer ask(Binding binding, Map<String, String> keys, String idempotencyKey) {
        if (keys.isEmpty()) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
        List<Row> rows = jdbc.sql("""
                        select r.content, l.as_of
                          from data_file_row r join data_file_load l on l.id = r.load
                         where l.id = (select max(id) from data_file_load where resource = :resource)
                           and r.content @> cast(:keys as jsonb)
                         limit 2""")
                .param("resource", binding.resource())
                .param("keys", StoredJson.write(keys))
                .query((row, n) -> new Row(row.getString("content"), row.getObject("as_of", OffsetDateTime.class)))
                .list();
        if (rows.isEmpty()) {
            return new Answer(false, Map.of(), Fingerprint.sha256(new byte[0]), 1, null);
        }
        if (rows.size() > 1) {
            throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
        }
        Map<String, @Nullable Object> values =
                new LinkedHashMap<>(StoredJson.map(rows.get(0).content()));
        values.keySet().removeAll(keys.keySet());
        return new Answer(
                true,
                values,
                Fingerprint.sha256(rows.get(0).content().getBytes(StandardCharsets.UTF_8)),
                1,
                rows.get(0).asOf().toInstant());
    }

    @Override
    public void close() {
        // the product's own pool stays
    }
}
