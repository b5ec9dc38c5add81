package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.xieban.XiebanTest;
import org.xieban.directory.Officer;
import org.xieban.directory.Post;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;

/**
 * Every list, page and call of this module, found by their addresses and so without any being forgotten, is tried as
 * every role in a department that has nothing to do with a case, and as a person without any role: nobody is shown the
 * case, and nothing of it changes.
 */
@XiebanTest
class EveryRoleTest {

    /** Of nobody in the demonstration; the case never comes to it. */
    private static final String UNRELATED = "jtj";

    private static final String STRANGER = "fire.sun";

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping controllers;

    static Stream<Set<Role>> strangers() {
        return Stream.concat(
                Stream.of(EnumSet.noneOf(Role.class)),
                Stream.of(Role.values()).filter(role -> role != Role.SUPERVISOR).map(EnumSet::of));
    }

    /** An account that there is, or he would be signed out before anything is asked; his post is what the test gives. */
    private SignedInOfficer stranger(Set<Role> roles) {
        SignedInOfficer known = tasks.signedIn(STRANGER);
        Post post = new Post(-1, UNRELATED, "交通运输局", "科员", true, roles);
        Officer officer = new Officer(STRANGER, known.name(), null, true, List.of(post));
        return new SignedInOfficer(officer, post, known.version(), known.passwordChangedAt(), false);
    }

    private record Call(HttpMethod method, String path) {}

    /** What this module answers, with the case and its task in the place of whatever is asked for. */
    private List<Call> calls(String caseNo, String task) {
        List<Call> calls = new ArrayList<>();
        controllers.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getPackageName().equals(getClass().getPackageName())) {
                return;
            }
            for (String pattern : mapping.getPatternValues()) {
                List<String> paths = pattern.contains("{operation:")
                        ? Stream.of("transfer", "delegate", "copy", "urge")
                                .map(each -> pattern.replaceAll("\\{operation:[^}]*}", each))
                                .toList()
                        : List.of(pattern);
                for (String path : paths) {
                    String asked = path.replace("{taskId}", task).replace("{caseNo}", caseNo);
                    for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                        calls.add(new Call(method.asHttpMethod(), asked.replaceAll("\\{[^}]*}", "1")));
                    }
                }
            }
        });
        for (Queue queue : Queue.values()) {
            for (String list : List.of("/tasks", "/api/v1/tasks")) {
                calls.add(new Call(HttpMethod.GET, list + "?queue=" + queue.code() + "&q=" + caseNo));
            }
        }
        calls.add(new Call(HttpMethod.GET, "/tasks/next?done=" + task));
        return calls;
    }

    @ParameterizedTest
    @MethodSource("strangers")
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
            MockHttpServletResponse answer = mvc.perform(request(call.method, URI.create(call.path))
                            .with(user(stranger(roles)))
                            .with(csrf())
                            .contentType(
                                    call.path.startsWith("/api")
                                            ? MediaType.APPLICATION_JSON
                                            : MediaType.APPLICATION_FORM_URLENCODED)
                            .content(
                                    call.path.startsWith("/api")
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
            boolean asked = call.path.contains(caseNo) || call.path.contains(task);
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
        if (call.path.endsWith("/bulk")) {
            return "{\"operation\": \"claim\", \"taskIds\": [\"" + task + "\"]}";
        }
        if (call.path.endsWith("/transfer") || call.path.endsWith("/delegate")) {
            return "{\"to\": \"clerk.chen\", \"reason\": \"x\"}";
        }
        return call.path.endsWith("/copy") ? "{\"to\": [\"clerk.chen\"]}" : "{}";
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
            if (call.method == HttpMethod.GET) {
                MockHttpServletResponse answer = mvc.perform(
                                request(call.method, URI.create(call.path)).with(user(tasks.signedIn(CLERK))))
                        .andReturn()
                        .getResponse();
                if (answer.getContentAsString(StandardCharsets.UTF_8).contains("审查申请材料")) {
                    shown.add(call.path.replace(task, "T").replace(caseNo, "C"));
                }
            }
        }
        assertThat(shown)
                .contains(
                        "/cases/C", "/tasks?queue=group&q=C", "/api/v1/tasks?queue=department&q=C", "/api/v1/tasks/T");
    }
}
