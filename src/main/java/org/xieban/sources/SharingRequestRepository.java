package org.xieban.sources;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The requests for grants, in the database. */
@Repository
class SharingRequestRepository {

    private static final String COLUMNS = """
            select case_no, resource, provider, department, item, fields, purpose, valid_until, state, disputed,
                   begun_at, ended_at,
                   exists (select from provider_overdue o where o.case_no = r.case_no) as overdue
              from sharing_request r
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SharingRequestRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws DuplicateKeyException where the same is asked for already */
    void insert(String caseNo, String provider, Grants.Granting asked) {
        jdbc.sql("""
                        insert into sharing_request (case_no, resource, provider, department, item, fields, purpose,
                            valid_until, state, begun_at)
                        values (:caseNo, :resource, :provider, :department, :item, :fields, :purpose, :until, 'OPEN', :at)""")
                .param("caseNo", caseNo)
                .param("resource", asked.resource())
                .param("provider", provider)
                .param("department", asked.department())
                .param("item", asked.item())
                .param("fields", names(asked.fields()))
                .param("purpose", asked.purpose().name())
                .param("until", asked.until())
                .param("at", now())
                .update();
    }

    Optional<SharingRequest> find(String caseNo) {
        return jdbc.sql(COLUMNS + " where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(SharingRequestRepository::request)
                .optional();
    }

    /** Those that are under way. */
    List<SharingRequest> open() {
        return jdbc.sql(COLUMNS + " where state = 'OPEN' order by begun_at")
                .query(SharingRequestRepository::request)
                .list();
    }

    /** All, the newest first. */
    List<SharingRequest> all() {
        return jdbc.sql(COLUMNS + " order by begun_at desc, case_no desc")
                .query(SharingRequestRepository::request)
                .list();
    }

    /** The newest first, from behind one. */
    List<SharingRequest> list(@Nullable String after, int limit) {
        return jdbc.sql(COLUMNS + """
                         where cast(:after as text) is null
                            or (begun_at, case_no) < (select begun_at, case_no from sharing_request where case_no = :after)
                         order by begun_at desc, case_no desc limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query(SharingRequestRepository::request)
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from sharing_request")
                .query(Long.class)
                .single();
    }

    void forwarded(String caseNo) {
        jdbc.sql("update sharing_request set forwarded_at = :at where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("at", now())
                .update();
    }

    void answered(String caseNo, boolean refused) {
        jdbc.sql("update sharing_request set answered_at = :at, refused = :refused where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("at", now())
                .param("refused", refused)
                .update();
    }

    void narrow(String caseNo, Set<String> fields) {
        jdbc.sql("update sharing_request set fields = :fields where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("fields", names(fields))
                .update();
    }

    void disputed(String caseNo) {
        jdbc.sql("update sharing_request set disputed = true where case_no = :caseNo")
                .param("caseNo", caseNo)
                .update();
    }

    void end(String caseNo, SharingRequest.State state, @Nullable Long grant) {
        jdbc.sql(
                        "update sharing_request set state = :state, granted_as = :grant, ended_at = :at where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("state", state.name())
                .param("grant", grant)
                .param("at", now())
                .update();
    }

    private Object now() {
        return OfficialTime.of(OfficialTime.now(clock));
    }

    private static String[] names(Set<String> fields) {
        return new TreeSet<>(fields).toArray(String[]::new);
    }

    private static SharingRequest request(ResultSet row, int number) throws SQLException {
        Instant begun = Rows.instant(row, "begun_at");
        return new SharingRequest(
                row.getString("case_no"),
                row.getString("resource"),
                row.getString("provider"),
                row.getString("department"),
                row.getString("item"),
                Set.of((String[]) row.getArray("fields").getArray()),
                Purpose.valueOf(row.getString("purpose")),
                row.getObject("valid_until", LocalDate.class),
                SharingRequest.State.valueOf(row.getString("state")),
                row.getBoolean("overdue"),
                row.getBoolean("disputed"),
                Objects.requireNonNull(begun),
                Rows.instant(row, "ended_at"));
    }
}
