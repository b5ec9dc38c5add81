package org.xieban.engine.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.EndedActivities;

/** Of what repeats an element only what is repeated is told, since that is the element. */
@Component
class CamundaEndedActivities implements EndedActivities {

    /** {@code ActivityInstanceState.CANCELED}, as the engine keeps it. */
    private static final int CANCELLED = 2;

    private final JdbcClient jdbc;

    CamundaEndedActivities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Ended> take(int most) {
        return jdbc.sql("""
                        with noted as (
                            delete from ended_activity where position in (
                                select position from ended_activity order by position limit :most for update skip locked)
                            returning activity, instance)
                        select a.proc_def_id_, a.act_id_, a.start_time_, a.end_time_, a.task_id_, t.due_date_,
                               a.act_inst_state_ = :cancelled
                          from noted n
                          join act_hi_actinst a on a.id_ = n.activity
                          left join act_hi_taskinst t on t.id_ = a.task_id_
                         where a.act_type_ <> 'multiInstanceBody'
                        union all
                        select i.proc_def_id_, i.proc_def_key_, i.start_time_, i.end_time_, null, null, i.state_ <> 'COMPLETED'
                          from noted n
                          join act_hi_procinst i on i.id_ = n.instance""")
                .param("most", most)
                .param("cancelled", CANCELLED)
                .query(CamundaEndedActivities::ended)
                .list();
    }

    private static Ended ended(ResultSet row, int number) throws SQLException {
        // the engine writes its times in the zone of its machine, by which the driver reads them again
        return new Ended(
                row.getString(1),
                row.getString(2),
                row.getTimestamp(3).toInstant(),
                row.getTimestamp(4).toInstant(),
                row.getString(5),
                instant(row.getTimestamp(6)),
                row.getBoolean(7));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    @Override
    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql("select count(*) from ended_activity").query(Long.class).single();
    }
}
