package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.PASSWORD;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** A list is exported as it is shown, to whoever asked for it and nobody else, and runs no formula. */
@XiebanTest
class TaskExportTest extends OneCaseTest {

    TaskExportTest() {
        super("仇英");
    }

    @TempDir
    Path folder;

    @AfterEach
    void forgetThem() {
        jdbc.sql("delete from task_export").update();
        jdbc.sql("delete from work_item where task_id like 'exported-%'").update();
    }

    private String begun(String login, String query) throws Exception {
        return CaseCalls.json(mvc.perform(post("/api/v1/tasks/exports?" + query).with(httpBasic(login, PASSWORD)))
                        .andExpect(status().isAccepted())
                        .andExpect(header().string("Location", startsWith("/api/v1/tasks/exports/"))))
                .get("id")
                .asText();
    }

    private JsonNode exported(String login, String id) throws Exception {
        return CaseCalls.json(calls.get(login, "/tasks/exports/{id}", id));
    }

    private byte[] file(String login, String query) throws Exception {
        String id = begun(login, query);
        Awaitility.await()
                .until(() -> !exported(login, id).get("state").asText().equals("RUNNING"));
        assertThat(exported(login, id).get("file").asText()).isEqualTo("/api/v1/tasks/exports/" + id + "/file");
        return calls.get(login, "/tasks/exports/{id}/file", id)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    private List<String> csv(String login, String query) throws Exception {
        return new String(file(login, query + "&format=csv"), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void aFileHoldsWhatTheListShowsAndNothingElse() throws Exception {
        String query = "queue=department&q=" + caseNo;
        List<String> lines = csv(CLERK, query);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("\uFEFF亮灯,办件编号");
        assertThat(lines.get(1)).contains(caseNo, "仇*", "审查申请材料").doesNotContain("仇英");
        assertThat(csv("supervisor.zheng", query)).hasSize(2);
        assertThat(csv("env.zhao", query)).hasSize(1);
        assertThat(csv(CLERK, query + "&lamp=RED")).hasSize(1);
        assertThat(jdbc.sql("select entry from trace_entry where act = 'task.exported' and entry like :no limit 1")
                        .param("no", "%" + caseNo + "%")
                        .query(String.class)
                        .single())
                .contains("\"format\":\"CSV\"");
    }

    @Test
    void whatLooksLikeAFormulaIsText() throws Exception {
        jdbc.sql("""
                insert into work_item (task_id, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                       candidate_groups, candidates, departments, opened_at, due_at, priority, suspended, completed, searched)
                select 'exported-' || n, case_no, (array['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', E'\\t=1'])[n], item_code, item_name,
                       applicant, process_key, step, step_name, candidate_groups, candidates, departments, opened_at, due_at,
                       priority, suspended, completed, searched
                  from work_item, generate_series(1, 5) n where case_no = :case""").param("case", caseNo).update();
        String csv = String.join("\n", csv(CLERK, "queue=department&q=" + caseNo));
        assertThat(csv)
                .contains(",'=1+1,", ",'+cmd|x,", ",'-2+3,", ",'@SUM(A1),")
                .doesNotContain(",=1", ",+cmd", ",@SUM");
        String sheet = sheet(file(CLERK, "queue=department&format=xlsx&q=" + caseNo));
        assertThat(sheet).contains("=1+1", "t=\"inlineStr\"").doesNotContain("<f>", "<f ");
    }

    private String sheet(byte[] workbook) throws Exception {
        Path kept = Files.write(folder.resolve("tasks.xlsx"), workbook);
        try (ZipFile zip = new ZipFile(kept.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    /** More rows than are read at a time, while rows come and go. */
    @Test
    void aLongListIsWholeWhateverHappensMeanwhile() throws Exception {
        jdbc.sql("""
                insert into work_item (task_id, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                       candidate_groups, candidates, departments, opened_at, due_at, priority, suspended, completed, searched)
                select 'exported-' || n, case_no, title, item_code, item_name,
                       applicant, process_key, step, step_name, candidate_groups, candidates, departments, opened_at,
                       due_at - n * interval '1 minute', priority, suspended, completed, searched
                  from work_item, generate_series(1, 3000) n where case_no = :case""").param("case", caseNo).update();
        String id = begun(CLERK, "queue=department&format=csv&q=" + caseNo);
        for (int n = 1; n < 3000; n += 100) {
            jdbc.sql("update work_item set due_at = due_at + interval '90 days' where task_id = :id")
                    .param("id", "exported-" + n)
                    .update();
        }
        Awaitility.await().until(() -> exported(CLERK, id).get("state").asText().equals("DONE"));
        assertThat(exported(CLERK, id).get("written").asLong()).isEqualTo(3001);
        List<String> lines = calls.get(CLERK, "/tasks/exports/{id}/file", id)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSize(3002);
    }

    @Test
    void aFileIsItsOwnersAloneAndExpires() throws Exception {
        String id = begun(CLERK, "queue=mine");
        for (String other : List.of("handler.li", "supervisor.zheng", "env.zhao")) {
            calls.get(other, "/tasks/exports/{id}", id).andExpect(status().isNotFound());
            calls.get(other, "/tasks/exports/{id}/file", id)
                    .andExpect(status().isNotFound())
                    .andExpect(jsonPath("$.code").value("export.unknown"));
        }
        for (String other : List.of("analyst.feng", "sysadmin.yu", "secadmin.he", "auditadmin.lv")) {
            calls.get(other, "/tasks/exports/{id}", id).andExpect(status().isForbidden());
            mvc.perform(post("/api/v1/tasks/exports").with(httpBasic(other, PASSWORD)))
                    .andExpect(status().isForbidden());
        }
        Awaitility.await().until(() -> exported(CLERK, id).get("state").asText().equals("DONE"));
        calls.get(CLERK, "/tasks/exports/{id}/file", id).andExpect(status().isOk());
        jdbc.sql("update task_export set expires_at = started_at - interval '1 minute'")
                .update();
        calls.get(CLERK, "/tasks/exports/{id}/file", id).andExpect(status().isNotFound());
        file(CLERK, "queue=mine");
        assertThat(jdbc.sql("select count(*) from task_export_part where export = cast(:id as uuid)")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void oneThatIsNotDoneIsNotFetchedAndOneOfADeadNodeHasFailed() throws Exception {
        String id = begun(CLERK, "queue=mine");
        Awaitility.await().until(() -> exported(CLERK, id).get("state").asText().equals("DONE"));
        jdbc.sql("update task_export set state = 'RUNNING'").update();
        calls.get(CLERK, "/tasks/exports/{id}/file", id)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("export.notDone"));
        jdbc.sql("update task_export set heard_at = heard_at - interval '1 hour'")
                .update();
        assertThat(exported(CLERK, id).get("state").asText()).isEqualTo("FAILED");
        mvc.perform(post("/api/v1/tasks/exports?format=exe").with(httpBasic(CLERK, PASSWORD)))
                .andExpect(status().isBadRequest());
    }

    @Test
    void fromThePageItIsBegunAndWatched() throws Exception {
        String page = mvc.perform(tasks.as(CLERK, post("/tasks/exports"))
                        .param("queue", "department")
                        .param("format", "xlsx"))
                .andExpect(redirectedUrlPattern("/tasks/exports/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        mvc.perform(tasks.as(CLERK, get(String.valueOf(page)))).andExpect(status().isOk());
        String id = String.valueOf(page).substring("/tasks/exports/".length());
        Awaitility.await().until(() -> exported(CLERK, id).get("state").asText().equals("DONE"));
        mvc.perform(tasks.as(CLERK, get(page + "/file")))
                .andExpect(header().string("Content-Disposition", containsString("filename*=UTF-8''tasks.xlsx")));
        mvc.perform(tasks.as("handler.li", get(String.valueOf(page)))).andExpect(status().isNotFound());
    }
}
