package org.xieban.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Recorded;
import org.xieban.trace.Rows;

/** The table of the record. Entries are read from their canonical JSON; the other columns only find them. */
@Repository
class EntryStore {

    private static final String SELECT = "select id, at, " + FoundBy.LIST + ", entry, salt, leaf from trace_entry";

    private final JdbcClient jdbc;

    EntryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TraceEntry> ofCase(String caseNo) {
        return jdbc.sql(SELECT + " where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The newest entries of some cases, the newest first. */
    List<TraceEntry> newestOf(Collection<String> caseNos, int most) {
        return jdbc.sql(SELECT + " where case_no = any(:numbers) order by id desc limit :most")
                .param("numbers", caseNos.toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> entry(row))
                .list();
    }

    long countOf(Collection<String> caseNos) {
        return jdbc.sql("select count(*) from trace_entry where case_no = any(:numbers)")
                .param("numbers", caseNos.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** The record of a case with what proves each entry, oldest first. */
    List<Evidence> evidenceOfCase(String caseNo) {
        return jdbc.sql(SELECT + " where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query((row, number) -> evidence(row))
                .list();
    }

    List<TraceEntry> newestFirst(RecordQuery query, @Nullable UUID before, int size) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("(actor_id = :who or actor_name = :who)", "who", query.who());
        conditions.add("id >= :from", "from", query.from() == null ? null : firstOf(query.from()));
        conditions.add(
                "id < :to", "to", query.to() == null ? null : firstOf(query.to().plusDays(1)));
        conditions.add("act = :act", "act", query.act());
        conditions.add("case_no = :caseNo", "caseNo", query.caseNo());
        conditions.add("department = :department", "department", query.department());
        conditions.add("starts_with(address, :address)", "address", query.address());
        conditions.add("id < :before", "before", before);
        return conditions.rows(jdbc, SELECT, "id desc", size, (row, number) -> entry(row));
    }

    Optional<Evidence> evidence(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query((row, number) -> evidence(row))
                .optional();
    }

    /** From key to key over the index, since the acts are few and the entries many. */
    List<String> acts() {
        return jdbc.sql("""
                        with recursive known(act) as (
                            (select act from trace_entry order by act limit 1)
                            union all
                            select (select act from trace_entry where act > known.act order by act limit 1)
                            from known where known.act is not null)
                        select act from known where act is not null order by act
                        """).query(String.class).list();
    }

    private static UUID firstOf(LocalDate day) {
        return EntryId.first(OfficialTime.startOf(day));
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        Base64.Encoder base64 = Base64.getEncoder();
        String entry = row.getString("entry");
        byte[] salt = row.getBytes("salt");
        byte[] leaf = row.getBytes("leaf");
        return new Evidence(
                entry(row),
                entry,
                base64.encodeToString(salt),
                base64.encodeToString(leaf),
                Leaf.fits(leaf, salt, entry));
    }

    private static TraceEntry entry(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Recorded recorded;
        try {
            recorded = CanonicalEntry.parse(row.getString("entry"));
        } catch (IllegalArgumentException tampered) {
            // an entry spoilt by hand must not hide the others from whoever looks for it
            recorded = columns(row);
        }
        return new TraceEntry(id, recorded.at(), recorded.actor(), recorded.act(), recorded.address());
    }

    private static Recorded columns(ResultSet row) throws SQLException {
        return new Recorded(
                new Act(
                        row.getString("act"),
                        row.getString("subject_kind"),
                        row.getString("subject_id"),
                        row.getString("case_no"),
                        row.getString("step"),
                        Map.of()),
                new Actor(row.getString("actor_id"), row.getString("actor_name"), row.getString("department")),
                Rows.moment(row, "at"),
                row.getString("address"));
    }
}
