package org.xieban.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.Actor;
import org.xieban.trace.Rows;
import org.xieban.trace.TransactionLock;

/** Items and their versions in the database. */
@Repository
class ItemRepository {

    private static final String VERSION = """
            select v.id, v.number, v.content, v.origin, v.published_at, v.published_by, v.published_by_name, v.note,
                   (select n.published_at from service_item_version n
                     where n.item_id = v.item_id and n.number = v.number + 1) as superseded_at
              from service_item_version v join service_item i on i.id = v.item_id
            """;

    private static final String FILTER = """
             where not i.internal
               and (cast(:query as text) is null or i.name ilike :query or i.code ilike :query
                    or i.implementation_code ilike :query)
               and (cast(:kind as text) is null or i.kind = :kind)
               and (cast(:department as text) is null or i.department = :department)
               and (cast(:day as date) is null or (i.in_force_from <= cast(:day as date)
                    and (i.in_force_until is null or i.in_force_until >= cast(:day as date))))
            """;

    private final JdbcClient jdbc;

    ItemRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of an item beside its versions. */
    record Head(
            long id,
            int currentVersion,
            @Nullable String file,
            @Nullable String fileHash,
            @Nullable String unadopted) {}

    /** Holds other nodes off until the end of the transaction: all of them load the same files as they start. */
    void onlyOne() {
        TransactionLock.hold(jdbc, "service_item");
    }

    Optional<Head> head(String code) {
        return jdbc.sql("""
                        select id, current_version, source_file, file_hash, unadopted
                          from service_item where code = :code
                        """)
                .param("code", code)
                .query((row, n) -> new Head(
                        row.getLong("id"),
                        row.getInt("current_version"),
                        row.getString("source_file"),
                        row.getString("file_hash"),
                        row.getString("unadopted")))
                .optional();
    }

    Optional<ItemVersion> current(String code) {
        return jdbc.sql(VERSION + " where i.code = :code and v.number = i.current_version")
                .param("code", code)
                .query(ItemRepository::version)
                .optional();
    }

    Optional<ItemVersion> version(String code, int number) {
        return jdbc.sql(VERSION + " where i.code = :code and v.number = :number")
                .param("code", code)
                .param("number", number)
                .query(ItemRepository::version)
                .optional();
    }

    Optional<ItemVersion> version(long id) {
        return jdbc.sql(VERSION + " where v.id = :id")
                .param("id", id)
                .query(ItemRepository::version)
                .optional();
    }

    /** All versions of an item, newest first. */
    List<ItemVersion> versions(String code) {
        return jdbc.sql(VERSION + " where i.code = :code order by v.number desc")
                .param("code", code)
                .query(ItemRepository::version)
                .list();
    }

    /**
     * Current versions.
     *
     * @param afterCode code of the item that the page before ended with; null for the first page
     */
    List<ItemVersion> list(ItemFilter filter, @Nullable String afterCode, int size) {
        String key = key(filter.sort());
        // the item the last page ended with may have changed meanwhile: where it stands now is where to go on
        String after = afterCode == null
                ? ""
                : " and (" + key + ", i.code) > (select " + key.replace("i.", "a.")
                        + ", a.code from service_item a where a.code = :after)";
        return filtered(
                        VERSION + FILTER + " and v.number = i.current_version" + after + " order by " + key
                                + ", i.code limit :size",
                        filter)
                .param("after", afterCode)
                .param("size", size)
                .query(ItemRepository::version)
                .list();
    }

    long count(ItemFilter filter) {
        return filtered("select count(*) from service_item i" + FILTER, filter)
                .query(Long.class)
                .single();
    }

    /** How many items of each value of a column the filter leaves. */
    Map<String, Long> counts(ItemFilter filter, Column column) {
        String name = "i." + column.name().toLowerCase(Locale.ROOT);
        return Rows.counts(filtered(
                "select " + name + ", count(*) from service_item i" + FILTER + " group by 1 order by 2 desc, 1",
                filter));
    }

    /** Columns that items are counted by. */
    enum Column {
        KIND,
        DEPARTMENT
    }

    /** An item that was not there; false if another made one of its code first. */
    boolean create(ServiceItem item) {
        return columns("""
                        insert into service_item (code, current_version, name, kind, case_kind, department,
                            implementation_code, promised_hours, in_force_from, in_force_until, internal)
                        values (:code, 1, :name, :kind, :caseKind, :department, :implementationCode, :promisedHours,
                            :inForceFrom, :inForceUntil, :internal)
                        on conflict (code) do nothing
                        """, item).update() == 1;
    }

    /** Moves an item on to its next version; false if another did first. */
    boolean advance(ServiceItem item, int from) {
        return columns("""
                                update service_item
                                   set current_version = current_version + 1, name = :name, kind = :kind,
                                       case_kind = :caseKind, department = :department,
                                       implementation_code = :implementationCode, promised_hours = :promisedHours,
                                       in_force_from = :inForceFrom, in_force_until = :inForceUntil, internal = :internal,
                                       unadopted = null
                                 where code = :code and current_version = :from
                                """, item).param("from", from).update() == 1;
    }

    void add(ServiceItem item, int number, ItemVersion.Origin origin, @Nullable String note, Instant at, Actor by) {
        jdbc.sql("""
                        insert into service_item_version
                            (item_id, number, content, origin, note, published_at, published_by, published_by_name)
                        select id, :number, cast(:content as jsonb), :origin, :note, :at, :by, :byName
                          from service_item where code = :code
                        """)
                .param("code", item.code())
                .param("number", number)
                .param("content", ItemJson.write(item))
                .param("origin", origin.name())
                .param("note", note)
                .param("at", Timestamp.from(at))
                .param("by", by.id())
                .param("byName", by.name())
                .update();
    }

    /** Remembers which text of the file was looked at last, and what of it was not taken. */
    void lookedAt(String code, ItemFile file, @Nullable ServiceItem unadopted) {
        jdbc.sql("""
                        update service_item
                           set source_file = :file, file_hash = :hash, unadopted = cast(:unadopted as jsonb)
                         where code = :code
                        """)
                .param("code", code)
                .param("file", file.name())
                .param("hash", file.hash())
                .param("unadopted", unadopted == null ? null : ItemJson.write(unadopted))
                .update();
    }

    private JdbcClient.StatementSpec columns(String sql, ServiceItem item) {
        return jdbc.sql(sql)
                .param("code", item.code())
                .param("name", item.name())
                .param("kind", item.kind().name())
                .param("caseKind", item.caseKind().name())
                .param("department", item.organ().department())
                .param("implementationCode", item.implementationCode())
                .param("promisedHours", hours(item.promisedTerm()))
                .param("inForceFrom", item.inForce().from())
                .param("inForceUntil", item.inForce().until())
                .param("internal", item.internal());
    }

    private JdbcClient.StatementSpec filtered(String sql, ItemFilter filter) {
        return jdbc.sql(sql)
                .param("query", Rows.containing(filter.query()))
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("department", filter.department())
                .param("day", filter.openOn());
    }

    private static String key(ItemFilter.Sort sort) {
        return switch (sort) {
            case CODE -> "i.code";
            case NAME -> "i.name";
            case KIND -> "i.kind";
            case DEPARTMENT -> "i.department";
            case PROMISE -> "i.promised_hours";
        };
    }

    private static int hours(Term term) {
        return switch (term.unit()) {
            case HOUR, WORKING_HOUR -> term.amount();
            case WORKING_DAY, CALENDAR_DAY -> term.amount() * 24;
        };
    }

    private static ItemVersion version(ResultSet row, int n) throws SQLException {
        OffsetDateTime superseded = row.getObject("superseded_at", OffsetDateTime.class);
        return new ItemVersion(
                row.getLong("id"),
                row.getInt("number"),
                ItemJson.read(row.getString("content")),
                ItemVersion.Origin.valueOf(row.getString("origin")),
                Rows.moment(row, "published_at"),
                row.getString("published_by"),
                row.getString("published_by_name"),
                row.getString("note"),
                superseded == null ? null : superseded.toInstant());
    }
}
