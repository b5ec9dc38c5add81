package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.xieban.XiebanTest;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Recurring;

/**
 * The heat map of a process over the finished cases of {@link ManyCases}, and the list of what is overdue among the open
 * ones, as a supervisor asks the API for them; beside each the question that the engine's history, or the tables as they
 * are, would be asked.
 */
@XiebanTest
@TestPropertySource(
        properties = {"xieban.data-temporary=false", ManyCasesOnce.DATA, "xieban.supervision.count-every=1s"})
@Tag("bench")
class SupervisionBench {

    private static final String SUPERVISOR = "supervisor.zheng";
    private static final String PROCESS = "administrativeApproval";
    private static final double SECONDS_EACH = 8;
    private static final int MOST = 40;

    /** So many cases have a history of their steps; the engine has more finished ones without. */
    private static final int ENDED = Integer.getInteger("xieban.bench.ended", 1_000_000);

    /** Passages of each case. */
    private static final List<String> STEPS =
            List.of(TasksOfCases.REVIEW, TasksOfCases.EXAMINE, "gateway_isDecisionChainComplete", TasksOfCases.DECIDE);

    @Autowired
    ManyCasesOnce many;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Recurring heatRollUps;

    @Autowired
    Clock clock;

    @Test
    void whatIsLateAndWhereTimeGoes() throws Exception {
        many.fill();
        String definition = definition();
        if (jdbc.sql("select count(*) from (select from act_hi_actinst where proc_def_id_ = ? limit 10000) f")
                        .param(definition)
                        .query(Long.class)
                        .single()
                < 10_000) {
            passages(definition);
        }
        counted();
        jdbc.sql("vacuum analyze heat").update();
        System.out.printf(
                "%d passages of %d finished cases counted in %d rows, %s%n",
                jdbc.sql("select sum(passages) from heat").query(Long.class).single(),
                ENDED,
                jdbc.sql("select count(*) from heat").query(Long.class).single(),
                jdbc.sql("select pg_size_pretty(pg_total_relation_size('heat'))")
                        .query(String.class)
                        .single());
        LocalDate today = OfficialTime.today(clock);
        row("heat map of all time", heat(""), () -> plain(definition, LocalDate.EPOCH, today.plusDays(1)));
        row(
                "heat map of a month",
                heat("?from=" + today.minusDays(400) + "&to=" + today.minusDays(370)),
                () -> plain(definition, today.minusDays(400), today.minusDays(370)));
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("overdue and soon due", "");
        lists.put("overdue", "?lamp=RED");
        lists.put("of a department", "?department=d03");
        lists.put("of an item", "?item=eia-form");
        lists.put("with two characters", "?q=晓明");
        lists.put("by item", "?sort=item");
        for (Map.Entry<String, String> list : lists.entrySet()) {
            row(list.getKey(), asked("/supervision/overdue" + list.getValue()), this::plainOverdue);
        }
    }

    private String definition() {
        return jdbc.sql("select id_ from act_re_procdef where key_ = ? order by version_ desc limit 1")
                .param(PROCESS)
                .query(String.class)
                .single();
    }

    /** The history of their steps, of durations from seconds to weeks; indexes behind the rows, as after a restore. */
    private void passages(String definition) {
        List<String> indexes = jdbc.sql("""
                        select indexdef from pg_indexes where tablename = 'act_hi_actinst'
                           and indexdef not like 'CREATE UNIQUE%'""").query(String.class).list();
        jdbc.sql("""
                do $$ declare i record; begin
                    for i in select indexname from pg_indexes where tablename = 'act_hi_actinst'
                                and indexdef not like 'CREATE UNIQUE%' loop
                        execute 'drop index ' || i.indexname;
                    end loop;
                end $$""").update();
        long begun = System.nanoTime();
        jdbc.sql("""
                        insert into act_hi_actinst (id_, proc_def_key_, proc_def_id_, proc_inst_id_, execution_id_, act_id_,
                               act_type_, start_time_, end_time_, act_inst_state_, sequence_counter_)
                        select s.step || n, :key, :definition, 'bench-' || n, 'bench-' || n, s.step, 'userTask',
                               e.at - make_interval(secs => exp(abs(hashint4(n + s.nth::int)) % 14000 / 1000.0)), e.at, 0, s.nth
                          from generate_series(1, :number) n,
                               lateral (select cast(:now as timestamp) - make_interval(secs => abs(hashint4(n)) % 94608000) as at) e,
                               unnest(cast(:steps as text[])) with ordinality s (step, nth)""")
                .param("key", PROCESS)
                .param("definition", definition)
                .param("number", ENDED)
                .param("now", java.sql.Timestamp.from(clock.instant()))
                .param("steps", STEPS.toArray(String[]::new))
                .update();
        indexes.stream()
                .filter(index -> index.toLowerCase(java.util.Locale.ROOT).contains("pdefid_end_time"))
                .forEach(index -> jdbc.sql(index).update());
        jdbc.sql("vacuum analyze act_hi_actinst").update();
        System.out.printf("history of steps %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }

    private void counted() {
        long begun = System.nanoTime();
        long waiting = waiting();
        Awaitility.await()
                .atMost(Duration.ofHours(1))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> waiting() == 0);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%d ends counted in %.1f s, %.0f a second%n", waiting, seconds, waiting / seconds);
        assertThat(heatRollUps.isRunning()).isTrue();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from ended_activity").query(Long.class).single();
    }

    private interface Work {
        void done() throws Exception;
    }

    private Work heat(String period) {
        return asked("/supervision/processes/" + PROCESS + "/heat" + period);
    }

    private Work asked(String path) {
        return () -> tasks.calls().get(SUPERVISOR, path).andExpect(status().isOk());
    }

    private void plain(String definition, LocalDate from, LocalDate to) {
        jdbc.sql("""
                        select act_id_, count(*), sum(end_time_ - start_time_),
                               percentile_disc(array[0.5, 0.9]) within group (order by end_time_ - start_time_)
                          from act_hi_actinst where proc_def_id_ = :id and end_time_ >= :from and end_time_ < :to
                         group by act_id_""")
                .param("id", definition)
                .param("from", java.sql.Date.valueOf(from))
                .param("to", java.sql.Date.valueOf(to))
                .query()
                .listOfRows();
    }

    /** The first page and the numbers, from the cases and their clocks. */
    private void plainOverdue() {
        jdbc.sql("""
                        with late as (
                            select c.number, c.title, min(k.due_at) as due, bool_or(k.due_at <= :now) as red
                              from case_file c join clock k on k.case_no = c.number
                             where c.closed_at is null and k.ended_at is null and not k.paused
                             group by c.number having bool_or(k.yellow_at <= :now))
                        select *, (select count(*) from late where red), (select count(*) from late)
                          from late order by due limit 51""").param("now", OfficialTime.of(clock.instant())).query().listOfRows();
    }

    private static void row(String name, Work ours, Work plain) throws Exception {
        WorklistBench.Times mine = times(ours);
        WorklistBench.Times other = times(plain);
        System.out.printf(
                "%-24s | over the API %s ms | plain question %s ms | %.1f x%n",
                name, mine, other, other.p50() / mine.p50());
    }

    private static WorklistBench.Times times(Work work) throws Exception {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + (long) (SECONDS_EACH * 1e9);
        for (int round = 0; round < 3 || (round < MOST && System.nanoTime() < end); round++) {
            long begun = System.nanoTime();
            work.done();
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return WorklistBench.times(millis);
    }
}
