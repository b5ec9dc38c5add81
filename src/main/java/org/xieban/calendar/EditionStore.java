package org.xieban.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What was brought into the calendar: all versions, none of which is ever changed. */
@Repository
class EditionStore {

    private record DayRow(long edition, NoticeDay day) {}

    private record PeriodRow(long edition, OfficePeriod period) {}

    private static final String NEWEST = """
            e.id in (select max(id) from calendar_edition group by place_kind, place_code, year)""";

    private final JdbcClient jdbc;

    EditionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Differs from every earlier answer as soon as anything was brought in. */
    long version() {
        return jdbc.sql("select coalesce(max(id), 0) from calendar_edition")
                .query(Long.class)
                .single();
    }

    /** The same; and until the transaction ends nothing is brought in. */
    long heldVersion() {
        return jdbc.sql("select calendar_held()").query(Long.class).single();
    }

    /**
     * Waits until nobody counts by the calendar as it is, and lets nobody else change it until the transaction ends: a
     * higher id must never be committed before a lower one, or a node could miss the lower one's change.
     *
     * @throws org.springframework.dao.DataAccessException of SQL state 55P03 where others do not end within half a second,
     *     now or while the transaction goes on: whoever waits for what is held here, and holds what is waited for here,
     *     then goes first
     */
    void lock() {
        jdbc.sql("set local lock_timeout = '500ms'").update();
        jdbc.sql("select pg_advisory_xact_lock('calendar_edition'::regclass::oid::bigint)")
                .query(row -> {});
    }

    /** The newest version of each part. */
    List<KeptEdition> newest() {
        return read(NEWEST, Map.of());
    }

    /** All versions of one part, the newest first. */
    List<KeptEdition> versions(Edition.Part part) {
        return read(
                        "e.place_kind = :kind and e.place_code = :code and e.year is not distinct from cast(:year as int)",
                        parameters(part))
                .stream()
                .sorted((one, other) -> Long.compare(other.id(), one.id()))
                .toList();
    }

    private List<KeptEdition> read(String where, Map<String, ?> parameters) {
        Map<Long, List<NoticeDay>> days = jdbc
                .sql("select d.* from calendar_edition_day d join calendar_edition e on e.id = d.edition where "
                        + where)
                .params(parameters)
                .query((row, n) -> new DayRow(
                        row.getLong("edition"),
                        new NoticeDay(
                                row.getObject("date", LocalDate.class),
                                NoticeDay.Kind.valueOf(row.getString("kind")),
                                row.getString("name"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(DayRow::edition, Collectors.mapping(DayRow::day, Collectors.toList())));
        Map<Long, List<OfficePeriod>> periods = jdbc
                .sql("select p.* from calendar_edition_period p join calendar_edition e on e.id = p.edition where "
                        + where + " order by p.valid_from")
                .params(parameters)
                .query((row, n) -> new PeriodRow(row.getLong("edition"), period(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        PeriodRow::edition, Collectors.mapping(PeriodRow::period, Collectors.toList())));
        return jdbc.sql("select e.* from calendar_edition e where " + where + " order by e.id")
                .params(parameters)
                .query((row, n) -> {
                    long id = row.getLong("id");
                    return new KeptEdition(
                            id,
                            row.getInt("number"),
                            new Edition(
                                    new Place(
                                            Place.Kind.valueOf(row.getString("place_kind")),
                                            row.getString("place_code")),
                                    row.getObject("year", Integer.class),
                                    row.getBoolean("removed"),
                                    row.getString("source"),
                                    days.getOrDefault(id, List.of()),
                                    periods.getOrDefault(id, List.of())),
                            Rows.moment(row, "brought_in_at"),
                            row.getString("brought_in_by"));
                })
                .list();
    }

    void add(Edition edition, Instant at, String by) {
        long id = jdbc.sql("""
                insert into calendar_edition
                    (place_kind, place_code, year, number, removed, source, brought_in_at, brought_in_by)
                select :kind, :code, cast(:year as int), count(*) + 1, :removed, :source, :at, :by
                  from calendar_edition
                 where place_kind = :kind and place_code = :code and year is not distinct from cast(:year as int)
                returning id""")
                .params(parameters(edition.part()))
                .param("removed", edition.removed())
                .param("source", edition.source())
                .param("at", OfficialTime.of(at))
                .param("by", by)
                .query(Long.class)
                .single();
        for (NoticeDay day : edition.days()) {
            jdbc.sql("insert into calendar_edition_day (edition, date, kind, name) values (:id, :date, :kind, :name)")
                    .param("id", id)
                    .param("date", day.date())
                    .param("kind", day.kind().name())
                    .param("name", day.name())
                    .update();
        }
        for (OfficePeriod period : edition.periods()) {
            jdbc.sql("insert into calendar_edition_period (edition, valid_from, hours, day_end)"
                            + " values (:id, :from, :hours, :dayEnd)")
                    .param("id", id)
                    .param("from", period.from())
                    .param(
                            "hours",
                            period.hours() == null ? null : period.hours().toString())
                    .param(
                            "dayEnd",
                            period.dayEnd() == null ? null : period.dayEnd().name())
                    .update();
        }
    }

    private static OfficePeriod period(ResultSet row) throws SQLException {
        String hours = row.getString("hours");
        String dayEnd = row.getString("day_end");
        return new OfficePeriod(
                row.getObject("valid_from", LocalDate.class),
                hours == null ? null : OfficeHours.parse(hours),
                dayEnd == null ? null : DayEnd.valueOf(dayEnd));
    }

    private static Map<String, @Nullable Object> parameters(Edition.Part part) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("kind", part.place().kind().name());
        parameters.put("code", part.place().code());
        parameters.put("year", part.year());
        return parameters;
    }
}
