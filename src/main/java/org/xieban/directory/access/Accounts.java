package org.xieban.directory.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Accounts {

    private static final String SELECT = """
            select id, login, password, password_changed_at, must_change_password, enabled, failed_attempts,
                   failed_since_sign_in, locked_until, last_sign_in_at, last_sign_in_address, version
              from officer where login = :login""";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> find(String login) {
        return jdbc.sql(SELECT).param("login", login).query(Accounts::row).optional();
    }

    /** The same; others who want to change it wait for the end of the transaction. */
    Optional<Account> lock(String login) {
        return jdbc.sql(SELECT + " for update")
                .param("login", login)
                .query(Accounts::row)
                .optional();
    }

    void countFailure(Account account, int attempts, @Nullable Instant lockedUntil) {
        jdbc.sql("""
                update officer
                   set failed_attempts = :attempts, locked_until = :until, failed_since_sign_in = failed_since_sign_in + 1
                 where id = :id""")
                .param("attempts", attempts)
                .param("until", timestamp(lockedUntil))
                .param("id", account.id())
                .update();
    }

    void signedIn(Account account, Instant at, @Nullable String address) {
        jdbc.sql("""
                update officer
                   set failed_attempts = 0, failed_since_sign_in = 0, locked_until = null,
                       last_sign_in_at = :at, last_sign_in_address = :address
                 where id = :id""")
                .param("at", timestamp(at))
                .param("address", address)
                .param("id", account.id())
                .update();
    }

    void forgetFailures(Account account) {
        jdbc.sql("update officer set failed_attempts = 0, locked_until = null where id = :id")
                .param("id", account.id())
                .update();
    }

    /** The same password under a newer hash. */
    void renewHash(Account account, String hash) {
        jdbc.sql("update officer set password = :hash where id = :id and password = :old")
                .param("hash", hash)
                .param("id", account.id())
                .param("old", account.hash())
                .update();
    }

    /** Another password; the one before goes to the former ones. */
    void changePassword(Account account, String hash, boolean mustChange, Instant at) {
        jdbc.sql(
                        "insert into former_password (officer, password, until) values (:id, :old, :at) on conflict do nothing")
                .param("id", account.id())
                .param("old", account.hash())
                .param("at", timestamp(at))
                .update();
        jdbc.sql("""
                update officer
                   set password = :hash, password_changed_at = :at, must_change_password = :must,
                       failed_attempts = 0, locked_until = null, version = version + 1
                 where id = :id""")
                .param("hash", hash)
                .param("at", timestamp(at))
                .param("must", mustChange)
                .param("id", account.id())
                .update();
    }

    /** Hashes of the passwords before the present one, latest first. */
    List<String> formerHashes(Account account, int limit) {
        return jdbc.sql("select password from former_password where officer = :id order by until desc limit :limit")
                .param("id", account.id())
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp timestamp = rs.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static Account row(ResultSet rs, int n) throws SQLException {
        return new Account(
                rs.getLong("id"),
                rs.getString("login"),
                rs.getString("password"),
                rs.getTimestamp("password_changed_at").toInstant(),
                rs.getBoolean("must_change_password"),
                rs.getBoolean("enabled"),
                rs.getInt("failed_attempts"),
                rs.getInt("failed_since_sign_in"),
                instant(rs, "locked_until"),
                instant(rs, "last_sign_in_at"),
                rs.getString("last_sign_in_address"),
                rs.getInt("version"));
    }
}
