package org.xieban.inspection.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.FileType;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.web.Refusal;

/** What was taken down on site, in the database; everything that a phone sends is taken once. */
@Repository
class SiteRecords {

    private static final TypeReference<List<SiteRecord.Point>> POINTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    SiteRecords(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * What a phone sends.
     *
     * @param id that the phone has given it
     * @param madeAt by the clock of the phone
     */
    record Entry(UUID id, long visit, String department, String officer, Instant madeAt) {}

    /**
     * Takes an entry; a second one of that name waits for the first.
     *
     * @param content of which the same is taken once
     * @return false where it has been taken already
     * @throws Refusal {@code visit.entryReused} (409) where something else has been under that name
     */
    boolean take(Entry entry, String kind, String content, Instant now) {
        String sha256 = Fingerprint.sha256(content.getBytes(StandardCharsets.UTF_8));
        boolean taken = jdbc.sql("""
                        insert into visit_entry (id, visit, kind, department, officer, sha256, made_at, received_at)
                        values (:id, :visit, :kind, :department, :officer, :sha256, :madeAt, :now)
                        on conflict (id) do nothing""")
                        .param("id", entry.id())
                        .param("visit", entry.visit())
                        .param("kind", kind)
                        .param("department", entry.department())
                        .param("officer", entry.officer())
                        .param("sha256", sha256)
                        .param("madeAt", OfficialTime.of(entry.madeAt()))
                        .param("now", OfficialTime.of(now))
                        .update()
                > 0;
        if (!taken
                && !jdbc.sql("select visit = :visit and officer = :officer and sha256 = :sha256"
                                + " from visit_entry where id = :id")
                        .param("id", entry.id())
                        .param("visit", entry.visit())
                        .param("officer", entry.officer())
                        .param("sha256", sha256)
                        .query(Boolean.class)
                        .single()) {
            throw Refusal.conflict("visit.entryReused");
        }
        return taken;
    }

    /** Registers an arrival; false where he has been registered before. */
    boolean arrived(Entry entry, SiteRecord.How how, @Nullable String reason) {
        return jdbc.sql("""
                        insert into visit_arrival (entry, visit, department, login, how, reason)
                        values (:entry, :visit, :department, :login, :how, :reason)
                        on conflict (visit, login) do nothing""")
                        .param("entry", entry.id())
                        .param("visit", entry.visit())
                        .param("department", entry.department())
                        .param("login", entry.officer())
                        .param("how", how.name())
                        .param("reason", reason, Types.VARCHAR)
                        .update()
                > 0;
    }

    void found(Entry entry, ItemResult result, List<SiteRecord.Point> points, Instant now) {
        jdbc.sql("""
                        insert into visit_result (visit, item, department, kind, finding, points, officer, at, entry)
                        values (:visit, :item, :department, :kind, :finding, cast(:points as jsonb), :officer, :at,
                                :entry)
                        on conflict (visit, item) do update
                           set kind = excluded.kind, finding = excluded.finding, points = excluded.points,
                               officer = excluded.officer, at = excluded.at, entry = excluded.entry""")
                .param("visit", entry.visit())
                .param("item", result.item())
                .param("department", result.department())
                .param("kind", result.kind().name())
                .param("finding", result.finding())
                .param("points", Rows.json(points))
                .param("officer", entry.officer())
                .param("at", OfficialTime.of(now))
                .param("entry", entry.id())
                .update();
    }

    void photographed(Entry entry, @Nullable String item, String sha256, FileType type, long size, String caption) {
        jdbc.sql("""
                        insert into visit_photo
                            (entry, visit, department, item, sha256, type, size, taken_at, officer, caption)
                        values (:entry, :visit, :department, :item, :sha256, :type, :size, :takenAt, :officer, :caption)""")
                .param("entry", entry.id())
                .param("visit", entry.visit())
                .param("department", entry.department())
                .param("item", item, Types.VARCHAR)
                .param("sha256", sha256)
                .param("type", type.name())
                .param("size", size)
                .param("takenAt", OfficialTime.of(entry.madeAt()))
                .param("officer", entry.officer())
                .param("caption", caption)
                .update();
    }

    void signed(Entry entry, SiteRecord.Signature signature) {
        jdbc.sql("""
                        insert into visit_signature (entry, visit, department, party, login, name, outcome, image,
                            witness, video, covers, at)
                        values (:entry, :visit, :department, :party, :login, :name, :outcome, :image, :witness, :video,
                            :covers, :at)""")
                .param("entry", entry.id())
                .param("visit", entry.visit())
                .param("department", entry.department())
                .param("party", signature.party().name())
                .param("login", signature.login(), Types.VARCHAR)
                .param("name", signature.name())
                .param("outcome", signature.outcome().name())
                .param("image", signature.image(), Types.VARCHAR)
                .param("witness", signature.witness())
                .param("video", signature.video())
                .param("covers", signature.covers())
                .param("at", OfficialTime.of(signature.at()))
                .update();
    }

    void changed(long visit, SiteRecord.Change change) {
        jdbc.sql("""
                        insert into visit_inspector_change (visit, department, left_out, sent, reason, officer, at)
                        values (:visit, :department, :leftOut, :sent, :reason, :officer, :at)""")
                .param("visit", visit)
                .param("department", change.department())
                .param("leftOut", change.leftOut())
                .param("sent", change.sent())
                .param("reason", change.reason())
                .param("officer", change.officer())
                .param("at", OfficialTime.of(change.at()))
                .update();
    }

    SiteRecord of(long visit) {
        return new SiteRecord(
                jdbc.sql("""
                                select a.*, e.made_at, e.received_at from visit_arrival a
                                  join visit_entry e on e.id = a.entry where a.visit = :visit order by e.received_at""")
                        .param("visit", visit)
                        .query((row, n) -> new SiteRecord.Arrival(
                                id(row),
                                row.getString("department"),
                                row.getString("login"),
                                SiteRecord.How.valueOf(row.getString("how")),
                                row.getString("reason"),
                                Rows.moment(row, "made_at"),
                                Rows.moment(row, "received_at")))
                        .list(),
                results(visit),
                jdbc.sql("""
                                select p.*, e.received_at from visit_photo p join visit_entry e on e.id = p.entry
                                 where p.visit = :visit order by p.taken_at, e.received_at""")
                        .param("visit", visit)
                        .query((row, n) -> photograph(row))
                        .list(),
                jdbc.sql("select * from visit_signature where visit = :visit order by at")
                        .param("visit", visit)
                        .query((row, n) -> signature(row))
                        .list(),
                jdbc.sql("select * from visit_inspector_change where visit = :visit order by id")
                        .param("visit", visit)
                        .query((row, n) -> new SiteRecord.Change(
                                row.getString("department"),
                                row.getString("left_out"),
                                row.getString("sent"),
                                row.getString("reason"),
                                row.getString("officer"),
                                Rows.moment(row, "at")))
                        .list());
    }

    private List<SiteRecord.Found> results(long visit) {
        return jdbc.sql("select * from visit_result where visit = :visit order by item")
                .param("visit", visit)
                .query((row, n) -> new SiteRecord.Found(
                        id(row),
                        row.getString("item"),
                        row.getString("department"),
                        ResultKind.valueOf(row.getString("kind")),
                        row.getString("finding"),
                        points(row.getString("points")),
                        row.getString("officer"),
                        Rows.moment(row, "at")))
                .list();
    }

    private List<SiteRecord.Point> points(String kept) {
        try {
            return json.readValue(kept, POINTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("points are JSON by construction", e);
        }
    }

    private static SiteRecord.Photograph photograph(ResultSet row) throws SQLException {
        return new SiteRecord.Photograph(
                id(row),
                row.getString("department"),
                row.getString("item"),
                row.getString("sha256"),
                FileType.valueOf(row.getString("type")),
                row.getLong("size"),
                Rows.moment(row, "taken_at"),
                Rows.moment(row, "received_at"),
                row.getString("officer"),
                row.getString("caption"));
    }

    private static SiteRecord.Signature signature(ResultSet row) throws SQLException {
        return new SiteRecord.Signature(
                id(row),
                row.getString("department"),
                SiteRecord.Party.valueOf(row.getString("party")),
                row.getString("login"),
                row.getString("name"),
                SiteRecord.Outcome.valueOf(row.getString("outcome")),
                row.getString("image"),
                row.getString("witness"),
                row.getString("video"),
                row.getString("covers"),
                Rows.moment(row, "at"));
    }

    private static UUID id(ResultSet row) throws SQLException {
        return Objects.requireNonNull(row.getObject("entry", UUID.class));
    }
}
