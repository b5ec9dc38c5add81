package org.xieban.inspection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.inspection.draw.Draw;
import org.xieban.inspection.draw.DrawRecord;
import org.xieban.inspection.register.CreditClass;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The draws, in the database. */
@Repository
class DrawRepository {

    private static final String SELECT = """
            select d.id, d.plan, p.title, p.departments, d.state, d.hash, d.objects, d.inspectors, d.fingerprint,
                   d.commitment, d.prepared_at, d.announced_at, d.begun_at, d.ended_at, d.checkpoint, d.visits, d.stage, d.why
              from draw d join inspection_plan p on p.case_no = d.plan
            """;

    /** Rows that a statement inserts. */
    private static final int BATCH = 2_000;

    private final JdbcClient jdbc;

    DrawRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which draw of a plan the next one is. */
    int next(String plan) {
        return jdbc.sql("select count(*) + 1 from draw where plan = :plan")
                .param("plan", plan)
                .query(Integer.class)
                .single();
    }

    /** @param objects so many will be in the pool, as it looks now */
    void insert(String id, String plan, LogHash hash, byte[] key, byte[] seed, int objects, Instant at) {
        jdbc.sql("""
                        insert into draw (id, plan, state, hash, pseudonym_key, seed, objects, prepared_at)
                        values (:id, :plan, 'FREEZING', :hash, :key, :seed, :objects, :at)""")
                .param("objects", objects)
                .param("id", id)
                .param("plan", plan)
                .param("hash", hash.name())
                .param("key", key)
                .param("seed", seed)
                .param("at", OfficialTime.of(at))
                .update();
    }

    /** Says how far freezing is. */
    void stage(String id, DrawStage stage) {
        jdbc.sql("update draw set stage = :stage where id = :id")
                .param("id", id)
                .param("stage", stage.name())
                .update();
    }

    /** Ends a draw that was not begun. */
    void over(String id, DrawState state, String why, Instant at) {
        jdbc.sql("update draw set state = :state, stage = null, why = :why, ended_at = :at where id = :id")
                .param("id", id)
                .param("state", state.name())
                .param("why", why)
                .param("at", OfficialTime.of(at))
                .update();
    }

    /** The key of its pseudonyms. */
    byte[] key(String id) {
        return Objects.requireNonNull(jdbc.sql("select pseudonym_key from draw where id = :id")
                .param("id", id)
                .query((row, number) -> row.getBytes(1))
                .single());
    }

    /** Keeps what its frozen pools come to. */
    void frozen(String id, DrawRecord announced) {
        jdbc.sql("""
                        update draw set state = 'PREPARED', stage = null, fingerprint = :fingerprint, commitment = :commitment, record = :record,
                               objects = (select count(*) from draw_object where draw = :id),
                               inspectors = (select count(*) from draw_inspector where draw = :id)
                         where id = :id""")
                .param("id", id)
                .param("fingerprint", announced.fingerprint())
                .param("commitment", announced.commitment())
                .param("record", zipped(announced))
                .update();
    }

    void announced(String id, Instant at) {
        jdbc.sql("update draw set state = 'ANNOUNCED', announced_at = :at where id = :id")
                .param("id", id)
                .param("at", OfficialTime.of(at))
                .update();
    }

    void begun(String id, Instant at) {
        jdbc.sql("update draw set state = 'BEGUN', begun_at = :at where id = :id")
                .param("id", id)
                .param("at", OfficialTime.of(at))
                .update();
    }

    void ended(String id, DrawState state, @Nullable DrawRecord record, Instant at) {
        jdbc.sql("""
                        update draw set state = :state, ended_at = :at, visits = :visits,
                               checkpoint = :checkpoint, record = coalesce(:record, record)
                         where id = :id""")
                .param("id", id)
                .param("state", state.name())
                .param("at", OfficialTime.of(at))
                .param("visits", record == null ? 0 : record.visits().size())
                .param("checkpoint", record == null ? null : record.checkpoint(), Types.VARCHAR)
                .param("record", record == null ? null : zipped(record), Types.BINARY)
                .update();
    }

    private static byte[] zipped(DrawRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            record.write(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The record as it is published. */
    Optional<InputStream> record(String id) {
        return jdbc.sql("select record from draw where id = :id and announced_at is not null")
                .param("id", id)
                .query((row, number) -> row.getBytes(1))
                .optional()
                .map(bytes -> {
                    try {
                        return new GZIPInputStream(new ByteArrayInputStream(bytes));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    Optional<PlanDraw> find(String id) {
        return jdbc.sql(SELECT + " where d.id = :id")
                .param("id", id)
                .query(DrawRepository::draw)
                .optional();
    }

    /** A draw that nobody else is at, kept from others until the transaction ends. */
    Optional<PlanDraw> lock(String id) {
        return jdbc.sql(SELECT + " where d.id = :id for no key update of d skip locked")
                .param("id", id)
                .query(DrawRepository::draw)
                .optional();
    }

    /** The draw of a plan that is neither drawn nor void, kept from others until the transaction ends. */
    Optional<PlanDraw> lockOpen(String plan) {
        return jdbc.sql(SELECT + " where d.plan = :plan and d.state in ('PREPARED', 'ANNOUNCED', 'BEGUN')"
                        + " for no key update of d")
                .param("plan", plan)
                .query(DrawRepository::draw)
                .optional();
    }

    /** Those whose pools are to be frozen, in their order. */
    List<String> freezing() {
        return jdbc.sql("select id from draw where state = 'FREEZING' order by prepared_at")
                .query(String.class)
                .list();
    }

    /** Draws that go on by themselves. */
    List<String> waiting() {
        return jdbc.sql("select id from draw where state in ('PREPARED', 'BEGUN') order by prepared_at")
                .query(String.class)
                .list();
    }

    byte[] seed(String id) {
        return Objects.requireNonNull(jdbc.sql("select seed from draw where id = :id")
                .param("id", id)
                .query((row, number) -> row.getBytes(1))
                .single());
    }

    /** Another open draw with some object of this one. */
    Optional<String> overlapping(String id) {
        return jdbc.sql("""
                        select o.draw from draw d join draw_object o on o.draw = d.id
                         where d.state in ('PREPARED', 'ANNOUNCED', 'BEGUN') and d.id <> :id and o.visits_left > 0
                           and exists (select from draw_object own
                                        where own.draw = :id and own.credit_code = o.credit_code and own.visits_left > 0)
                         limit 1""").param("id", id).query(String.class).optional();
    }

    /** The draws of a plan, the latest first. */
    List<PlanDraw> of(String plan) {
        return jdbc.sql(SELECT + " where d.plan = :plan order by d.prepared_at desc")
                .param("plan", plan)
                .query(DrawRepository::draw)
                .list();
    }

    /** Those that the public knows of, the latest first, from behind one. */
    List<PlanDraw> published(@Nullable String after, int limit) {
        return jdbc.sql(SELECT + """
                         where d.announced_at is not null and (cast(:after as text) is null
                            or (d.announced_at, d.id) < (select announced_at, id from draw where id = :after))
                         order by d.announced_at desc, d.id desc limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query(DrawRepository::draw)
                .list();
    }

    long countPublished() {
        return jdbc.sql("select count(*) from draw where announced_at is not null")
                .query(Long.class)
                .single();
    }

    /** A row of the result. */
    private record Drawn(int position, String object, Map<String, List<String>> inspectors, List<String> recused) {}

    void insert(String id, List<Draw.Visit> visits) {
        for (int from = 0; from < visits.size(); from += BATCH) {
            List<Draw.Visit> batch = visits.subList(from, Math.min(visits.size(), from + BATCH));
            int first = from + 1;
            List<Drawn> rows = new ArrayList<>();
            for (Draw.Visit visit : batch) {
                rows.add(new Drawn(first + rows.size(), visit.object(), visit.inspectors(), visit.recused()));
            }
            jdbc.sql("""
                            insert into draw_visit (draw, position, object, inspectors, recused)
                            select :draw, r.position, r.object, r.inspectors, r.recused
                              from json_to_recordset(cast(:rows as json)) as r (
                                   position int, object text, inspectors jsonb, recused text[])""").param("draw", id).param("rows", Rows.json(rows)).update();
        }
    }

    /**
     * An object that was drawn, as the public sees it.
     *
     * @param creditClass its stratum
     * @param inspectors pseudonyms by department
     */
    record DrawnVisit(
            int position,
            String object,
            CreditClass creditClass,
            String trade,
            SortedMap<String, List<String>> inspectors,
            List<String> recused) {}

    /** The result from behind a position. */
    List<DrawnVisit> visits(String id, long after, int limit) {
        return jdbc.sql("""
                        select v.position, v.object, o.stratum, o.trade, v.recused,
                               array(select e.key || ' ' || i.value from jsonb_each(v.inspectors) e,
                                     jsonb_array_elements_text(e.value) with ordinality as i (value, n)
                                     order by e.key, i.n) as going
                          from draw_visit v
                          join draw_object o on o.draw = v.draw and o.pseudonym = v.object
                         where v.draw = :draw and v.position > :after order by v.position limit :limit""")
                .param("draw", id)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> visit(row))
                .list();
    }

    private static DrawnVisit visit(ResultSet row) throws SQLException {
        SortedMap<String, List<String>> inspectors = new TreeMap<>();
        for (String each : PlanRepository.texts(row, "going")) {
            String[] words = each.split(" ", 2);
            inspectors.computeIfAbsent(words[0], none -> new ArrayList<>()).add(words[1]);
        }
        return new DrawnVisit(
                row.getInt("position"),
                row.getString("object"),
                CreditClass.valueOf(row.getString("stratum")),
                row.getString("trade"),
                inspectors,
                PlanRepository.texts(row, "recused"));
    }

    /** The name of an object of the pool. */
    Optional<String> name(String id, String pseudonym) {
        return jdbc.sql("""
                        select r.name from draw_object o join inspection_object r on r.credit_code = o.credit_code
                         where o.draw = :draw and o.pseudonym = :pseudonym""")
                .param("draw", id)
                .param("pseudonym", pseudonym)
                .query(String.class)
                .optional();
    }

    private static PlanDraw draw(ResultSet row, int number) throws SQLException {
        return new PlanDraw(
                row.getString("id"),
                row.getString("plan"),
                row.getString("title"),
                PlanRepository.texts(row, "departments"),
                DrawState.valueOf(row.getString("state")),
                LogHash.valueOf(row.getString("hash")),
                row.getInt("objects"),
                row.getInt("inspectors"),
                row.getString("fingerprint"),
                row.getString("commitment"),
                Rows.moment(row, "prepared_at"),
                Rows.instant(row, "announced_at"),
                Rows.instant(row, "begun_at"),
                Rows.instant(row, "ended_at"),
                row.getString("checkpoint"),
                row.getInt("visits"),
                row.getString("stage"),
                row.getString("why"));
    }
}
