package org.xieban.emergency.event;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.trace.OfficialTime;

/** Events as they stand in the tables, without a process behind them; gone when the test is. */
public final class EventsOfTests implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final JdbcClient jdbc;
    private final List<String> numbers = new ArrayList<>();

    public EventsOfTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One that is answered in the east of the city, seen by the emergency department; its number. */
    public String responding(EventKind kind, @Nullable Grade level, Instant since) {
        String caseNo = caseFile(since);
        new EventStore(jdbc)
                .insert(new Event(
                        caseNo,
                        kind,
                        "测试事件 " + caseNo,
                        "yjgl",
                        false,
                        "411921",
                        "仪封县",
                        new BigDecimal("114.240000"),
                        new BigDecimal("33.310000"),
                        since.minus(Duration.ofMinutes(30)),
                        since.minus(Duration.ofMinutes(20)),
                        Event.Source.OFFICER,
                        null,
                        Harm.NONE,
                        Event.State.VERIFIED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0));
        if (level != null) {
            jdbc.sql("""
                    update emergency_event set state = 'RESPONDING', grade = :level, level = :level,
                           responding_since = :since
                     where case_no = :no""")
                    .param("no", caseNo)
                    .param("level", level.name())
                    .param("since", OfficialTime.of(since))
                    .update();
        }
        return caseNo;
    }

    private String caseFile(Instant since) {
        String caseNo = String.format(Locale.ROOT, "XP26-9999-%04d-0", NUMBER.incrementAndGet());
        numbers.add(caseNo);
        jdbc.sql("""
                insert into case_file (number, title, item_code, item_version, item_name, process_key, state,
                    lead_department, registered_by, registered_department, registered_at, applicant_kind, applicant_name,
                    applicant_id_number, applicant_phone, searched, grams)
                values (:no, '测试事件', 'emergency-event', 1, '突发事件', 'emergencyEvent', 'REGISTERED', 'yjgl', '', 'yjgl',
                    :since, 'DEPARTMENT', '应急管理局', '', '', '', '{}')""").param("no", caseNo).param("since", OfficialTime.of(since)).update();
        jdbc.sql("insert into case_department (case_no, department, since, how) values (:no, 'yjgl', :since, 'LEAD')")
                .param("no", caseNo)
                .param("since", OfficialTime.of(since))
                .update();
        return caseNo;
    }

    /**
     * A directive of one of them.
     *
     * @param acknowledged minutes after it was given; null while it is not
     * @param completed minutes after it was given; null while it is not
     */
    public String ordered(
            String event,
            String department,
            @Nullable String planItem,
            Instant given,
            @Nullable Integer acknowledged,
            @Nullable Integer completed) {
        String number = caseFile(given);
        jdbc.sql("""
                insert into emergency_directive (case_no, event, department, content, drill, given_by, given_at, given_key,
                    place, within_minutes, complete_by, plan_item, state, acknowledged_by, acknowledged_at, how, late,
                    ended_by, ended_at, end_text)
                values (:no, :event, :department, '测试指令', false, 'emergency.wu', :given, :no, 0, 10, :due, :item, :state,
                    :by, :acknowledged, :how, :late, :ender, :completed, :result)""")
                .param("no", number)
                .param("event", event)
                .param("department", department)
                .param("given", OfficialTime.of(given))
                .param("due", OfficialTime.of(given.plus(Duration.ofMinutes(60))))
                .param("item", planItem)
                .param("state", completed != null ? "COMPLETED" : acknowledged != null ? "IN_PROGRESS" : "SENT")
                .param("by", acknowledged == null ? null : "water.tian")
                .param("acknowledged", at(given, acknowledged))
                .param("how", acknowledged == null ? null : "OFFICER")
                .param("late", acknowledged == null ? null : false)
                .param("ender", completed == null ? null : "water.tian")
                .param("completed", at(given, completed))
                .param("result", completed == null ? null : "险情排除")
                .update();
        return number;
    }

    private static @Nullable OffsetDateTime at(Instant given, @Nullable Integer minutes) {
        return minutes == null ? null : OfficialTime.of(given.plus(Duration.ofMinutes(minutes)));
    }

    @Override
    public void close() {
        for (String caseNo : numbers) {
            jdbc.sql("delete from emergency_directive where case_no = ?")
                    .param(caseNo)
                    .update();
        }
        for (String caseNo : numbers) {
            for (String table : List.of(
                    "emergency_plan_tick", "emergency_resource_assignment", "emergency_event", "case_department")) {
                jdbc.sql("delete from " + table + " where case_no = ?")
                        .param(caseNo)
                        .update();
            }
            jdbc.sql("delete from case_file where number = ?").param(caseNo).update();
        }
        numbers.clear();
    }
}
