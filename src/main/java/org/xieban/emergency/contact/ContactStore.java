package org.xieban.emergency.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Upsert;

/** Contacts, in the database. */
@Repository
class ContactStore {

    private static final String FROM = " from emergency_contact c";
    private static final Upsert UPSERT = new Upsert("emergency_contact", ContactTable.COLUMNS);

    private final JdbcClient jdbc;

    ContactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Contact> rows(SqlConditions conditions, int limit) {
        return conditions.rows(jdbc, "select c.*" + FROM, "c.code", limit, ContactStore::row);
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, FROM);
    }

    List<Contact> of(Collection<String> codes) {
        return jdbc.sql("select c.*" + FROM + " where c.code = any (:codes) order by c.code")
                .param("codes", codes.toArray(String[]::new))
                .query(ContactStore::row)
                .list();
    }

    /** Inserts them or changes them where they differ; each that was touched says whether it was added. */
    List<Boolean> upsert(List<Contact> contacts, Instant now) {
        return UPSERT.keep(jdbc, contacts, now);
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
