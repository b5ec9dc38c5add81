package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** A filter is kept under a name by its owner, used by his department where he shares it, and by nobody else. */
@XiebanTest
class SavedFiltersTest extends OneCaseTest {

    SavedFiltersTest() {
        super("文徵明");
    }

    @AfterEach
    void forgetThem() {
        jdbc.sql("delete from task_filter").update();
    }

    private long saved(String login, String name, boolean shared) throws Exception {
        return CaseCalls.json(calls.post(
                                login,
                                "/tasks/filters",
                                "{\"name\": \"%s\", \"shared\": %s, \"queue\": \"department\", \"q\": \"%s\"}"
                                        .formatted(name, shared, caseNo))
                        .andExpect(status().isCreated()))
                .get("id")
                .asLong();
    }

    private List<String> names(String login) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode each : CaseCalls.json(calls.get(login, "/tasks/filters")).get("items")) {
            names.add(each.get("name").asText());
        }
        return names;
    }

    @Test
    void oneIsOnesOwnUntilItIsSharedAndThenTheDepartments() throws Exception {
        long own = saved(CLERK, "我的", false);
        long shared = saved(CLERK, "全局的", true);
        assertThat(names(CLERK)).containsExactlyInAnyOrder("我的", "全局的");
        assertThat(names("handler.li")).containsExactly("全局的");
        assertThat(names("env.zhao")).isEmpty();
        assertThat(names("supervisor.zheng")).isEmpty();

        calls.get("handler.li", "/tasks/filters/{id}", own)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("filter.unknown"));
        calls.get("handler.li", "/tasks/filters/{id}", shared).andExpect(status().isOk());
        for (long id : new long[] {own, shared, 4711}) {
            calls.get("env.zhao", "/tasks/filters/{id}", id).andExpect(status().isNotFound());
            deletes("env.zhao", id, 404);
        }
        deletes("handler.li", own, 404);
        deletes("handler.li", shared, 403);
        for (String other : List.of("analyst.feng", "sysadmin.yu", "secadmin.he", "auditadmin.lv")) {
            calls.get(other, "/tasks/filters").andExpect(status().isForbidden());
            calls.get(other, "/tasks/filters/{id}", shared).andExpect(status().isForbidden());
        }
        deletes(CLERK, shared, 204);
        assertThat(names("handler.li")).isEmpty();
        assertThat(actsOfFilters()).contains("filter.saved", "filter.deleted");
    }

    private void deletes(String login, long id, int status) throws Exception {
        mvc.perform(delete("/api/v1/tasks/filters/{id}", id).with(httpBasic(login, CaseCalls.PASSWORD)))
                .andExpect(status().is(status));
    }

    /** A filter shows what is looked for; what is found is what whoever uses it may see. */
    @Test
    void eachCountsWhatHeMaySee() throws Exception {
        saved("supervisor.zheng", "这一件", true);
        long id = saved(CLERK, "这一件", true);
        calls.get(CLERK, "/tasks/filters/{id}", id)
                .andExpect(jsonPath("$.count").value(1))
                .andExpect(jsonPath("$.parameters.queue").value("department"))
                .andExpect(jsonPath("$.parameters.q").value(caseNo));
        calls.get("handler.li", "/tasks/filters/{id}", id)
                .andExpect(jsonPath("$.count").value(1));
        // shared by mistake with a department that does not see the case
        jdbc.sql("update task_filter set department = 'sthj' where id = :id")
                .param("id", id)
                .update();
        calls.get("env.zhao", "/tasks/filters/{id}", id)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.count").value(0));
    }

    @Test
    void aNameIsNeededOnceAndIsNotTooLong() throws Exception {
        saved(CLERK, "急的", false);
        for (String name : List.of("", "  ", "急的", "长".repeat(41))) {
            calls.post(CLERK, "/tasks/filters", "{\"name\": \"" + name + "\"}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("name"));
        }
        calls.post(CLERK, "/tasks/filters", "{\"name\": \"x\", \"queue\": \"all\"}")
                .andExpect(status().isBadRequest());
        jdbc.sql("""
                insert into task_filter (owner, department, name, shared, queue, sort)
                select 'clerk.chen', 'spj', 'n' || n, false, 'MINE', 'DUE' from generate_series(1, 29) n""").update();
        calls.post(CLERK, "/tasks/filters", "{\"name\": \"一个太多\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("filter.tooMany"));
    }

    @Test
    void onThePagesItIsSavedFoundDeletedAndTakenBack() throws Exception {
        mvc.perform(tasks.as(CLERK, post("/tasks/filters"))
                        .param("queue", "group")
                        .param("q", caseNo)
                        .param("name", "<b>急</b>")
                        .param("shared", "true"))
                .andExpect(redirectedUrl("/tasks?queue=group&q=" + caseNo))
                .andExpect(flash().attribute("message", "worklist.filter.saved"));
        long id = jdbc.sql("select id from task_filter").query(Long.class).single();
        mvc.perform(tasks.as("handler.li", get("/tasks")))
                .andExpect(content().string(containsString("&lt;b&gt;急&lt;/b&gt;")))
                .andExpect(content().string(not(containsString("<b>急</b>"))));
        mvc.perform(tasks.as("handler.li", get("/tasks/filters/" + id)))
                .andExpect(redirectedUrl("/tasks?queue=group&q=" + caseNo));
        mvc.perform(tasks.as(CLERK, get("/tasks/filters").header("HX-Request", "true")))
                .andExpect(content().string(containsString("<span class=\"num\">1</span>")))
                .andExpect(content().string(not(containsString("<html"))));
        mvc.perform(tasks.as(CLERK, post("/tasks/filters"))
                        .param("queue", "group")
                        .param("name", "<b>急</b>"))
                .andExpect(flash().attribute("problem", "problem.filter.known"));

        mvc.perform(tasks.as("handler.li", post("/tasks/filters/" + id + "/share")))
                .andExpect(status().isForbidden());
        mvc.perform(tasks.as("handler.li", post("/tasks/filters/" + id + "/delete")))
                .andExpect(status().isForbidden());
        mvc.perform(tasks.as(CLERK, post("/tasks/filters/" + id + "/share")).param("shared", "false"));
        mvc.perform(tasks.as("handler.li", get("/tasks/filters/" + id))).andExpect(status().isNotFound());

        mvc.perform(tasks.as(CLERK, post("/tasks/filters/" + id + "/delete")))
                .andExpect(redirectedUrl("/tasks/filters"));
        assertThat(names(CLERK)).isEmpty();
        mvc.perform(tasks.as("handler.li", post("/tasks/filters/" + id + "/restore")))
                .andExpect(status().isNotFound());
        mvc.perform(tasks.as(CLERK, post("/tasks/filters/" + id + "/restore")))
                .andExpect(flash().attribute("message", "worklist.filter.restored"));
        assertThat(names(CLERK)).containsExactly("<b>急</b>");
    }

    private List<String> actsOfFilters() {
        return jdbc.sql("select act from trace_entry where subject_kind = 'filter'")
                .query(String.class)
                .list();
    }
}
