package org.xieban.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.xieban.XiebanTest;
import org.xieban.timelimit.ReckoningCost;
import org.xieban.timelimit.Sweep;

/**
 * What watching clocks costs: a sweep when nothing is due, one when ten thousand are due at once, beside one BPMN timer
 * for each case on the bare engine; and a due date with its explanation.
 */
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
@Tag("bench")
class ClockBench {

    private static final int OPEN = 100_000;
    private static final int DUE = 10_000;
    private static final int SWEEPS = 200;
    private static final int TIMERS = 1000;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private Sweep sweep;

    @Test
    void aDueDateWithItsExplanationIsReckonedWithoutADatabase() {
        double micros = ReckoningCost.microsOfTwentyWorkingDays();
        System.out.printf("a due date of 20 working days with explanation: %.1f µs%n", micros);
        assertThat(micros).isLessThan(50);
    }

    @Test
    void aSweepCostsNothingWhileNothingIsDueAndLittleForEachThatIs() throws Exception {
        insert("OPEN", OPEN, "now() + interval '30 days'");
        jdbc.sql("analyze clock").update();
        sweep.sweep();
        List<Double> idle = new ArrayList<>();
        for (int round = 0; round < SWEEPS; round++) {
            long start = System.nanoTime();
            sweep.sweep();
            idle.add((System.nanoTime() - start) / 1e6);
        }
        idle.sort(Double::compare);
        double idleMillis = idle.get(SWEEPS / 2);

        insert("DUE", DUE, "now() - interval '1 minute'");
        jdbc.sql("analyze clock").update();
        double dueSeconds;
        String profile;
        try (Sampler sampler = new Sampler(List.of(Thread.currentThread()))) {
            long start = System.nanoTime();
            sweep.sweep();
            dueSeconds = (System.nanoTime() - start) / 1e9;
            profile = sampler.top(12);
        }

        System.out.printf(
                "%d open clocks, none due: a sweep takes %.3f ms (median of %d, the whole call)%n",
                OPEN, idleMillis, SWEEPS);
        System.out.printf(
                "%d due at once: %.2f s, %.3f ms a clock, with %s rungs, %s notices and %s entries in the record%n",
                DUE,
                dueSeconds,
                dueSeconds * 1000 / DUE,
                count("clock_warning w join clock c on c.id = w.clock where c.case_no like 'BENCH-DUE-%'"),
                count("notice where case_no like 'BENCH-DUE-%'"),
                count("trace_entry where case_no like 'BENCH-DUE-%'"));
        assertThat(count("clock where case_no like 'BENCH-DUE-%' and lamp = 'RED'"))
                .isEqualTo(DUE);
        assertThat(count("clock_warning w join clock c on c.id = w.clock where c.case_no like 'BENCH-DUE-%'"))
                .isEqualTo(2 * DUE);
        System.out.print(profile);
        timersOfTheBareEngine();
        assertThat(idleMillis).isLessThan(1);
        assertThat(dueSeconds).isLessThan(10);
    }

    /** Clocks that are yellow and due, so that a lamp changes and two rungs are told. */
    private void insert(String name, int number, String due) {
        jdbc.sql("""
                insert into case_file (number, title, item_code, item_version, item_name, process_key, state,
                    lead_department, registered_by, registered_department, registered_at, applicant_kind, applicant_name,
                    applicant_id_number, applicant_phone, searched, grams)
                select 'BENCH-' || :name || '-' || lpad(n::text, 6, '0'), 'x', 'x', 1, 'x', 'x', 'IN_REVIEW', 'spj',
                    'clerk.chen', 'spj', now(), 'PERSON', 'x', 'x', 'x', 'x', '{}'
                  from generate_series(1, :number) n""").param("name", name).param("number", number).update();
        jdbc.sql(
                        "insert into clock (case_no, department, kind, amount, unit, start_event, legal_basis, started_at, due_at,"
                                + " yellow_at, expected, next_change_at)"
                                + " select number, 'spj', 'PROMISED', 20, 'WORKING_DAY', 'ACCEPTANCE', 'x', now() - interval '9 days',"
                                + " due, due - interval '1 day', false, due - interval '1 day'"
                                + " from case_file cross join lateral (select " + due
                                + " as due) d where number like :cases")
                .param("cases", "BENCH-" + name + "-%")
                .update();
    }

    private int count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }

    /** The same with a timer at each case: what it costs to keep, to ask for and to fire them. */
    private void timersOfTheBareEngine() throws Exception {
        try (BareEngine bare = new BareEngine(database, Map.of())) {
            var engine = bare.engine();
            engine.getRepositoryService()
                    .createDeployment()
                    .addInputStream(
                            "without.bpmn", stream(work("without").endEvent().done()))
                    .addInputStream(
                            "with.bpmn",
                            stream(work("with")
                                    .boundaryEvent("event_due")
                                    .cancelActivity(false)
                                    .timerWithDuration("P30D")
                                    .endEvent()
                                    .moveToActivity("userTask_work")
                                    .endEvent()
                                    .done()))
                    .deploy();
            RuntimeService runtime = engine.getRuntimeService();
            ManagementService jobs = engine.getManagementService();
            insertMillis(runtime, "without");
            insertMillis(runtime, "with");
            double without = insertMillis(runtime, "without");
            double with = insertMillis(runtime, "with");
            List<Job> due = jobs.createJobQuery().timers().list();
            long start = System.nanoTime();
            int asked = 100;
            for (int round = 0; round < asked; round++) {
                // what each node's executor asks, again and again
                jobs.createJobQuery().executable().duedateLowerThan(new Date(0)).listPage(0, 3);
            }
            double polling = (System.nanoTime() - start) / 1e6 / asked;
            start = System.nanoTime();
            for (Job job : due) {
                jobs.executeJob(job.getId());
            }
            double firing = (System.nanoTime() - start) / 1e6 / due.size();
            System.out.printf(
                    "one BPMN timer a case on the bare engine (%d of them): insert %.3f ms more a case, a poll with none due"
                            + " %.3f ms, firing %.3f ms a case (%.1f s for %d)%n",
                    due.size(), Math.max(0, with - without), polling, firing, firing * DUE / 1000, DUE);
        }
    }

    private static double insertMillis(RuntimeService runtime, String key) {
        long start = System.nanoTime();
        for (int count = 0; count < TIMERS; count++) {
            runtime.startProcessInstanceByKey(key, key + start + count);
        }
        return (System.nanoTime() - start) / 1e6 / TIMERS;
    }

    private static UserTaskBuilder work(String key) {
        return Bpmn.createExecutableProcess(key)
                .camundaHistoryTimeToLiveString("P30D")
                .startEvent()
                .userTask("userTask_work");
    }

    private static ByteArrayInputStream stream(BpmnModelInstance model) {
        return new ByteArrayInputStream(Bpmn.convertToString(model).getBytes(StandardCharsets.UTF_8));
    }
}
