package org.xieban.sources.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.Fingerprint;

/**
 * A view in another department's PostgreSQL: read only, values bound and never written into the statement, through a small
 * pool of its own.
 */
final class SqlConnector implements Connector {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}(\\.[a-z_][a-z0-9_]{0,62})?");

    private final HikariDataSource pool;
    private final Source.Limits limits;

    SqlConnector(Source source, ConnectSettings settings) {
        this.limits = source.limits();
        String url = source.setting("url");
        if (!allowed(url, settings)) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("source-" + source.code());
        config.setJdbcUrl(url);
        config.setUsername(source.setting("user"));
        config.setPassword(settings.secret(source.setting("secret")));
        config.setReadOnly(true);
        // also where each statement is a transaction of its own
        config.addDataSourceProperty("readOnlyMode", "always");
        config.setMaximumPoolSize(limits.concurrent());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Math.max(250, limits.timeoutMillis()));
        // nothing of the source is needed for the product to start
        config.setInitializationFailTimeout(-1);
        int seconds = Math.max(1, limits.timeoutMillis() / 1000);
        config.addDataSourceProperty("connectTimeout", String.valueOf(seconds));
        config.addDataSourceProperty("socketTimeout", String.valueOf(seconds + 1));
        // what fails would carry values
        config.addDataSourceProperty("logServerErrorDetail", "false");
        this.pool = new HikariDataSource(config);
    }

    private static boolean allowed(String url, ConnectSettings settings) {
        if (!url.startsWith("jdbc:postgresql://")) {
            return false;
        }
        try {
            URI address = URI.create(url.substring("jdbc:".length()));
            return address.getHost() != null
                    && settings.allows(address.getHost(), address.getPort() < 0 ? 5432 : address.getPort());
        } catch (IllegalArgumentException no) {
            return false;
        }
    }

    @Override
    public Answer ask(Binding binding, Map<String, String> keys, String idempotencyKey) {
        List<String> keyNames = new ArrayList<>(binding.keys().keySet());
        keyNames.retainAll(keys.keySet());
        List<String> fieldNames = List.copyOf(binding.fields().keySet());
        if (keyNames.isEmpty() || fieldNames.isEmpty()) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
        String sql = "select "
                + fieldNames.stream()
                        .map(name -> name(binding.fields().get(name)))
                        .collect(Collectors.joining(", "))
                + " from " + name(binding.setting("view")) + " where "
                + keyNames.stream()
                        .map(name -> name(binding.keys().get(name)) + " = ?")
                        .collect(Collectors.joining(" and "));
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(Math.max(1, limits.timeoutMillis() / 1000));
            statement.setMaxRows(2);
            for (int i = 0; i < keyNames.size(); i++) {
                statement.setString(i + 1, keys.get(keyNames.get(i)));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, fieldNames);
            }
        } catch (SQLTimeoutException e) {
            throw SourceFailure.of(SourceFailure.Kind.TIMEOUT);
        } catch (SQLTransientConnectionException e) {
            throw SourceFailure.of(SourceFailure.Kind.UNREACHABLE);
        } catch (SQLException e) {
            throw SourceFailure.of(kind(String.valueOf(e.getSQLState())));
        }
    }

    private static SourceFailure.Kind kind(String state) {
        if (state.equals("57014")) {
            return SourceFailure.Kind.TIMEOUT;
        }
        return state.startsWith("08") || state.startsWith("57")
                ? SourceFailure.Kind.BROKEN
                : SourceFailure.Kind.REJECTED;
    }

    private static Answer read(ResultSet rows, List<String> fields) throws SQLException {
        if (!rows.next()) {
            return new Answer(false, Map.of(), Fingerprint.sha256(new byte[0]), 1, null);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            Object value = rows.getObject(i + 1);
            values.put(fields.get(i), value instanceof Number || value instanceof Boolean ? value : text(value));
        }
        if (rows.next()) {
            throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
        }
        byte[] canonical = StoredJson.write(values).getBytes(StandardCharsets.UTF_8);
        return new Answer(true, values, Fingerprint.sha256(canonical), 1, null);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String name(@Nullable String identifier) {
        if (identifier == null || !NAME.matcher(identifier).matches()) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
        return identifier;
    }

    @Override
    public void close() {
        pool.close();
    }
}
