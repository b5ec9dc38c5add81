package org.xieban.emergency.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The shifts of all rosters. */
@Repository
class ShiftStore {

    private static final String SELECT = "select * from duty_shift s ";

    private final JdbcClient jdbc;

    ShiftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Shift> find(long id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(ShiftStore::row)
                .optional();
    }

    Optional<Shift> covering(String department, Instant at) {
        return jdbc.sql(SELECT + """
                        where department = :department and starts_at <= :at and ends_at > :at
                        order by starts_at desc, id desc limit 1""")
                .param("department", department)
                .param("at", OfficialTime.of(at))
                .query(ShiftStore::row)
                .optional();
    }

    /** Those of every department that cover a moment, by department; those that began last first. */
    List<Shift> covering(Instant at) {
        return jdbc.sql(SELECT + """
                        where starts_at <= :at and ends_at > :at
                        order by department, starts_at desc, id desc""")
                .param("at", OfficialTime.of(at))
                .query(ShiftStore::row)
                .list();
    }

    Optional<Shift> following(String department, Instant at, String otherThan) {
        return jdbc.sql(SELECT + """
                        where department = :department and starts_at > :at and officer <> :other
                        order by starts_at, id limit 1""")
                .param("department", department)
                .param("at", OfficialTime.of(at))
                .param("other", otherThan)
                .query(ShiftStore::row)
                .optional();
    }

    /** The shift of a department that ended last before a moment. */
    Optional<Shift> preceding(String department, Instant at) {
        return jdbc.sql(SELECT + """
                        where department = :department and ends_at <= :at order by ends_at desc, id desc limit 1""")
                .param("department", department)
                .param("at", OfficialTime.of(at))
                .query(ShiftStore::row)
                .optional();
    }

    /** When the last shift of a department ends; empty where it has none. */
    Optional<Instant> end(String department) {
        return jdbc.sql("select max(ends_at) as ends_at from duty_shift where department = ?")
                .param(department)
                .query((row, number) -> Optional.ofNullable(Rows.instant(row, "ends_at")))
                .single();
    }

    /** Those of a department that cover some of a stretch of time, by their beginnings. */
    List<Shift> within(String department, Instant from, Instant until) {
        return jdbc.sql(SELECT + """
                        where department = :department and ends_at > :from and starts_at < :until
                        order by starts_at, id""")
                .param("department", department)
                .param("from", OfficialTime.of(from))
                .param("until", OfficialTime.of(until))
                .query(ShiftStore::row)
                .list();
    }

    /** The departments that keep a roster: one that has a shift after a moment. */
    List<String> departments(Instant since) {
        return jdbc.sql("select distinct department from duty_shift where ends_at > ? order by department")
                .param(OfficialTime.of(since))
                .query(String.class)
                .list();
    }

    /**
     * Adds one, or changes it where nobody else has done so since.
     *
     * @return its number; empty where its version is another
     * @throws org.springframework.dao.DuplicateKeyException where another shift of the same officer begins then
     */
    Optional<Long> save(Shift shift, String by, Instant now) {
        JdbcClient.StatementSpec statement = shift.id() == 0
                ? jdbc.sql("""
                        insert into duty_shift
                            (department, starts_at, ends_at, officer, leader, phone, changed_by, changed_at)
                        values (:department, :from, :until, :officer, :leader, :phone, :by, :now) returning id""")
                : jdbc.sql("""
                        update duty_shift set starts_at = :from, ends_at = :until, officer = :officer, leader = :leader,
                               phone = :phone, changed_by = :by, changed_at = :now, version = version + 1
                         where id = :id and department = :department and version = :version returning id""").param("id", shift.id()).param("version", shift.version());
        return statement
                .param("department", shift.department())
                .param("from", OfficialTime.of(shift.from()))
                .param("until", OfficialTime.of(shift.until()))
                .param("officer", shift.officer())
                .param("leader", shift.leader())
                .param("phone", shift.phone())
                .param("by", by)
                .param("now", OfficialTime.of(now))
                .query(Long.class)
                .optional();
    }

    /** Adds shifts of one department, or changes those that begin then with the same officer; true for each added. */
    List<Boolean> upsert(List<Shift> shifts, String by, Instant now) {
        return jdbc.sql("""
                        insert into duty_shift as s
                            (department, starts_at, ends_at, officer, leader, phone, changed_by, changed_at)
                        select r.department, r."from", r.until, r.officer, r.leader, r.phone, :by, :now
                          from json_to_recordset(cast(:rows as json)) as r (department text, "from" timestamptz,
                               until timestamptz, officer text, leader text, phone text)
                        on conflict (department, starts_at, officer) do update
                           set ends_at = excluded.ends_at, leader = excluded.leader, phone = excluded.phone,
                               changed_by = :by, changed_at = :now, version = s.version + 1
                         where (s.ends_at, s.leader, s.phone)
                               is distinct from (excluded.ends_at, excluded.leader, excluded.phone)
                        returning xmax = 0""")
                .param("rows", Rows.json(shifts))
                .param("by", by)
                .param("now", OfficialTime.of(now))
                .query(Boolean.class)
                .list();
    }

    /** Whether it was there, and unchanged. */
    boolean remove(long id, int version) {
        return jdbc.sql("delete from duty_shift where id = ? and version = ?")
                        .params(id, version)
                        .update()
                > 0;
    }

    static Shift row(ResultSet row, int number) throws SQLException {
        return new Shift(
                row.getLong("id"),
                row.getString("department"),
                Rows.moment(row, "starts_at"),
                Rows.moment(row, "ends_at"),
                row.getString("officer"),
                row.getString("leader"),
                row.getString("phone"),
                row.getInt("version"));
    }
}
