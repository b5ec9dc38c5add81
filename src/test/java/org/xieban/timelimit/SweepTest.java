package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.xieban.casefile.CaseCalls.CLERK;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.trace.OfficialTime;

/** Lamps and warnings come with time, each once, to whom they are for. Time passes by moving a clock back. */
@XiebanTest
class SweepTest {

    private static final String HANDLER = "clerk.chen";
    private static final String HEAD = "approver.wang";
    private static final String SUPERVISION = "supervisor.zheng";

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Sweep sweep;

    @Autowired
    Clock clock;

    @Autowired
    TaskService engineTasks;

    @Autowired
    UserDetailsService people;

    CaseCalls calls;
    String caseNo;

    @BeforeEach
    void aCase() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("亮灯明");
        sweep.sweep();
    }

    private record Rungs(List<String> rungs, List<String> told) {}

    /** The rungs of the case's clock of that kind that were told, and to whom, in order. */
    private Rungs told(ClockKind kind) {
        List<String> rungs = new ArrayList<>();
        List<String> told = new ArrayList<>();
        jdbc.sql("""
                select w.rung, w.lamp, array_to_string(w.told, ',') as told from clock_warning w join clock c on c.id = w.clock
                 where c.case_no = ? and c.kind = ? order by w.id""").params(caseNo, kind.name()).query(row -> {
            rungs.add(row.getInt("rung") + " " + row.getString("lamp"));
            told.add(row.getString("told"));
        });
        return new Rungs(rungs, told);
    }

    /** Lets the case's open clocks of that kind be due then, with a day of yellow before; the rungs after it follow. */
    private void due(ClockKind kind, Duration ago) {
        Instant dueAt = clock.instant().minus(ago);
        jdbc.sql("""
                update clock set due_at = :due, yellow_at = :yellow, next_change_at = :yellow
                 where case_no = :case and kind = :kind and ended_at is null""")
                .param("due", OfficialTime.of(dueAt))
                .param("yellow", OfficialTime.of(dueAt.minus(Duration.ofDays(1))))
                .param("case", caseNo)
                .param("kind", kind.name())
                .update();
    }

    private String task() {
        return engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
    }

    private JsonNode step() throws Exception {
        for (JsonNode each : CaseCalls.json(calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo))) {
            if (each.get("kind").asText().equals("STEP")) {
                return each;
            }
        }
        throw new AssertionError("no step");
    }

    private List<String> notices(String login) {
        return jdbc.sql("select text_key from notice where officer = ? and case_no = ? order by id")
                .params(login, caseNo)
                .query(String.class)
                .list();
    }

    @Test
    void aStepThatIsNearlyDueTurnsYellowAndItsHandlerIsTold() throws Exception {
        calls.post(CLERK, "/tasks/" + task() + "/claim", "{}");
        due(ClockKind.STEP, Duration.ofHours(-1));
        sweep.sweep();

        assertThat(told(ClockKind.STEP)).isEqualTo(new Rungs(List.of("1 YELLOW"), List.of(HANDLER)));
        assertThat(notices(HANDLER)).containsExactly("timelimit.warning.YELLOW.STEP");
        assertThat(step().get("lamp").asText()).isEqualTo("YELLOW");
        calls.get(CLERK, "/tasks/{id}", task()).andExpect(jsonPath("$.lamp").value("YELLOW"));
        calls.get(CLERK, "/cases/{caseNo}/timeline", caseNo)
                .andExpect(jsonPath("$[?(@.act == 'clock.warned')].detail.rung").value("HANDLER"))
                .andExpect(jsonPath("$[?(@.act == 'clock.warned')].step").value("userTask_reviewMaterials"));

        sweep.sweep();

        assertThat(told(ClockKind.STEP).rungs()).as("once").hasSize(1);
    }

    @Test
    void whatNobodyHasTakenIsNotForgotten() throws Exception {
        due(ClockKind.STEP, Duration.ofHours(-1));
        sweep.sweep();

        assertThat(told(ClockKind.STEP).rungs()).containsExactly("1 YELLOW", "2 YELLOW");
        assertThat(told(ClockKind.STEP).told().get(0)).contains(HANDLER);
        assertThat(told(ClockKind.STEP).told().get(1)).isEqualTo(HEAD);
        assertThat(notices(HEAD)).containsExactly("timelimit.warning.YELLOW.STEP");
    }

    @Test
    void whoeverSweepsAfterDaysTellsEveryRungInOrderWhileTheCaseIsStillGreen() throws Exception {
        calls.post(CLERK, "/tasks/" + task() + "/claim", "{}");
        due(ClockKind.STEP, Duration.ofDays(20));
        sweep.sweep();

        assertThat(told(ClockKind.STEP))
                .isEqualTo(new Rungs(
                        List.of("1 YELLOW", "2 RED", "3 RED", "4 RED"), List.of(HANDLER, HEAD, HEAD, SUPERVISION)));
        assertThat(notices(SUPERVISION)).containsExactly("timelimit.warning.RED.STEP");
        assertThat(step().get("lamp").asText()).isEqualTo("RED");
        calls.get(CLERK, "/cases/{caseNo}", caseNo).andExpect(jsonPath("$.lamp").value("GREEN"));
        calls.get(CLERK, "/tasks?queue=mine&lamp=RED&size=200", "")
                .andExpect(jsonPath("$.items[?(@.caseNo == '" + caseNo + "')].lamp")
                        .value("RED"));
        assertThat(jdbc.sql("select next_change_at is null from clock where case_no = ? and kind = 'STEP'")
                        .param(caseNo)
                        .query(Boolean.class)
                        .single())
                .as("nothing more happens by itself")
                .isTrue();
    }

    @Test
    void anyNumberOfNodesTellEachRungOnce() throws Exception {
        List<String> cases = new ArrayList<>();
        for (int count = 0; count < 12; count++) {
            caseNo = calls.registered("亮灯众");
            due(ClockKind.STEP, Duration.ofDays(20));
            cases.add(caseNo);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> node = () -> {
                sweep.sweep();
                return null;
            };
            for (Future<Void> done : nodes.invokeAll(List.of(node, node, node, node))) {
                done.get();
            }
        } finally {
            nodes.shutdown();
        }
        for (String each : cases) {
            caseNo = each;
            assertThat(told(ClockKind.STEP).rungs()).containsExactly("1 YELLOW", "2 YELLOW", "3 RED", "4 RED");
            assertThat(notices(SUPERVISION)).containsExactly("timelimit.warning.RED.STEP");
        }
    }

    @Test
    void aClockThatHasEndedWarnsNobody() {
        due(ClockKind.STEP, Duration.ofDays(20));
        jdbc.sql("update clock set ended_at = now(), outcome = 'MISSED', next_change_at = null where case_no = ?")
                .param(caseNo)
                .update();
        sweep.sweep();

        assertThat(told(ClockKind.STEP).rungs()).isEmpty();
    }

    @Test
    void theTextOfAWarningNamesCaseStepAndTerm() throws Exception {
        due(ClockKind.STEP, Duration.ofDays(20));
        sweep.sweep();

        mvc.perform(get("/notices").with(user(people.loadUserByUsername(SUPERVISION))))
                .andExpect(content().string(containsString("办件 " + caseNo + " 的“审查申请材料”环节已于")));
    }
}
