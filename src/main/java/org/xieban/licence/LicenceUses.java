package org.xieban.licence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;

/** Which cases rely on which licences. */
@Repository
class LicenceUses {

    private final JdbcClient jdbc;
    private final LicenceRepository licences;
    private final Clock clock;

    LicenceUses(JdbcClient jdbc, LicenceRepository licences, Clock clock) {
        this.jdbc = jdbc;
        this.licences = licences;
        this.clock = clock;
    }

    /**
     * That a case relies on a licence.
     *
     * @param material code of the material in whose place it stands
     * @param lostAt when it could no longer, null while it can
     */
    record Use(
            Licence licence,
            String caseNo,
            String material,
            OffsetDateTime takenAt,
            @Nullable OffsetDateTime lostAt) {}

    /**
     * Good licences of a holder, of any of these types, the latest first.
     *
     * @param held whether none of them may be changed until the transaction ends
     */
    List<Licence> good(Licence.Holder holder, Collection<String> types, boolean held) {
        if (types.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql("select " + LicenceRepository.COLUMNS + """
                         from licence l
                        where l.holder_number = :number and l.holder_kind = :kind and l.type in (:types)
                          and l.state = 'VALID'
                        order by l.id desc
""" + (held ? " for share of l" : ""))
                .param("number", holder.number())
                .param("kind", holder.kind().name())
                .param("types", types)
                .query((row, n) -> LicenceRepository.licence(row, licences.today()))
                .list()
                .stream()
                .filter(Licence::isGood)
                .toList();
    }

    void taken(long licence, String caseNo, String material) {
        jdbc.sql("""
                insert into licence_use (licence, case_no, material, taken_at) values (:licence, :case, :material, :at)
                on conflict (licence, case_no, material) do update set lost_at = null""")
                .param("licence", licence)
                .param("case", caseNo)
                .param("material", material)
                .param("at", now())
                .update();
    }

    void lost(long licence, String caseNo) {
        jdbc.sql(
                        "update licence_use set lost_at = :at where licence = :licence and case_no = :case and lost_at is null")
                .param("licence", licence)
                .param("case", caseNo)
                .param("at", now())
                .update();
    }

    private OffsetDateTime now() {
        return OfficialTime.of(OfficialTime.now(clock));
    }

    List<Use> ofCase(String caseNo) {
        return uses("u.case_no = :key", caseNo);
    }

    List<Use> ofLicence(Licence licence) {
        return uses("l.number = :key", licence.number());
    }

    private List<Use> uses(String where, String key) {
        return jdbc.sql("select " + LicenceRepository.COLUMNS + """
                        , u.case_no as used_by, u.material, u.taken_at, u.lost_at
                          from licence_use u join licence l on l.id = u.licence
                         where\s""" + where
                        + " order by u.taken_at, u.case_no, u.material")
                .param("key", key)
                .query(this::use)
                .list();
    }

    private Use use(ResultSet row, int n) throws SQLException {
        return new Use(
                LicenceRepository.licence(row, licences.today()),
                row.getString("used_by"),
                row.getString("material"),
                row.getObject("taken_at", OffsetDateTime.class),
                row.getObject("lost_at", OffsetDateTime.class));
    }
}
