package org.xieban.emergency.support;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlCondition;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventKind;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What was ticked by hand, and which events may be like another, in the database. */
@Repository
class SupportStore {

    private final JdbcClient jdbc;

    SupportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers of events of the same category in which something was done, of the same kind first, the newest first. */
    List<String> past(Event event, SqlCondition seen, int limit) {
        return jdbc.sql("""
                        select e.case_no from emergency_event e
                         where e.case_no <> :caseNo and e.kind = any (:kinds) and e.responding_since is not null
                           and not e.drill and\s""" + seen.sql() + " order by e.kind = :kind desc, e.reported_at desc, e.case_no limit :limit")
                .params(seen.parameters())
                .param("caseNo", event.caseNo())
                .param("kind", event.kind().name())
                .param(
                        "kinds",
                        Arrays.stream(EventKind.values())
                                .filter(each -> each.of() == event.kind().of())
                                .map(Enum::name)
                                .toArray(String[]::new))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** Numbers of the events of the same kind that were reported before, drills included, the newest first. */
    List<String> earlier(Event event, SqlCondition seen, int limit) {
        return jdbc.sql("""
                        select e.case_no from emergency_event e
                         where e.case_no <> :caseNo and e.kind = :kind and e.reported_at <= :reported
                           and e.responding_since is not null and\s""" + seen.sql() + " order by e.reported_at desc, e.case_no desc limit :limit")
                .params(seen.parameters())
                .param("caseNo", event.caseNo())
                .param("kind", event.kind().name())
                .param("reported", OfficialTime.of(event.reportedAt()))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** How many directives of whatever event each department has that are open. */
    Map<String, Long> openOrders() {
        return Rows.counts(jdbc.sql("""
                select department, count(*) from emergency_directive where state in ('SENT', 'IN_PROGRESS')
                 group by department order by department"""));
    }

    /** What was ticked by hand in an event, by the code of the item. */
    Map<String, CheckedItem.Tick> ticks(String caseNo) {
        Map<String, CheckedItem.Tick> ticks = new LinkedHashMap<>();
        jdbc.sql("select item, by_whom, at, note from emergency_plan_tick where case_no = :caseNo order by at")
                .param("caseNo", caseNo)
                .query(row -> {
                    ticks.put(
                            row.getString("item"),
                            new CheckedItem.Tick(
                                    row.getString("by_whom"), Rows.moment(row, "at"), row.getString("note")));
                });
        return ticks;
    }

    /** Ticks an item; false where it was already. */
    boolean tick(String caseNo, String item, String by, Instant at, String note) {
        return jdbc.sql("""
                        insert into emergency_plan_tick (case_no, item, by_whom, at, note)
                        values (:caseNo, :item, :by, :at, :note) on conflict do nothing""")
                        .param("caseNo", caseNo)
                        .param("item", item)
                        .param("by", by)
                        .param("at", OfficialTime.of(at))
                        .param("note", note)
                        .update()
                > 0;
    }

    /** Takes a tick back; false where there was none. */
    boolean untick(String caseNo, String item) {
        return jdbc.sql("delete from emergency_plan_tick where case_no = :caseNo and item = :item")
                        .param("caseNo", caseNo)
                        .param("item", item)
                        .update()
                > 0;
    }
}
