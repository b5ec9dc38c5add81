package org.xieban.worklist;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.engine.Processes;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;

/** A form shows what is known of its case, and nobody changes that by submitting it. */
@XiebanTest
class CaseInFormsTest {

    private static final String PROCESS = "caseInForms";

    private static final String FORM = """
            {"id": "case-in-forms", "type": "default", "schemaVersion": 16, "components": [
              {"type": "textfield", "id": "f1", "key": "applicant.name", "label": "申请人", "readonly": true},
              {"type": "textfield", "id": "f2", "key": "matter", "label": "申请内容", "readonly": true},
              {"type": "textfield", "id": "f3", "key": "address", "label": "现场地址"}]}""";

    @Autowired
    TasksOfCases cases;

    @Autowired
    Processes processes;

    @Autowired
    RepositoryService repository;

    @Autowired
    TaskService engineTasks;

    @Autowired
    JdbcClient jdbc;

    String caseNo;
    String task;

    @BeforeEach
    void aCaseWithATaskThatShowsIt() throws Exception {
        String model = Bpmn.convertToString(TestModels.process())
                .replace(TestModels.PROCESS, PROCESS)
                .replace("boundary-test", "case-in-forms");
        repository
                .createDeployment()
                .name("xieban.test.case-in-forms")
                .enableDuplicateFiltering(false)
                .addInputStream("case-in-forms.bpmn", stream(model))
                .addInputStream("case-in-forms.form", stream(FORM))
                .deploy();
        caseNo = cases.calls().registered("施耐庵");
        processes.start(PROCESS, caseNo, List.of(Variable.text("leadDepartment").is("spj")));
        task = engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey(PROCESS)
                .singleResult()
                .getId();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatAFieldOnlyShowsComesFromTheCaseAndWhatItAsksForStartsEmpty() throws Exception {
        cases.calls()
                .get("handler.li", "/tasks/{id}/form", task)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.data.applicant.name").value("施*庵"))
                .andExpect(jsonPath("$.data.applicant.phone").value(containsString("****")))
                .andExpect(jsonPath("$.data.matter").value("经营早餐"))
                .andExpect(jsonPath("$.data.address").doesNotExist());
    }

    @Test
    void whatAFieldOnlyShowsIsNotChangedByWhatIsSent() throws Exception {
        cases.calls()
                .post(
                        "handler.li",
                        "/tasks/" + task + "/complete",
                        "{\"variables\": {\"matter\": \"经营网吧\", \"address\": \"柏城大道 118 号\"}}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.openTasks[*].step").value(hasItem(TestModels.SECOND)));

        Assertions.assertThat(jdbc.sql("select content ->> 'matter' from case_fact where task_id = :task")
                        .param("task", task)
                        .query(String.class)
                        .single())
                .isEqualTo("经营早餐");
    }

    @Test
    void theFormOfACaseIsNotForThoseWhoMayNotSeeItsTask() throws Exception {
        cases.calls().get("env.zhao", "/tasks/{id}/form", task).andExpect(status().isNotFound());
        cases.calls().get(CaseCalls.CLERK, "/tasks/{id}/form", task).andExpect(status().isOk());
    }
}
