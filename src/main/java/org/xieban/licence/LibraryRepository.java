package org.xieban.licence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.Consent;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.TransactionLock;

/** The tables of materials that are kept for later cases, and of who agreed to that. */
@Repository
class LibraryRepository {

    private static final String SELECT = """
            select id, type, name, case_no, material, version, trust, kept_at, valid_until from library_material\s""";

    private final JdbcClient jdbc;
    private final Clock clock;

    LibraryRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A material that is kept.
     *
     * @param type under which it is found
     * @param caseNo of the case for which it was handed in, as {@code material} and {@code version}
     * @param validUntil the last day on which it is taken; null where nobody can say, so that it is shown with its age
     *     and taken by hand alone
     */
    record Kept(
            long id,
            String type,
            String name,
            String caseNo,
            String material,
            int version,
            TrustClass trust,
            OffsetDateTime keptAt,
            @Nullable LocalDate validUntil) {}

    /** What a holder said last of his consent, and who took that down. */
    record Said(Consent how, String caseNo, String officerName, OffsetDateTime at) {}

    Optional<Said> said(Licence.Holder holder) {
        return jdbc.sql("""
                select how, case_no, officer_name, said_at from library_consent
                 where holder_kind = :kind and holder_number = :number order by position desc limit 1""")
                .param("kind", holder.kind().name())
                .param("number", holder.number())
                .query((row, n) -> new Said(
                        Consent.valueOf(row.getString("how")),
                        row.getString("case_no"),
                        row.getString("officer_name"),
                        row.getObject("said_at", OffsetDateTime.class)))
                .optional();
    }

    void say(Licence.Holder holder, Consent how, String caseNo, Actor actor) {
        // two who take it down at once come one after the other
        TransactionLock.hold(jdbc, holder.number());
        jdbc.sql("""
                insert into library_consent
                    (holder_kind, holder_number, position, how, case_no, officer, officer_name, said_at)
                select :kind, :number, count(*) + 1, :how, :case, :officer, :officerName, :at
                  from library_consent where holder_kind = :kind and holder_number = :number""")
                .param("kind", holder.kind().name())
                .param("number", holder.number())
                .param("how", how.name())
                .param("case", caseNo)
                .param("officer", actor.id())
                .param("officerName", actor.name())
                .param("at", now())
                .update();
    }

    void keep(Licence.Holder holder, Kept kept) {
        jdbc.sql("""
                insert into library_material
                    (holder_kind, holder_number, type, name, case_no, material, version, trust, kept_at, valid_until)
                values (:kind, :number, :type, :name, :case, :material, :version, :trust, :at, :validUntil)
                on conflict (case_no, material) do update
                   set version = excluded.version, trust = excluded.trust, kept_at = excluded.kept_at,
                       valid_until = excluded.valid_until, removed_at = null""")
                .param("kind", holder.kind().name())
                .param("number", holder.number())
                .param("type", kept.type())
                .param("name", kept.name())
                .param("case", kept.caseNo())
                .param("material", kept.material())
                .param("version", kept.version())
                .param("trust", kept.trust().name())
                .param("at", kept.keptAt())
                .param("validUntil", kept.validUntil(), Types.DATE)
                .update();
    }

    /** Nothing that a holder handed in is taken any more. */
    void remove(Licence.Holder holder) {
        jdbc.sql("""
                update library_material set removed_at = :at
                 where holder_kind = :kind and holder_number = :number and removed_at is null""")
                .param("at", now())
                .param("kind", holder.kind().name())
                .param("number", holder.number())
                .update();
    }

    /** What is kept of a holder under any of these keys, the latest first. */
    List<Kept> of(Licence.Holder holder, Collection<String> types) {
        return jdbc.sql(SELECT + """
                 where holder_kind = :kind and holder_number = :number and type in (:types) and removed_at is null
                   and (valid_until is null or valid_until >= :today)
                 order by kept_at desc, id desc""")
                .param("kind", holder.kind().name())
                .param("number", holder.number())
                .param("types", types)
                .param("today", OfficialTime.today(clock))
                .query(LibraryRepository::kept)
                .list();
    }

    /** One by its key, also one that is taken for no further case. */
    Optional<Kept> find(long id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(LibraryRepository::kept)
                .optional();
    }

    OffsetDateTime now() {
        return OfficialTime.of(OfficialTime.now(clock));
    }

    private static Kept kept(ResultSet row, int n) throws SQLException {
        return new Kept(
                row.getLong("id"),
                row.getString("type"),
                row.getString("name"),
                row.getString("case_no"),
                row.getString("material"),
                row.getInt("version"),
                TrustClass.valueOf(row.getString("trust")),
                row.getObject("kept_at", OffsetDateTime.class),
                row.getObject("valid_until", LocalDate.class));
    }
}
