package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithUserDetails;
import org.xieban.XiebanTest;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.Tasks;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;
import org.xieban.web.Refusal;

/** What an officer enters is judged, kept in our tables, and never found in the engine's. */
@XiebanTest
class TaskFormsTest {

    private static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    @Autowired
    private Processes processes;

    @Autowired
    private Tasks tasks;

    @Autowired
    private TaskService engineTasks;

    @Autowired
    private FormService engineForms;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SubmittedForms submitted;

    private String caseNo;

    @BeforeEach
    void aCaseAtItsFirstStep() {
        TestModels.deploy(repository);
        caseNo = "T-" + UUID.randomUUID().toString().substring(0, 12).toUpperCase();
        processes.start(TestModels.PROCESS, caseNo, List.of(LEAD_DEPARTMENT.is("spj")));
    }

    private String task() {
        return engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
    }

    private String step() {
        return engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getTaskDefinitionKey();
    }

    @Test
    @WithUserDetails("handler.li")
    void valuesGoToTheCaseAndRoutingFactsToTheProcess() {
        String secret = "秘密" + UUID.randomUUID();
        tasks.complete(task(), "handler.li", Map.of("remark", secret, "outcome", "yes"));

        assertThat(step()).isEqualTo(TestModels.SECOND);
        assertThat(runtime.createVariableInstanceQuery()
                        .variableName("outcome")
                        .processInstanceIdIn(engineTasks
                                .createTaskQuery()
                                .processInstanceBusinessKey(caseNo)
                                .singleResult()
                                .getProcessInstanceId())
                        .singleResult()
                        .getValue())
                .isEqualTo("yes");
        assertThat(submitted.of(caseNo)).singleElement().satisfies(form -> {
            assertThat(form.values()).containsEntry("remark", secret);
            assertThat(form.submittedBy()).isEqualTo("handler.li");
        });
        assertThat(tablesContaining(secret))
                .as("there is no case of this number that would keep it")
                .isEmpty();
    }

    @Test
    @WithUserDetails("handler.li")
    void aWrongValueIsRefusedAtItsFieldAndNothingMoves() {
        String task = task();
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> tasks.complete(task, "handler.li", Map.of("outcome", "perhaps")));

        assertThat(refusal.code()).isEqualTo("form.invalid");
        assertThat(refusal.errors())
                .extracting(Refusal.FieldError::field)
                .containsExactlyInAnyOrder("remark", "outcome");
        assertThat(step()).isEqualTo(TestModels.FIRST);
        assertThat(submitted.of(caseNo)).isEmpty();
        assertThat(engineTasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .as("taking the task is undone with the rest")
                .isNull();
    }

    @Test
    void aFieldThatTheFormDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> engineForms.submitTaskForm(
                        task(), Map.of("remark", "好", "outcome", "yes", "leadDepartment", "xfjy")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("leadDepartment");
        assertThat(step()).isEqualTo(TestModels.FIRST);
    }

    @Test
    void completingBesideTheFormIsSubmittingTheForm() {
        assertThatThrownBy(() -> engineTasks.complete(task()))
                .as("as Java or REST would, without values")
                .isInstanceOf(FormFieldValidationException.class);
        assertThatThrownBy(() -> engineTasks.complete(task(), Map.of("anything", "goes")))
                .isInstanceOf(FormFieldValidationException.class);
        engineTasks.completeWithVariablesInReturn(task(), Map.of("remark", "好", "outcome", "no"), false);
        assertThat(step()).isEqualTo(TestModels.SECOND);
        assertThat(submitted.of(caseNo)).extracting(FormSubmitted::formId).containsExactly("boundary-test");
    }

    @Test
    @WithUserDetails("handler.li")
    void aTaskThatIsGoneOrTakenIsAConflict() {
        String task = task();
        tasks.claim(task, "handler.li");
        tasks.claim(task, "handler.li");
        assertThatThrownBy(() -> tasks.claim(task, "env.zhao"))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("task.taken"));
        assertThatThrownBy(() -> tasks.release(task, "env.zhao"))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("task.notYours"));
        tasks.complete(task, "handler.li", Map.of("remark", "好", "outcome", "yes"));
        assertThatThrownBy(() -> tasks.complete(task, "handler.li", Map.of("remark", "好", "outcome", "yes")))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("task.gone"));
    }

    private List<String> tablesContaining(String text) {
        return jdbc
                .sql("select table_name from information_schema.tables where table_schema = 'public' and table_type ="
                        + " 'BASE TABLE' order by 1")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> jdbc.sql("select exists (select 1 from \"" + table + "\" t where t::text like ?)")
                        .param("%" + text + "%")
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    @Test
    @WithUserDetails("handler.li")
    void whatSomebodyChoseBeforeIsNotChosenByWhoeverComesAfterHim() {
        tasks.complete(task(), "handler.li", Map.of("remark", "好", "outcome", "yes"));

        assertThat(tasks.form(task()).data())
                .containsEntry("leadDepartment", "spj")
                .doesNotContainKey("outcome");
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> tasks.complete(task(), "approver.wang", Map.of("remark", "好")));
        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("outcome");
    }

    @Test
    @WithUserDetails("handler.li")
    void whatAModuleRefusesIsRefusedLikeAWrongField() {
        String task = task();
        Map<String, Object> values = Map.of("remark", RefusingModule.REFUSED, "outcome", "yes");

        assertThatThrownBy(() -> tasks.complete(task, "handler.li", values))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("task.notYours"));
        assertThatThrownBy(() -> engineForms.submitTaskForm(task, values))
                .as("a bad request to Tasklist and REST")
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageNotContaining("task.notYours");
        assertThat(submitted.of(caseNo)).isEmpty();
    }
}
