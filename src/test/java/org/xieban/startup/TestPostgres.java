package org.xieban.startup;

import java.nio.file.Path;

/** A PostgreSQL for a test that neither needs nor disturbs the one of the whole product. */
public final class TestPostgres implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("target/postgres-programs").toAbsolutePath();

    private final OwnDatabase database;

    /** @param data folder that is not there yet */
    public TestPostgres(Path data) {
        this.database =
                OwnDatabase.in(DataFolder.claim(data, "test"), PROGRAMS, true).begin();
    }

    /** Its address for JDBC, user and password included. */
    public String url() {
        String url = database.jdbcUrl();
        return url + (url.contains("?") ? "&" : "?") + "user=" + OwnDatabase.USER + "&password=" + OwnDatabase.PASSWORD;
    }

    @Override
    public void close() {
        database.close();
    }
}
