package org.xieban.startup;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that somebody else runs, named by {@code XIEBAN_DB_URL}, {@code _USER} and {@code _PASSWORD}.
 *
 * @param url JDBC address
 * @param user null when the address itself names one
 */
record OtherDatabase(
        String url, @Nullable String user, @Nullable String password) {

    private static final int OLDEST_VERSION = 14;
    private static final String SECONDS_TO_ANSWER = "5";
    private static final String JDBC = "jdbc:postgresql:";

    /**
     * @param url as JDBC writes it, {@code jdbc:postgresql://host:port/database}, or as PostgreSQL's own tools do,
     *     {@code postgresql://user:password@host:port/database}
     * @throws StartupRefusal when it is neither
     */
    static OtherDatabase of(String url, @Nullable String user, @Nullable String password) {
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            return ofPlainUrl(url, user, password);
        }
        if (!url.startsWith(JDBC) || org.postgresql.Driver.parseURL(url, new Properties()) == null) {
            throw new StartupRefusal(ExitCode.SETTING, "startup.database.not-postgresql", withoutSecrets(url));
        }
        return new OtherDatabase(quiet(url), user, password);
    }

    private static OtherDatabase ofPlainUrl(String url, @Nullable String user, @Nullable String password) {
        try {
            URI uri = new URI(url);
            String[] account =
                    Objects.requireNonNullElse(uri.getRawUserInfo(), "").split(":", 2);
            String host = Objects.requireNonNullElse(uri.getHost(), "localhost");
            String address = "jdbc:postgresql://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                    + Objects.requireNonNullElse(uri.getRawPath(), "")
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            return of(
                    address,
                    user == null && !account[0].isEmpty() ? decoded(account[0]) : user,
                    password == null && account.length == 2 ? decoded(account[1]) : password);
        } catch (URISyntaxException malformed) {
            throw new StartupRefusal(ExitCode.SETTING, "startup.database.not-postgresql", withoutSecrets(url));
        }
    }

    /**
     * Connects once, before anything is written.
     *
     * @throws StartupRefusal when nothing answers within seconds, the account is refused, the database does not exist,
     *     is too old, or gives the account no right to make tables
     */
    void check() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("loginTimeout", SECONDS_TO_ANSWER);
        properties.setProperty("connectTimeout", SECONDS_TO_ANSWER);
        properties.setProperty("socketTimeout", SECONDS_TO_ANSWER);
        // without it the driver sends statements before the version is known
        properties.setProperty("assumeMinServerVersion", "9.0");
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_VERSION) {
                throw new StartupRefusal(
                        ExitCode.DATABASE_TOO_OLD,
                        "startup.database.too-old",
                        withoutSecrets(url),
                        connection.getMetaData().getDatabaseProductVersion(),
                        OLDEST_VERSION);
            }
            refuseWhatCannotBeUsed(connection);
        } catch (SQLException failure) {
            throw refusal(failure);
        }
    }

    private void refuseWhatCannotBeUsed(Connection connection) throws SQLException {
        String question = """
                select current_setting('server_encoding') = 'UTF8',
                       not pg_is_in_recovery(),
                       to_regclass('databasechangelog') is not null
                         or coalesce(has_schema_privilege(current_schema(), 'create'), false)
                """;
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            if (!answer.getBoolean(1)) {
                throw new StartupRefusal(ExitCode.DATABASE_REFUSES, "startup.database.not-utf8", withoutSecrets(url));
            }
            if (!answer.getBoolean(2)) {
                throw new StartupRefusal(ExitCode.DATABASE_REFUSES, "startup.database.read-only", withoutSecrets(url));
            }
            if (!answer.getBoolean(3)) {
                throw new StartupRefusal(ExitCode.DATABASE_REFUSES, "startup.database.no-right", withoutSecrets(url));
            }
        }
    }

    private StartupRefusal refusal(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        // class 28: the account, whichever part of it; 08004: the driver has no password to give
        if (state.startsWith("28") || state.equals("08004")) {
            return new StartupRefusal(
                    failure, ExitCode.DATABASE_REFUSES, "startup.database.refused", withoutSecrets(url));
        }
        if (state.equals("3D000")) {
            return new StartupRefusal(
                    failure, ExitCode.DATABASE_UNREACHABLE, "startup.database.unknown", withoutSecrets(url));
        }
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return new StartupRefusal(
                failure,
                ExitCode.DATABASE_UNREACHABLE,
                "startup.database.unreachable",
                withoutSecrets(url),
                Launch.oneLine(reason));
    }

    /** The address as it may be shown: options and accounts may hold a password. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
    }

    /** Keeps the rows that an error is about, and so personal data, out of the log. */
    private static String quiet(String url) {
        return url.contains("logServerErrorDetail=")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "logServerErrorDetail=false";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
