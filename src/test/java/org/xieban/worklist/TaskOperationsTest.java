package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.worklist.TasksOfCases.ACCEPT;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** Tasks are handed on, delegated, copied, urged and watched by those who may, and given to those who can have them. */
@XiebanTest
class TaskOperationsTest extends OneCaseTest {

    private static final String TO = "{\"to\": \"%s\", \"reason\": \"出差\"}";

    TaskOperationsTest() {
        super("郑板桥");
    }

    @Autowired
    TaskService engineTasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    WorkItemCounts numbers;

    private ResultActions does(String login, String operation, String body) throws Exception {
        return calls.post(login, "/tasks/" + task + "/" + operation, body);
    }

    private ResultActions transfers(String login, String to) throws Exception {
        return does(login, "transfer", TO.formatted(to));
    }

    @Test
    void whoeverHasATaskHandsItOnAndHasItNoMore() throws Exception {
        does(CLERK, "claim", "").andExpect(status().isOk());
        transfers(CLERK, "handler.li")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value("handler.li"));

        assertThat(engineTasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("handler.li");
        assertThat(total("handler.li", "mine")).isEqualTo(1);
        assertThat(total(CLERK, "mine")).isZero();
        assertThat(notices("handler.li")).contains("notice.task.transferred");
        assertThat(acts()).contains("task.transferred").doesNotContain("task.reassigned");
        assertThat(detail("task.transferred")).contains("\"before\":\"clerk.chen\"", "\"after\":\"handler.li\"", "出差");
        does(CLERK, "complete", ACCEPT).andExpect(status().isConflict());

        tasks.handInEverything(caseNo);
        does("handler.li", "complete", ACCEPT).andExpect(status().isOk());
    }

    @ParameterizedTest
    @CsvSource({
        // has it, hands it on, to, status, code or field code
        "clerk.chen, clerk.chen, env.zhao, 422, task.receiverMayNot",
        "clerk.chen, clerk.chen, supervisor.zheng, 422, task.receiverMayNot",
        "clerk.chen, clerk.chen, sysadmin.yu, 422, task.receiverMayNot",
        "clerk.chen, clerk.chen, clerk.chen, 422, task.receiverHasIt",
        "clerk.chen, clerk.chen, nobody.there, 422, officer.unknown",
        "clerk.chen, clerk.chen, '', 422, task.receiverMissing",
        "clerk.chen, handler.li, handler.li, 403, task.notYoursToHandOn",
        "clerk.chen, supervisor.zheng, handler.li, 403, task.notYoursToHandOn",
        "clerk.chen, env.zhao, env.zhao, 404, task.unknown",
        "clerk.chen, sysadmin.yu, handler.li, 404, task.unknown",
        "'', clerk.chen, handler.li, 403, task.notYoursToHandOn",
    })
    void nobodyHandsOnWhatIsNotHisNorToWhomItCannotFall(String holder, String by, String to, int status, String code)
            throws Exception {
        if (!holder.isEmpty()) {
            does(holder, "claim", "").andExpect(status().isOk());
        }
        JsonNode problem = CaseCalls.json(transfers(by, to).andExpect(status().is(status)));
        String told = (status == 422 ? problem.at("/errors/0/code") : problem.get("code")).asText();
        assertThat(told).isEqualTo(code);
        calls.get("supervisor.zheng", "/tasks/{id}", task)
                .andExpect(jsonPath("$.assignee").value(holder.isEmpty() ? nullValue() : is(holder)));
        assertThat(acts()).doesNotContain("task.transferred");
    }

    @Test
    void aHeadGivesOutWhatNobodyHasAndTakesItAwayAgain() throws Exception {
        transfers("approver.wang", CLERK).andExpect(status().isOk());
        assertThat(total(CLERK, "mine")).isEqualTo(1);
        transfers("approver.wang", "handler.qian").andExpect(status().isOk());
        assertThat(total(CLERK, "mine")).isZero();
        assertThat(detail("task.transferred")).contains("handler.qian");
    }

    @Test
    void aReasonIsGivenAndIsNoNovel() throws Exception {
        does(CLERK, "claim", "").andExpect(status().isOk());
        for (String reason : List.of("", "   ", "好".repeat(501))) {
            does(CLERK, "transfer", "{\"to\": \"handler.li\", \"reason\": \"" + reason + "\"}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("reason"));
        }
        does(CLERK, "transfer", "{").andExpect(status().isBadRequest());
    }

    @Test
    void whatIsDelegatedIsPreparedByOneAndSubmittedByTheOther() throws Exception {
        tasks.handInEverything(caseNo);
        does(CLERK, "delegate", TO.formatted("handler.li")).andExpect(status().isConflict());
        does(CLERK, "claim", "").andExpect(status().isOk());
        does(CLERK, "delegate", TO.formatted("handler.li"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value("handler.li"));
        assertThat(delegatedBy()).isEqualTo(CLERK);
        assertThat(notices("handler.li")).contains("notice.task.delegated");

        for (String operation : List.of("complete", "release")) {
            does("handler.li", operation, ACCEPT)
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.delegated"));
        }
        for (String operation : List.of("delegate", "transfer")) {
            does("handler.li", operation, TO.formatted("approver.wang"))
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.delegated"));
        }
        does(CLERK, "resolve", "").andExpect(status().isConflict());
        does("handler.li", "resolve", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value(CLERK));
        assertThat(delegatedBy()).isNull();
        assertThat(notices(CLERK)).contains("notice.task.resolved");
        does(CLERK, "resolve", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.notDelegated"));
        assertThat(acts()).containsSubsequence("task.claimed", "task.delegated", "task.resolved");

        // the engine would give it to the first who ever delegated it
        transfers(CLERK, "handler.li").andExpect(status().isOk());
        does("handler.li", "delegate", TO.formatted("approver.wang")).andExpect(status().isOk());
        does("approver.wang", "resolve", "").andExpect(jsonPath("$.assignee").value("handler.li"));
        does("handler.li", "complete", ACCEPT).andExpect(status().isOk());
    }

    @Test
    void whoeverDelegatedATaskTakesItBack() throws Exception {
        does(CLERK, "claim", "").andExpect(status().isOk());
        does(CLERK, "delegate", TO.formatted("handler.li")).andExpect(status().isOk());
        transfers(CLERK, CLERK).andExpect(status().isOk());
        assertThat(delegatedBy()).isNull();
        assertThat(total(CLERK, "mine")).isEqualTo(1);
        tasks.handInEverything(caseNo);
        does(CLERK, "complete", ACCEPT).andExpect(status().isOk());
    }

    @Test
    void aCopyIsReadAndGivesNoRightToAct() throws Exception {
        long before = waiting("handler.li");
        does(CLERK, "copy", "{\"to\": [\"handler.li\", \"supervisor.zheng\"], \"note\": \"请阅\"}")
                .andExpect(status().isOk());
        assertThat(total("handler.li", "copied")).isEqualTo(1);
        assertThat(total("supervisor.zheng", "copied")).isEqualTo(1);
        assertThat(total("approver.wang", "copied")).isZero();
        assertThat(waiting("handler.li")).isEqualTo(before + 1);
        assertThat(notices("handler.li")).contains("notice.task.copied");
        does("handler.li", "claim", "").andExpect(status().isForbidden());

        does("approver.wang", "read", "").andExpect(status().isNotFound());
        does("handler.li", "read", "").andExpect(status().isOk());
        does("handler.li", "read", "").andExpect(status().isOk());
        assertThat(waiting("handler.li")).isEqualTo(before);
        assertThat(total("handler.li", "copied")).isEqualTo(1);
        assertThat(acts()).containsOnlyOnce("task.copyRead").contains("task.copied");

        does(CLERK, "copy", "{\"to\": [\"handler.li\"]}").andExpect(status().isOk());
        assertThat(waiting("handler.li")).isEqualTo(before + 1);
    }

    @Test
    void nobodyIsSentWhatHeMayNotSee() throws Exception {
        for (String stranger : List.of("env.zhao", "sysadmin.yu", "analyst.feng", "auditadmin.lv")) {
            does(CLERK, "copy", "{\"to\": [\"handler.li\", \"" + stranger + "\"]}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].code").value("task.receiverMayNotSee"));
        }
        for (String nobody : List.of("{\"to\": []}", "{}", "{\"to\": [null]}")) {
            does(CLERK, "copy", nobody)
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].code").value("task.receiverMissing"));
        }
        does("handler.li", "copy", "{\"to\": [\"approver.wang\"]}").andExpect(status().isForbidden());
        does("supervisor.zheng", "copy", "{\"to\": [\"approver.wang\"]}").andExpect(status().isForbidden());
        assertThat(total("handler.li", "copied")).isZero();

        // even a copy from elsewhere would show nothing to whoever may not see the case
        jdbc.sql("""
                insert into work_copy (officer, task_id, sent_by, note, sent_at)
                values ('env.zhao', :task, 'clerk.chen', '', now())""").param("task", task).update();
        assertThat(total("env.zhao", "copied")).isZero();
        assertThat(waiting("env.zhao")).isZero();
        calls.get("env.zhao", "/tasks/{id}", task).andExpect(status().isNotFound());
    }

    @Test
    void whoeverHasItIsUrgedByOnePersonOnceAnHour() throws Exception {
        does(CLERK, "claim", "").andExpect(status().isOk());
        does("supervisor.zheng", "urge", "{\"note\": \"今天办完\"}").andExpect(status().isOk());
        assertThat(notices(CLERK)).contains("notice.task.urged");
        assertThat(detail("task.urged")).contains("clerk.chen", "今天办完");
        assertThat(notices("approver.wang")).as("of the lead").contains("notice.task.urged");
        does("supervisor.zheng", "urge", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.urgedAlready"))
                .andExpect(jsonPath("$.detail").value(containsString(":")));
        does("handler.li", "urge", "").andExpect(status().isOk());
        does(CLERK, "urge", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.urgeYourself"));
        does("env.zhao", "urge", "").andExpect(status().isNotFound());
        does("analyst.feng", "urge", "").andExpect(status().isNotFound());

        // a working hour is over after a holiday at the latest
        jdbc.sql("update work_urge set urged_at = urged_at - interval '20 days' where task_id = :task")
                .param("task", task)
                .update();
        does("supervisor.zheng", "urge", "").andExpect(status().isOk());
        assertThat(acts().stream().filter("task.urged"::equals)).hasSize(3);
    }

    @Test
    void whatNobodyHasIsUrgedOfAllWhoMayTakeIt() throws Exception {
        does("approver.wang", "urge", "").andExpect(status().isOk());
        assertThat(notices(CLERK)).contains("notice.task.urged");
        assertThat(notices("handler.qian")).contains("notice.task.urged");
        assertThat(notices("handler.li")).doesNotContain("notice.task.urged");
    }

    @Test
    void aWatchedCaseShowsWhatIsOpenInItAsLongAsOneMaySeeIt() throws Exception {
        watch("handler.li", 204);
        watch("handler.li", 204);
        watch("supervisor.zheng", 204);
        for (String stranger : List.of("env.zhao", "sysadmin.yu", "analyst.feng", "auditadmin.lv", "secadmin.he")) {
            watch(stranger, 404);
        }
        assertThat(total("handler.li", "watched")).isEqualTo(1);
        assertThat(total("supervisor.zheng", "watched")).isEqualTo(1);
        assertThat(total(CLERK, "watched")).isZero();
        jdbc.sql("insert into case_watch (officer, case_no, since) values ('env.zhao', :case, now())")
                .param("case", caseNo)
                .update();
        assertThat(total("env.zhao", "watched")).isZero();

        mvc.perform(delete("/api/v1/cases/{no}/watch", caseNo).with(httpBasic("handler.li", CaseCalls.PASSWORD)))
                .andExpect(status().isNoContent());
        assertThat(total("handler.li", "watched")).isZero();
    }

    private void watch(String login, int status) throws Exception {
        mvc.perform(put("/api/v1/cases/{no}/watch", caseNo).with(httpBasic(login, CaseCalls.PASSWORD)))
                .andExpect(status().is(status));
    }

    @Test
    void whatIsAllowedIsToldBeforehandAndWhyNot() throws Exception {
        assertThat(allowed(CLERK))
                .containsEntry("claim", true)
                .containsEntry("complete", true)
                .containsEntry("copy", true)
                .containsEntry("release", false)
                .containsEntry("transfer", false)
                .containsEntry("delegate", false)
                .containsEntry("resolve", false)
                .containsEntry("return", false)
                .containsEntry("addSigners", false);
        assertThat(allowed("supervisor.zheng").entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey))
                .containsExactly("urge");
        assertThat(allowed("approver.wang")).containsEntry("transfer", true).containsEntry("claim", false);
        does(CLERK, "claim", "").andExpect(status().isOk());
        assertThat(allowed(CLERK))
                .containsEntry("release", true)
                .containsEntry("transfer", true)
                .containsEntry("delegate", true)
                .containsEntry("urge", false);
        calls.get(CLERK, "/tasks/{id}/operations", task)
                .andExpect(jsonPath("$[?(@.operation == 'urge')].why").value(hasItem("这项待办在您自己手里。")))
                .andExpect(jsonPath("$[?(@.operation == 'copy')].why").value(hasItem(nullValue())));
        calls.get("env.zhao", "/tasks/{id}/operations", task).andExpect(status().isNotFound());
        calls.get("sysadmin.yu", "/tasks/{id}/operations", task).andExpect(status().isNotFound());
    }

    @Test
    void nothingIsDoneWithASuspendedTaskNorWithOneThatIsGone() throws Exception {
        does(CLERK, "claim", "").andExpect(status().isOk());
        String instance =
                engineTasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
        runtime.suspendProcessInstanceById(instance);
        for (String operation : List.of("claim", "release", "transfer", "delegate", "urge", "complete")) {
            does(CLERK, operation, body(operation))
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.suspended"));
        }
        runtime.activateProcessInstanceById(instance);
        tasks.handInEverything(caseNo);
        does(CLERK, "complete", ACCEPT).andExpect(status().isOk());
        for (String operation : List.of("claim", "release", "transfer", "delegate", "resolve", "urge")) {
            does(CLERK, operation, body(operation))
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.gone"));
        }
        assertThat(allowed(CLERK)).doesNotContainValue(true);
    }

    private static String body(String operation) {
        return switch (operation) {
            case "transfer", "delegate" -> TO.formatted("handler.li");
            case "complete" -> ACCEPT;
            default -> "";
        };
    }

    private Map<String, Boolean> allowed(String login) throws Exception {
        Map<String, Boolean> allowed = new TreeMap<>();
        CaseCalls.json(calls.get(login, "/tasks/{id}/operations", task))
                .forEach(each -> allowed.put(
                        each.get("operation").asText(), each.get("allowed").asBoolean()));
        return allowed;
    }

    /** How many copies wait to be read, as the side bar says. */
    private long waiting(String login) {
        return numbers.waiting(tasks.signedIn(login), Map.of()).get(Queue.COPIED);
    }

    private List<String> notices(String login) {
        return jdbc.sql("""
                        select text_key from notice where officer = :login and arguments ->> 0 = :case""")
                .param("login", login)
                .param("case", caseNo)
                .query(String.class)
                .list();
    }

    private String detail(String act) {
        return jdbc.sql("select entry from trace_entry where case_no = :no and act = :act order by at desc limit 1")
                .param("no", caseNo)
                .param("act", act)
                .query(String.class)
                .single();
    }

    private String delegatedBy() {
        return jdbc.sql("select delegated_by from work_item where task_id = :task")
                .param("task", task)
                .query((row, number) -> row.getString(1))
                .list()
                .get(0);
    }
}
