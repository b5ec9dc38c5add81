package org.xieban.emergency.outreach;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.emergency.outreach.Delivery.State;
import org.xieban.emergency.outreach.Recipient.Channel;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The messages that go out, and how far each has come. */
@Repository
class OutreachStore {

    private static final String FROM = " from outreach_delivery d join outreach_message m on m.id = d.message ";
    private static final String SELECT = "select d.*, m.kind, m.case_no, m.drill, m.subject, m.body, m.created_at,"
            + " coalesce(d.retried_at, m.created_at) as tried_since" + FROM;

    private final JdbcClient jdbc;

    OutreachStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a message; empty where one has that key. */
    Optional<Long> add(Purpose purpose, String subject, String text, String key, Instant now) {
        return jdbc.sql("""
                        insert into outreach_message (key, kind, case_no, drill, subject, body, created_at)
                        values (:key, :kind, :caseNo, :drill, :subject, :body, :now)
                        on conflict (key) do nothing returning id""")
                .param("key", key)
                .param("kind", purpose.kind().name())
                .param("caseNo", purpose.caseNo())
                .param("drill", purpose.drill())
                .param("subject", subject)
                .param("body", text)
                .param("now", OfficialTime.of(now))
                .query(Long.class)
                .optional();
    }

    /** Adds a recipient; its number. */
    long add(long message, Recipient recipient, String key, boolean drill, Instant now) {
        return jdbc.sql("""
                        insert into outreach_delivery (message, key, channel, name, address, state, next_at)
                        values (:message, :key, :channel, :name, :address, :state, :next) returning id""")
                .param("message", message)
                .param("key", key)
                .param("channel", recipient.channel().name())
                .param("name", recipient.name())
                .param("address", recipient.address())
                .param("state", (drill ? State.DRILL : State.WAITING).name())
                .param("next", drill ? null : OfficialTime.of(now))
                .query(Long.class)
                .single();
    }

    /** Which of these codes an enabled receiver has. */
    Set<String> receiving(Collection<String> codes) {
        return jdbc.sql("select code from outreach_receiver where enabled and code = any(:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .set();
    }

    /** Takes one that is due, so that no other node does until a moment; in a transaction of its own. */
    Optional<Delivery> take(Instant now, Instant until) {
        return jdbc.sql("""
                        update outreach_delivery set attempts = attempts + 1, next_at = :until
                         where id = (select id from outreach_delivery
                                      where state = 'WAITING' and next_at <= :now
                                      order by next_at, id limit 1 for update skip locked)
                        returning id""")
                .param("now", OfficialTime.of(now))
                .param("until", OfficialTime.of(until))
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    /** Marks that it was taken; what was acknowledged meanwhile stays so. */
    void sent(long id, boolean acknowledged, Instant now) {
        jdbc.sql("""
                        update outreach_delivery
                           set sent_at = coalesce(sent_at, :now), failure = null, next_at = null,
                               acknowledged_at = coalesce(acknowledged_at, case when :acknowledged then :now end),
                               state = case when :acknowledged or acknowledged_at is not null then 'ACKNOWLEDGED'
                                            else 'SENT' end
                         where id = :id""")
                .param("id", id)
                .param("acknowledged", acknowledged)
                .param("now", OfficialTime.of(now))
                .update();
    }

    /** Marks that it was not taken; without a next time it is given up. What was acknowledged meanwhile was. */
    void failed(long id, String failure, @Nullable Instant nextAt) {
        jdbc.sql("""
                        update outreach_delivery set failure = :failure, next_at = :next, state = :state
                         where id = :id and state = 'WAITING'""")
                .param("id", id)
                .param("failure", failure)
                .param("next", nextAt == null ? null : OfficialTime.of(nextAt))
                .param("state", (nextAt == null ? State.FAILED : State.WAITING).name())
                .update();
    }

    /** Whether it was not acknowledged before. */
    boolean acknowledged(long id, Instant now) {
        return jdbc.sql("""
                        update outreach_delivery
                           set acknowledged_at = :now, state = 'ACKNOWLEDGED', next_at = null,
                               sent_at = coalesce(sent_at, :now)
                         where id = :id and acknowledged_at is null and state <> 'DRILL'""").param("id", id).param("now", OfficialTime.of(now)).update() > 0;
    }

    /** Whether it was given up and is tried again. */
    boolean again(long id, Instant now) {
        return jdbc.sql("update outreach_delivery set state = 'WAITING', next_at = ?, retried_at = ? "
                                + "where id = ? and state = 'FAILED'")
                        .params(OfficialTime.of(now), OfficialTime.of(now), id)
                        .update()
                > 0;
    }

    Optional<Delivery> find(long id) {
        return jdbc.sql(SELECT + "where d.id = ?")
                .param(id)
                .query(OutreachStore::row)
                .optional();
    }

    /** @param before the number of the last one of the page before, null for the first */
    List<Delivery> list(SqlConditions conditions, @Nullable Long before, int limit) {
        conditions.add("d.id < :before", "before", before);
        return conditions.rows(jdbc, SELECT, "d.id desc", limit, OutreachStore::row);
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, FROM);
    }

    private static Delivery row(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getString("key"),
                new Purpose(
                        Purpose.Kind.valueOf(row.getString("kind")), row.getString("case_no"), row.getBoolean("drill")),
                row.getString("subject"),
                row.getString("body"),
                Rows.moment(row, "created_at"),
                Rows.moment(row, "tried_since"),
                Channel.valueOf(row.getString("channel")),
                row.getString("name"),
                row.getString("address"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Rows.instant(row, "next_at"),
                row.getString("failure"),
                Rows.instant(row, "sent_at"),
                Rows.instant(row, "acknowledged_at"));
    }
}
