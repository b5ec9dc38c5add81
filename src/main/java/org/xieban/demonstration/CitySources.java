package org.xieban.demonstration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.sources.DataResource;
import org.xieban.sources.Resources;
import org.xieban.sources.SourceSetUp;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;

/**
 * Sets up the sources of the demonstration city: of six departments, five that answer over HTTP and one that is a view in a
 * database; and the exchange platform that the city has already, through which others share (政务数据共享条例, chapter 5: no
 * new exchange is built where there is one).
 */
@Component
@Profile("demonstration")
class CitySources {

    private static final String REAL_ESTATE = "real-estate";
    private static final String EXCHANGE = "exchange";

    /** The sources and what comes from each. */
    static final Map<String, List<String>> SOURCES = sources();

    private final Sources sources;
    private final SourceSetUp setUp;
    private final Resources resources;
    private final JdbcClient jdbc;
    private final DataSource database;

    CitySources(Sources sources, SourceSetUp setUp, Resources resources, JdbcClient jdbc, DataSource database) {
        this.sources = sources;
        this.setUp = setUp;
        this.resources = resources;
        this.jdbc = jdbc;
        this.database = database;
    }

    private static Map<String, List<String>> sources() {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        sources.put("population", List.of("population"));
        sources.put("legal-entities", List.of("enterprise-registration"));
        sources.put(
                "licences",
                List.of(
                        "food-safety-examination",
                        "pharmacist-registration",
                        "safety-training",
                        "transport-qualification"));
        sources.put("insurance", List.of("social-insurance", "social-security-card", "tax-status"));
        sources.put("credit", List.of("serious-dishonesty"));
        sources.put(REAL_ESTATE, List.of(REAL_ESTATE));
        sources.put("sensors", List.of("city-operation"));
        sources.put(EXCHANGE, List.of("investment-project", "vehicle-registration"));
        return sources;
    }

    /**
     * Sets them up where they are now: their ports are others after each start.
     *
     * @param names what people call them, by their codes
     */
    void setUp(int port, Map<String, String> names) {
        SOURCES.forEach((code, listed) -> {
            boolean view = code.equals(REAL_ESTATE);
            Source.Limits limits = new Source.Limits(1_500, 200_000, 1, 100, 8, 5);
            keep(
                    code,
                    names.getOrDefault(code, code),
                    view ? Source.Kind.SQL : Source.Kind.HTTP,
                    limits,
                    view ? Map.of("url", url(), "user", "postgres", "secret", "demonstration") : service(port, code));
            for (String each : listed) {
                bind(each, code, view);
            }
        });
        fillView();
    }

    /** A platform wants to know which of its clients asks. */
    private static Map<String, String> service(int port, String code) {
        String address = "http://127.0.0.1:" + port + "/" + code;
        return code.equals(EXCHANGE)
                ? Map.of("baseUrl", address, "authHeader", "X-App-Key", "secret", "demonstration")
                : Map.of("baseUrl", address);
    }

    /** Lets nobody ask them. */
    void switchOff() {
        SOURCES.keySet().forEach(code -> sources.find(code)
                .filter(Source::enabled)
                .ifPresent(there -> setUp.keep(new Source(
                        code,
                        there.name(),
                        there.kind(),
                        false,
                        there.version() + 1,
                        there.limits(),
                        there.settings()))));
    }

    private void keep(String code, String name, Source.Kind kind, Source.Limits limits, Map<String, String> settings) {
        Source there = sources.find(code).orElse(null);
        if (there == null) {
            setUp.keep(new Source(code, name, kind, true, 1, limits, settings));
        } else if (!there.settings().equals(settings)) {
            setUp.keep(new Source(
                    code, there.name(), kind, there.enabled(), there.version() + 1, there.limits(), settings));
        }
    }

    private void bind(String listed, String source, boolean view) {
        DataResource resource = resources.require(listed);
        if (sources.bindings().containsKey(listed)) {
            return;
        }
        Map<String, String> keys = new HashMap<>();
        Map<String, String> fields = new HashMap<>();
        resource.keys().forEach(key -> keys.put(key.name(), view ? "subject" : key.name()));
        resource.answers().forEach(field -> fields.put(field.name(), view ? column(field.name()) : "/" + field.name()));
        String key = resource.keys().get(0).name();
        setUp.keep(new Binding(
                listed,
                source,
                view
                        ? Map.of("view", "city_real_estate.registered")
                        : Map.of("path", "/" + listed + "/{" + key + "}", "root", "/data"),
                keys,
                fields));
    }

    private static String column(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private String url() {
        try {
            return database.unwrap(HikariDataSource.class).getJdbcUrl();
        } catch (SQLException e) {
            throw new IllegalStateException("the product's pool is Hikari", e);
        }
    }

    /** The view of another department, in a schema of its own. */
    private void fillView() {
        jdbc.sql("create schema if not exists city_real_estate").update();
        jdbc.sql("""
                        create table if not exists city_real_estate.register (
                            subject text primary key, certificate_number text, location text, use text, area numeric,
                            restricted boolean)""").update();
        jdbc.sql("create or replace view city_real_estate.registered as select * from city_real_estate.register")
                .update();
        known().path(REAL_ESTATE).fields().forEachRemaining(entry -> jdbc.sql("""
                        insert into city_real_estate.register
                        values (:subject, :certificate, :location, :use, :area, :restricted) on conflict do nothing""")
                .param("subject", entry.getKey())
                .param("certificate", entry.getValue().path("certificateNumber").asText())
                .param("location", entry.getValue().path("location").asText())
                .param("use", entry.getValue().path("use").asText())
                .param("area", entry.getValue().path("area").decimalValue())
                .param("restricted", entry.getValue().path("restricted").asBoolean())
                .update());
    }

    private static JsonNode known() {
        try {
            return new ObjectMapper().readTree(new ClassPathResource("demonstration/known.json").getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
