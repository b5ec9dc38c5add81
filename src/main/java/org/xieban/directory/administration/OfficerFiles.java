package org.xieban.directory.administration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.trace.Rows;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** The officers as administrators list them. */
@Repository
@Transactional(readOnly = true)
class OfficerFiles {

    /** What the list is narrowed to; null and blank mean everything. */
    record Filter(
            @Nullable String text,
            @Nullable String department,
            @Nullable Role role,
            @Nullable State state) {}

    /** In what state an account is. */
    enum State {
        ENABLED,
        LOCKED,
        DISABLED,
        /** In no post of his has he any role. */
        WITHOUT_ROLE
    }

    /** Name of the list for its cursor: by name, then login. */
    static final String LIST = "officers/name";

    private static final String COLUMNS = """
            select o.id, o.login, o.phone, o.locked_until, o.last_sign_in_at, o.last_sign_in_address,
                   o.must_change_password, o.version
              from officer o
            """;

    private static final String MATCHING = """
             where (cast(:pattern as varchar) is null or o.name ilike :pattern or o.login ilike :pattern)
               and (cast(:department as varchar) is null or exists (
                       select from post p where p.officer = o.id and p.department = :department))
               and (cast(:role as varchar) is null or exists (
                       select from post p join post_role r on r.post = p.id where p.officer = o.id and r.role = :role))
               and case cast(:state as varchar)
                       when 'ENABLED' then o.enabled and (o.locked_until is null or o.locked_until <= :now)
                       when 'LOCKED' then o.enabled and o.locked_until > :now
                       when 'DISABLED' then not o.enabled
                       when 'WITHOUT_ROLE' then o.enabled and not exists (
                           select from post p join post_role r on r.post = p.id where p.officer = o.id)
                       else true end""";

    private final JdbcClient jdbc;
    private final Officers officers;
    private final Clock clock;

    OfficerFiles(JdbcClient jdbc, Officers officers, Clock clock) {
        this.jdbc = jdbc;
        this.officers = officers;
        this.clock = clock;
    }

    Optional<OfficerFile> find(String login) {
        return withOfficers(jdbc.sql(COLUMNS + " where o.login = :login")
                        .param("login", login)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst();
    }

    Listing<OfficerFile> list(Filter filter, PageRequest page) {
        Cursor after = page.after();
        List<OfficerFile> rows = withOfficers(jdbc.sql(COLUMNS + MATCHING + """

                           and (cast(:afterName as varchar) is null or (o.name, o.login) > (:afterName, :afterLogin))
                         order by o.name, o.login limit :limit""")
                .params(parameters(filter))
                .param("afterName", after == null ? null : after.text(0))
                .param("afterLogin", after == null ? null : after.text(1))
                .param("limit", page.limit())
                .query(this::row)
                .list());
        return page.listing(rows, count(filter), file ->
                new Object[] {file.officer().name(), file.officer().login()});
    }

    /** All of them, for an export. */
    List<OfficerFile> all(Filter filter) {
        return withOfficers(jdbc.sql(COLUMNS + MATCHING + " order by o.name, o.login")
                .params(parameters(filter))
                .query(this::row)
                .list());
    }

    long count(Filter filter) {
        return jdbc.sql("select count(*) from officer o " + MATCHING)
                .params(parameters(filter))
                .query(Long.class)
                .single();
    }

    private Map<String, @Nullable Object> parameters(Filter filter) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("pattern", Rows.containing(filter.text()));
        String department = filter.department();
        parameters.put("department", department == null || department.isBlank() ? null : department);
        parameters.put("role", filter.role() == null ? null : filter.role().name());
        parameters.put("state", filter.state() == null ? null : filter.state().name());
        parameters.put("now", Timestamp.from(clock.instant()));
        return parameters;
    }

    private List<OfficerFile> withOfficers(List<Row> rows) {
        Map<String, Officer> known = officers
                .findAll(rows.stream().map(Row::login).toList())
                .stream()
                .collect(Collectors.toMap(Officer::login, Function.identity()));
        return rows.stream()
                .filter(row -> known.containsKey(row.login))
                .map(row -> row.file.apply(known.get(row.login)))
                .toList();
    }

    private Row row(ResultSet rs, int n) throws SQLException {
        long id = rs.getLong("id");
        String phone = OfficerFile.mask(rs.getString("phone"));
        Instant locked = instant(rs.getTimestamp("locked_until"));
        Instant lockedUntil = locked != null && clock.instant().isBefore(locked) ? locked : null;
        Instant lastSignInAt = instant(rs.getTimestamp("last_sign_in_at"));
        String lastSignInAddress = rs.getString("last_sign_in_address");
        boolean mustChange = rs.getBoolean("must_change_password");
        int version = rs.getInt("version");
        return new Row(
                rs.getString("login"),
                officer -> new OfficerFile(
                        id, officer, phone, lockedUntil, lastSignInAt, lastSignInAddress, mustChange, version));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private record Row(String login, Function<Officer, OfficerFile> file) {}
}
