package org.xieban.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;

/**
 * A year's notice that moves a hundred thousand open clocks: shown and applied through the API, each clock with its
 * entry in the record, every third with its task and its work item. The database makes its commits durable, as in
 * production.
 */
@XiebanTest
@TestPropertySource(properties = {"xieban.data-temporary=false", "xieban.bench=calendar"})
@Tag("bench")
class CalendarBench {

    private static final int CASES = 33_334;
    private static final double GOAL_SECONDS = 10;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Calendars calendars;

    @Autowired
    private Clock clock;

    @Test
    void aHundredThousandClocksAreShownAndMoved() throws Exception {
        int year = Math.max(2027, LocalDate.now(clock).getYear() + 1);
        LocalDate start = LocalDate.of(year - 1, 12, 28);
        fill("STATUTORY", start, 20);
        fill("PROMISED", start, 15);
        fill("STEP", start, 10);
        jdbc.sql("analyze").update();
        long clocks = jdbc.sql("select count(*) from clock where case_no like 'BENCH%'")
                .query(Long.class)
                .single();
        assertThat(clocks).isGreaterThanOrEqualTo(100_000);

        // as it is on a server that has run a while, whose tables have been swept since
        round(year, 7, clocks);
        jdbc.sql("vacuum analyze").update();
        Timed[] round = round(year, 5, clocks);
        Timed preview = round[0];
        Timed apply = round[1];

        System.out.printf(
                "%d open clocks of %d cases with a task each%npreview %s%napply   %s%ntogether %.1f s%n",
                clocks, CASES, preview, apply, preview.seconds + apply.seconds);
        System.out.printf("preview, where the time goes:%n%s", preview.places);
        System.out.printf("apply, where the time goes:%n%s", apply.places);
        assertThat(moved("clock", "due_at", "case_no like 'BENCH%' and kind = 'STEP'"))
                .isEqualTo(moved("work_item", "due_at", "case_no like 'BENCH%'"));
        assertThat(jdbc.sql("select count(*) from trace_entry where act = 'clock.moved' and case_no like 'BENCH%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2 * clocks);
        // what they would take on a machine of their own: each waits for the other
        assertThat(preview.cpu + preview.databaseCpu + apply.cpu + apply.databaseCpu)
                .as("processor seconds for preview and apply, which take turns with the database")
                .isLessThan(GOAL_SECONDS);
    }

    /** A notice with days off until that day of January is shown, then applied. */
    private Timed[] round(int year, int until, long clocks) throws Exception {
        Timed preview = call(year, "true", days(year, until));
        JsonNode shown = new ObjectMapper().readTree(preview.body);
        assertThat(shown.get("clocks").size()).isEqualTo((int) clocks);
        Timed apply = call(year, "false&token=" + shown.get("token").asText(), days(year, until));
        assertThat(new ObjectMapper().readTree(apply.body).get("clocks").size()).isEqualTo((int) clocks);
        return new Timed[] {preview, apply};
    }

    /** @param cpu seconds of the product's and of the database's processors, which others on the machine do not lengthen */
    private record Timed(double seconds, double cpu, double databaseCpu, String body, String places) {

        @Override
        public String toString() {
            return "%.1f s (processor: product %.1f s, database %.1f s)".formatted(seconds, cpu, databaseCpu);
        }
    }

    private double databaseCpu() {
        long backend = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        return ProcessHandle.of(backend)
                        .flatMap(ProcessHandle::parent)
                        .map(server -> server.children()
                                .flatMap(each -> each.info().totalCpuDuration().stream())
                                .mapToLong(Duration::toMillis)
                                .sum())
                        .orElse(0L)
                / 1e3;
    }

    /** Of the thread that serves the request; what compiles and cleans up beside it has processors of its own. */
    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private Timed call(int year, String preview, String body) throws Exception {
        try (Sampler sampler = new Sampler(List.of(Thread.currentThread()))) {
            double product = cpu();
            double database = databaseCpu();
            long begun = System.nanoTime();
            String answer = mvc.perform(put("/api/v1/calendar/" + year + "?preview=" + preview)
                            .with(httpBasic("sysadmin.yu", "xieban-demo"))
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(body))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Timed(seconds, cpu() - product, databaseCpu() - database, answer, sampler.top(12));
        }
    }

    private static String days(int year, int until) {
        return IntStream.rangeClosed(1, until)
                .mapToObj(day -> "{\"date\":\"%d-01-%02d\",\"kind\":\"OFF\",\"name\":\"元旦\"}".formatted(year, day))
                .collect(Collectors.joining(",", "{\"source\":\"节假日安排的通知\",\"days\":[", "]}"));
    }

    private String moved(String table, String column, String where) {
        return jdbc.sql("select min(" + column + ") || ' ' || max(" + column + ") from " + table + " where " + where)
                .query(String.class)
                .single();
    }

    /** Clocks of one kind, one a case; those of steps with their tasks. */
    private void fill(String kind, LocalDate start, int days) {
        OffsetDateTime due =
                calendars.current().due(start, days, TermUnit.WORKING_DAY).dueAt();
        boolean step = kind.equals("STEP");
        jdbc.sql("""
                insert into case_file (number, title, item_code, item_version, item_name, process_key, state,
                    lead_department, registered_by, registered_department, registered_at, accepted_at,
                    applicant_kind, applicant_name, applicant_id_number, applicant_phone, searched, grams)
                select 'BENCH-' || n, '食品经营许可', 'food-business-licence', 1, '食品经营许可', 'administrativeApproval',
                       'IN_REVIEW', 'spj', 'clerk.chen', 'spj', :start, :start, 'PERSON', '张三', '11010519491231002X',
                       '13800000000', '', '{}'
                  from generate_series(100001, 100000 + :cases) n
                on conflict do nothing""").param("start", start).param("cases", CASES).update();
        jdbc.sql("""
                insert into clock (case_no, kind, step, step_name, task_id, department, amount, unit, start_event,
                    legal_basis, source, started_at, due_at, yellow_at, expected, paused, lamp, next_change_at)
                select 'BENCH-' || n, :kind, case when :step then 'userTask_examine' end,
                       case when :step then '审查' end, case when :step then 'bench-' || n end, 'spj', :days,
                       'WORKING_DAY', case when :step then 'STEP' else 'ACCEPTANCE' end, '《行政许可法》第四十二条',
                       case when :step then 'MODEL' else 'LAW' end,
                       cast(:start as date) + time '09:00' + mod(n, 28000) * interval '1 second', :due, :due - interval '2 days', true, false,
                       'GREEN', :due - interval '2 days'
                  from generate_series(100001, 100000 + :cases) n""")
                .param("kind", kind)
                .param("step", step)
                .param("days", days)
                .param("start", start)
                .param("due", due)
                .param("cases", CASES)
                .update();
        if (step) {
            jdbc.sql("""
                    insert into act_ru_task (id_, rev_, name_, task_def_key_, priority_, create_time_, due_date_,
                                             suspension_state_)
                    select 'bench-' || n, 1, '审查', 'userTask_examine', 50, localtimestamp, localtimestamp, 1
                      from generate_series(100001, 100000 + :cases) n""").param("cases", CASES).update();
            jdbc.sql("""
                    insert into act_hi_taskinst (id_, name_, task_def_key_, priority_, start_time_, due_date_)
                    select 'bench-' || n, '审查', 'userTask_examine', 50, localtimestamp, localtimestamp
                      from generate_series(100001, 100000 + :cases) n""").param("cases", CASES).update();
            jdbc.sql("""
                    insert into work_item (task_id, case_no, title, item_code, item_name, applicant, process_key, step,
                        step_name, candidate_groups, candidates, departments, opened_at, due_at, priority, suspended,
                        completed, lamp, searched)
                    select 'bench-' || n, 'BENCH-' || n, '食品经营许可', 'food-business-licence', '食品经营许可', '张*',
                           'administrativeApproval', 'userTask_examine', '审查', '{spj.handler}', '{}', '{spj}', :start,
                           :due, 50, false, false, 'GREEN', ''
                      from generate_series(100001, 100000 + :cases) n""")
                    .param("start", start)
                    .param("due", due)
                    .param("cases", CASES)
                    .update();
        }
    }
}
