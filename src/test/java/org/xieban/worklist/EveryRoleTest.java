package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.Strangers;
import org.xieban.Strangers.Call;
import org.xieban.XiebanTest;
import org.xieban.directory.Role;

/**
 * Every list, page and call of this module, found by their addresses and so without any being forgotten, is tried as
 * every role in a department that has nothing to do with a case, and as a person without any role: nobody is shown the
 * case, and nothing of it changes.
 */
@XiebanTest
class EveryRoleTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Strangers strangers;

    private static final Pattern OPERATIONS = Pattern.compile("\\{operation:([^}]*)}");

    /** An address that names several operations, once with each of them. */
    private static Stream<String> eachOperation(String pattern) {
        Matcher operations = OPERATIONS.matcher(pattern);
        return operations.find()
                ? Arrays.stream(operations.group(1).split("\\|")).map(operations::replaceAll)
                : Stream.of(pattern);
    }

    /** What this module answers, with the case and its task in the place of whatever is asked for. */
    private List<Call> calls(String caseNo, String task) {
        List<Call> calls = strangers.calls(getClass().getPackageName(), pattern -> eachOperation(pattern)
                .map(path -> path.replace("{taskId}", task).replace("{caseNo}", caseNo)));
        for (Queue queue : Queue.values()) {
            for (String list : List.of("/tasks", "/api/v1/tasks")) {
                calls.add(new Call(HttpMethod.GET, list + "?queue=" + queue.code() + "&q=" + caseNo));
            }
        }
        calls.add(new Call(HttpMethod.GET, "/tasks/next?done=" + task));
        return calls;
    }

    @ParameterizedTest
    @MethodSource("org.xieban.Strangers#roles")
    void whoeverHasNothingToDoWithACaseSeesAndChangesNothingOfIt(Set<Role> roles) throws Exception {
        String caseNo = tasks.calls().registered("顾炎武");
        String task = tasks.task(caseNo);
        // what he was sent or watches by mistake shows him nothing either
        jdbc.sql("""
                insert into work_copy (officer, task_id, sent_by, note, sent_at)
                values ('fire.sun', :task, 'clerk.chen', '', now())""").param("task", task).update();
        jdbc.sql("insert into case_watch (officer, case_no, since) values ('fire.sun', :case, now())")
                .param("case", caseNo)
                .update();
        String before = state(task);
        Map<String, Integer> odd = new TreeMap<>();
        int answered = 0;
        for (Call call : calls(caseNo, task)) {
            MockHttpServletResponse answer = mvc.perform(request(call.method(), URI.create(call.path()))
                            .with(user(strangers.officer(roles)))
                            .with(csrf())
                            .contentType(
                                    call.path().startsWith("/api")
                                            ? MediaType.APPLICATION_JSON
                                            : MediaType.APPLICATION_FORM_URLENCODED)
                            .content(
                                    call.path().startsWith("/api")
                                            ? body(call, task)
                                            : "to=clerk.chen&reason=x&operation=claim&task=" + task))
                    .andReturn()
                    .getResponse();
            String text = answer.getContentAsString(StandardCharsets.UTF_8);
            if (answer.getStatus() == 200) {
                answered++;
            }
            assertThat(String.valueOf(answer.getRedirectedUrl()))
                    .as(call.toString())
                    .doesNotContain("/sign-in");
            // a page says what it was asked for; a list that was not asked for the case may hold others
            boolean asked = call.path().contains(caseNo) || call.path().contains(task);
            boolean shown = asked ? text.contains("顾*武") || text.contains("审查申请材料") : text.contains(caseNo);
            if (shown || answer.getStatus() >= 500) {
                odd.put(call.toString(), answer.getStatus());
            }
        }
        assertThat(odd).isEmpty();
        // the lists are there for him, and empty
        assertThat(answered).isGreaterThanOrEqualTo(roles.stream().anyMatch(Role::holdsTasks) ? 11 : 6);
        assertThat(state(task)).isEqualTo(before);
    }

    private static String body(Call call, String task) {
        if (call.path().endsWith("/bulk")) {
            return "{\"operation\": \"claim\", \"taskIds\": [\"" + task + "\"]}";
        }
        if (call.path().endsWith("/return")) {
            return "{\"toStep\": \"" + TasksOfCases.REVIEW + "\", \"reason\": \"x\"}";
        }
        if (call.path().endsWith("/transfer") || call.path().endsWith("/delegate")) {
            return "{\"to\": \"clerk.chen\", \"reason\": \"x\"}";
        }
        return call.path().endsWith("/copy") ? "{\"to\": [\"clerk.chen\"]}" : "{}";
    }

    private String state(String task) {
        return jdbc.sql("""
                        select w.assignee || ' ' || w.completed || ' ' || (select count(*) from trace_entry t
                               where t.case_no = w.case_no)
                          from (select task_id, case_no, coalesce(assignee, '-') as assignee, completed from work_item) w
                         where w.task_id = :task""").param("task", task).query(String.class).single();
    }

    /** The walk is worth something only if whoever may see the case does see it by the same calls. */
    @Test
    void theSameCallsShowTheCaseToWhoeverMaySeeIt() throws Exception {
        String caseNo = tasks.calls().registered("顾炎武");
        String task = tasks.task(caseNo);
        List<String> shown = new ArrayList<>();
        for (Call call : calls(caseNo, task)) {
            if (call.method() == HttpMethod.GET) {
                MockHttpServletResponse answer = mvc.perform(
                                request(call.method(), URI.create(call.path())).with(user(tasks.signedIn(CLERK))))
                        .andReturn()
                        .getResponse();
                if (answer.getContentAsString(StandardCharsets.UTF_8).contains("审查申请材料")) {
                    shown.add(call.path().replace(task, "T").replace(caseNo, "C"));
                }
            }
        }
        assertThat(shown)
                .contains(
                        "/cases/C", "/tasks?queue=group&q=C", "/api/v1/tasks?queue=department&q=C", "/api/v1/tasks/T");
    }
}
