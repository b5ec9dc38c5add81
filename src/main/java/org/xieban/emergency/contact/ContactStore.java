package org.xieban.emergency.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Contacts, in the database. */
@Repository
class ContactStore {

    private static final String FROM = " from emergency_contact c";

    private final JdbcClient jdbc;

    ContactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Contact> rows(SqlConditions conditions, int limit) {
        return jdbc.sql("select c.*" + FROM + conditions.where() + " order by c.code limit :limit")
                .params(conditions.parameters())
                .param("limit", limit)
                .query(ContactStore::row)
                .list();
    }

    long count(SqlConditions conditions) {
        return jdbc.sql("select count(*)" + FROM + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    List<Contact> of(Collection<String> codes) {
        return jdbc.sql("select c.*" + FROM + " where c.code = any (:codes) order by c.code")
                .param("codes", codes.toArray(String[]::new))
                .query(ContactStore::row)
                .list();
    }

    private record Row(
            String code,
            String department,
            @Nullable String unit,
            String name,
            String post,
            @Nullable String phone,
            @Nullable String mobile,
            @Nullable String mail,
            String channel,
            @Nullable String receiver,
            boolean listed) {}

    /** Inserts them or changes them where they differ; each that was touched says whether it was added. */
    List<Boolean> upsert(List<Contact> contacts, Instant now) {
        return jdbc.sql("""
                insert into emergency_contact as c (code, department, unit, name, post, phone, mobile, mail, channel,
                                                    receiver, listed, changed_at)
                select r.*, :now from json_to_recordset(cast(:rows as json)) as r
                    (code text, department text, unit text, name text, post text, phone text, mobile text, mail text,
                     channel text, receiver text, listed boolean)
                on conflict (code) do update
                   set department = excluded.department, unit = excluded.unit, name = excluded.name,
                       post = excluded.post, phone = excluded.phone, mobile = excluded.mobile, mail = excluded.mail,
                       channel = excluded.channel, receiver = excluded.receiver, listed = excluded.listed,
                       version = c.version + 1, changed_at = :now
                 where (c.department, c.unit, c.name, c.post, c.phone, c.mobile, c.mail, c.channel, c.receiver, c.listed)
                       is distinct from (excluded.department, excluded.unit, excluded.name, excluded.post,
                       excluded.phone, excluded.mobile, excluded.mail, excluded.channel, excluded.receiver,
                       excluded.listed)
                returning xmax = 0""")
                .param(
                        "rows",
                        Rows.json(contacts.stream()
                                .map(each -> new Row(
                                        each.code(),
                                        each.department(),
                                        each.unit(),
                                        each.name(),
                                        each.post(),
                                        each.phone(),
                                        each.mobile(),
                                        each.mail(),
                                        each.channel().name(),
                                        each.receiver(),
                                        each.listed()))
                                .toList()))
                .param("now", OfficialTime.of(now))
                .query(Boolean.class)
                .list();
    }

    private static Contact row(ResultSet row, int number) throws SQLException {
        return new Contact(
                row.getString("code"),
                row.getString("department"),
                row.getString("unit"),
                row.getString("name"),
                row.getString("post"),
                row.getString("phone"),
                row.getString("mobile"),
                row.getString("mail"),
                Contact.Channel.valueOf(row.getString("channel")),
                row.getString("receiver"),
                row.getBoolean("listed"),
                row.getInt("version"));
    }
}
