package org.xieban.licence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The tables of licences. */
@Repository
class LicenceRepository {

    static final String COLUMNS = """
            l.id, l.number, l.type, l.name, l.holder_kind, l.holder_name, l.holder_number, l.issuer, l.issuer_name,
            l.case_no, l.item_code, l.published, l.issued_at, l.valid_from, l.valid_until, l.state, l.check_code""";

    private static final String SELECT = "select " + COLUMNS + " from licence l ";

    private final JdbcClient jdbc;
    private final Clock clock;

    LicenceRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One of the states that a licence came into. */
    record Change(
            LicenceState state,
            OffsetDateTime at,
            String officerName,
            @Nullable String reason) {}

    LocalDate today() {
        return OfficialTime.today(clock);
    }

    /** The next of the running numbers, which begin again after a million: with its day each is there once. */
    int nextPosition() {
        long position =
                jdbc.sql("select nextval('licence_position')").query(Long.class).single();
        return Math.toIntExact((position - 1) % 999_999 + 1);
    }

    /** Keeps a new licence; false where its case has one already. */
    boolean insert(Licence licence, String checkCode, String signed) {
        return jdbc.sql("""
                        insert into licence
                            (number, type, name, holder_kind, holder_name, holder_number, issuer, issuer_name, case_no,
                             item_code, published, issued_at, valid_from, valid_until, state, check_code, signed)
                        values (:number, :type, :name, :holderKind, :holderName, :holderNumber, :issuer, :issuerName,
                             :caseNo, :itemCode, :published, :issuedAt, :validFrom, :validUntil, :state, :checkCode,
                             :signed)
                        on conflict (case_no) do nothing""")
                        .param("number", licence.number())
                        .param("type", licence.type())
                        .param("name", licence.name())
                        .param("holderKind", licence.holder().kind().name())
                        .param("holderName", licence.holder().name())
                        .param("holderNumber", licence.holder().number())
                        .param("issuer", licence.issuer())
                        .param("issuerName", licence.issuerName())
                        .param("caseNo", licence.caseNo())
                        .param("itemCode", licence.itemCode())
                        .param("published", licence.published())
                        .param("issuedAt", OfficialTime.of(licence.issuedAt()))
                        .param("validFrom", licence.validFrom())
                        .param("validUntil", licence.validUntil())
                        .param("state", licence.state().name())
                        .param("checkCode", checkCode)
                        .param("signed", signed)
                        .update()
                == 1;
    }

    Optional<Licence> find(String number) {
        return one("where l.number = :key", number);
    }

    /** The same, kept from others who want to change it until the transaction ends. */
    Optional<Licence> lock(String number) {
        return one("where l.number = :key for no key update", number);
    }

    Optional<Licence> ofCase(String caseNo) {
        return one("where l.case_no = :key", caseNo);
    }

    private Optional<Licence> one(String where, String key) {
        return jdbc.sql(SELECT + where)
                .param("key", key)
                .query((row, n) -> licence(row, today()))
                .optional();
    }

    /** What was signed of it, as it is kept. */
    String signed(long licence) {
        return jdbc.sql("select signed from licence where id = :id")
                .param("id", licence)
                .query(String.class)
                .single();
    }

    /** What was signed last. */
    Optional<String> signedLast() {
        return jdbc.sql("select signed from licence order by id desc limit 1")
                .query(String.class)
                .optional();
    }

    /** Takes down the state that a licence has come into. */
    void change(long licence, LicenceState state, Actor actor, @Nullable String reason) {
        jdbc.sql("update licence set state = :state where id = :id and state <> :state")
                .param("state", state.name())
                .param("id", licence)
                .update();
        jdbc.sql("""
                insert into licence_change (licence, position, state, changed_at, officer, officer_name, reason)
                values (:licence, (select count(*) + 1 from licence_change where licence = :licence), :state, :at,
                        :officer, :officerName, :reason)""")
                .param("licence", licence)
                .param("state", state.name())
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .param("officer", actor.id())
                .param("officerName", actor.name())
                .param("reason", reason)
                .update();
    }

    /** What became of it, the first being its issue. */
    List<Change> changes(long licence) {
        return jdbc.sql("""
                select state, changed_at, officer_name, reason from licence_change where licence = :licence
                 order by position""")
                .param("licence", licence)
                .query((row, n) -> new Change(
                        LicenceState.valueOf(row.getString("state")),
                        row.getObject("changed_at", OffsetDateTime.class),
                        row.getString("officer_name"),
                        row.getString("reason")))
                .list();
    }

    /** Numbers of licences whose time has ended and that do not say so yet. */
    List<String> over(int atMost) {
        return jdbc.sql("""
                select number from licence where state in ('VALID', 'SUSPENDED') and valid_until < :today
                 order by valid_until limit :most""")
                .param("today", today())
                .param("most", atMost)
                .query(String.class)
                .list();
    }

    /** A row with {@link #COLUMNS}; one whose time has ended is shown so before that is written down. */
    static Licence licence(ResultSet row, LocalDate today) throws SQLException {
        LocalDate until = row.getObject("valid_until", LocalDate.class);
        LicenceState state = LicenceState.valueOf(row.getString("state"));
        boolean over = state != LicenceState.REVOKED && until != null && until.isBefore(today);
        return new Licence(
                row.getLong("id"),
                row.getString("number"),
                row.getString("type"),
                row.getString("name"),
                new Licence.Holder(
                        ApplicantKind.valueOf(row.getString("holder_kind")),
                        row.getString("holder_name"),
                        row.getString("holder_number")),
                row.getString("issuer"),
                row.getString("issuer_name"),
                row.getString("case_no"),
                row.getString("item_code"),
                row.getBoolean("published"),
                Rows.moment(row, "issued_at"),
                row.getObject("valid_from", LocalDate.class),
                until,
                over ? LicenceState.EXPIRED : state,
                row.getString("check_code"));
    }
}
