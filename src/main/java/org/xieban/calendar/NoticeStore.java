package org.xieban.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The notices that administrators brought in. */
@Repository
class NoticeStore {

    private record DayRow(int year, NoticeDay day) {}

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Differs from every earlier answer as soon as any notice has changed. */
    long version() {
        return jdbc.sql("select coalesce(max(version), 0) from calendar_notice")
                .query(Long.class)
                .single();
    }

    List<ImportedNotice> all() {
        Map<Integer, List<NoticeDay>> days = jdbc
                .sql("select year, date, kind, name from calendar_day")
                .query((row, number) -> new DayRow(
                        row.getInt("year"),
                        new NoticeDay(
                                row.getObject("date", LocalDate.class),
                                NoticeDay.Kind.valueOf(row.getString("kind")),
                                row.getString("name"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(DayRow::year, Collectors.mapping(DayRow::day, Collectors.toList())));
        return jdbc.sql("select year, source, imported_at, imported_by from calendar_notice order by year")
                .query((row, number) -> new ImportedNotice(
                        new Notice(
                                row.getInt("year"),
                                Notice.Origin.IMPORTED,
                                row.getString("source"),
                                days.getOrDefault(row.getInt("year"), List.of())),
                        row.getObject("imported_at", OffsetDateTime.class).toInstant(),
                        row.getString("imported_by")))
                .list();
    }

    /**
     * Lets nobody else change a notice until the transaction ends: a higher version must never be committed before a
     * lower one, or a node could miss the lower one's change.
     */
    void lock() {
        jdbc.sql("lock table calendar_notice in share row exclusive mode").update();
    }

    void replace(Notice notice, Instant at, String by) {
        jdbc.sql("delete from calendar_notice where year = :year")
                .param("year", notice.year())
                .update();
        jdbc.sql("insert into calendar_notice (year, source, imported_at, imported_by)"
                        + " values (:year, :source, :at, :by)")
                .param("year", notice.year())
                .param("source", notice.source())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        for (NoticeDay day : notice.days()) {
            jdbc.sql("insert into calendar_day (year, date, kind, name) values (:year, :date, :kind, :name)")
                    .param("year", notice.year())
                    .param("date", day.date())
                    .param("kind", day.kind().name())
                    .param("name", day.name())
                    .update();
        }
    }
}
