package org.xieban.sources.connect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sources and their bindings in the database. */
@Repository
class SourceStore {

    private static final String SOURCE = "select code, name, kind, enabled, version, limits, settings from data_source";
    private static final String BINDING = "select resource, source, settings, keys, fields from data_binding";

    private final JdbcClient jdbc;

    SourceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Source> find(String code) {
        return jdbc.sql(SOURCE + " where code = :code")
                .param("code", code)
                .query(SourceStore::source)
                .optional();
    }

    List<Source> all() {
        return jdbc.sql(SOURCE + " order by code").query(SourceStore::source).list();
    }

    /** From where a resource comes, and how that is reached. */
    record Bound(Binding binding, Source source) {}

    Optional<Bound> bound(String resource) {
        return jdbc.sql("""
                        select b.resource, b.source, b.settings as binding_settings, b.keys, b.fields,
                               s.code, s.name, s.kind, s.enabled, s.version, s.limits, s.settings
                          from data_binding b join data_source s on s.code = b.source where b.resource = :resource""")
                .param("resource", resource)
                .query((row, number) -> new Bound(binding(row, "binding_settings"), source(row, number)))
                .optional();
    }

    List<Binding> bindings() {
        return jdbc.sql(BINDING + " order by resource")
                .query((row, number) -> binding(row, "settings"))
                .list();
    }

    Set<String> available() {
        return jdbc.sql("select b.resource from data_binding b join data_source s on s.code = b.source where s.enabled")
                .query(String.class)
                .set();
    }

    /** Whether it was there as it was seen. */
    boolean save(Source source) {
        return jdbc.sql("""
                        insert into data_source as s (code, name, kind, enabled, version, limits, settings)
                        values (:code, :name, :kind, :enabled, :version, cast(:limits as jsonb), cast(:settings as jsonb))
                        on conflict (code) do update
                           set name = excluded.name, enabled = excluded.enabled, version = excluded.version,
                               kind = excluded.kind, limits = excluded.limits, settings = excluded.settings
                         where s.version = excluded.version - 1""")
                        .param("code", source.code())
                        .param("name", source.name())
                        .param("kind", source.kind().name())
                        .param("enabled", source.enabled())
                        .param("version", source.version())
                        .param("limits", StoredJson.write(source.limits()))
                        .param("settings", StoredJson.write(source.settings()))
                        .update()
                == 1;
    }

    void save(Binding binding) {
        jdbc.sql("""
                        insert into data_binding (resource, source, settings, keys, fields)
                        values (:resource, :source, cast(:settings as jsonb), cast(:keys as jsonb),
                            cast(:fields as jsonb))
                        on conflict (resource) do update
                           set source = excluded.source, settings = excluded.settings, keys = excluded.keys,
                               fields = excluded.fields""")
                .param("resource", binding.resource())
                .param("source", binding.source())
                .param("settings", StoredJson.write(binding.settings()))
                .param("keys", StoredJson.write(binding.keys()))
                .param("fields", StoredJson.write(binding.fields()))
                .update();
    }

    private static Source source(ResultSet row, int number) throws SQLException {
        return new Source(
                row.getString("code"),
                row.getString("name"),
                Source.Kind.valueOf(row.getString("kind")),
                row.getBoolean("enabled"),
                row.getInt("version"),
                StoredJson.read(row.getString("limits"), Source.Limits.class),
                texts(row.getString("settings")));
    }

    private static Binding binding(ResultSet row, String settings) throws SQLException {
        return new Binding(
                row.getString("resource"),
                row.getString("source"),
                texts(row.getString(settings)),
                texts(row.getString("keys")),
                texts(row.getString("fields")));
    }

    private static Map<String, String> texts(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        StoredJson.map(json).forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }
}
