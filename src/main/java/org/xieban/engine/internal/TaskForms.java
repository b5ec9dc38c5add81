package org.xieban.engine.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.IoUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.engine.FormFacts;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Tasks;
import org.xieban.engine.form.FormComponent;
import org.xieban.engine.form.FormSchema;
import org.xieban.engine.form.FormSubmission;
import org.xieban.engine.form.Forms;
import org.xieban.web.Refusal;

/**
 * Stands between what an officer submits and the engine, wherever he does it: our pages, the API, Tasklist, the
 * engine's REST interface. Values are judged by the form's own rules and kept in our tables; the engine gets the
 * routing facts that the form declares, and nothing else reaches its runtime or its history.
 */
@Component
class TaskForms {

    private final Forms forms;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final MessageSource messages;
    private final Clock clock;
    private final ObjectProvider<FormFacts> cases;
    private final Map<String, FormSchema> schemas = new ConcurrentHashMap<>();

    TaskForms(
            Forms forms,
            JdbcClient jdbc,
            ObjectMapper json,
            ApplicationEventPublisher events,
            MessageSource messages,
            Clock clock,
            ObjectProvider<FormFacts> cases) {
        this.forms = forms;
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.messages = messages;
        this.clock = clock;
        this.cases = cases;
    }

    /** Puts this in the place of the engine's own form handler, in every user task of every model. */
    BpmnParseListener atParse() {
        return new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
                if (!(task.getTaskFormHandler() instanceof Handler)) {
                    task.setTaskFormHandler(new Handler(task.getTaskFormHandler()));
                }
            }
        };
    }

    /** The engine's task service, but that completing a task with values is submitting its form. */
    TaskServiceImpl taskService() {
        return new TaskServiceImpl() {
            @Override
            public void complete(String taskId, @Nullable Map<String, Object> variables) {
                commandExecutor.execute(new SubmitTaskFormCmd(taskId, given(variables), false, false));
            }

            @Override
            public VariableMap completeWithVariablesInReturn(
                    String taskId, @Nullable Map<String, Object> variables, boolean deserializeValues) {
                return commandExecutor.execute(
                        new SubmitTaskFormCmd(taskId, given(variables), true, deserializeValues));
            }
        };
    }

    private static Map<String, Object> given(@Nullable Map<String, Object> variables) {
        return variables == null ? Map.of() : variables;
    }

    private final class Handler implements TaskFormHandler {

        private final TaskFormHandler engine;

        Handler(TaskFormHandler engine) {
            this.engine = engine;
        }

        @Override
        public void parseConfiguration(
                Element element, DeploymentEntity deployment, ProcessDefinitionEntity process, BpmnParse parse) {
            engine.parseConfiguration(element, deployment, process, parse);
        }

        @Override
        public TaskFormData createTaskForm(TaskEntity task) {
            return engine.createTaskForm(task);
        }

        @Override
        public void submitFormVariables(VariableMap submitted, org.camunda.bpm.engine.delegate.VariableScope scope) {
            submit((TaskEntity) scope, createTaskForm((TaskEntity) scope), plain(submitted));
        }
    }

    /** Tasklist sends lists and groups as JSON variables, which the engine hands on as nodes of its own kind. */
    private Map<String, @Nullable Object> plain(VariableMap submitted) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        submitted.forEach((name, value) -> values.put(name, value instanceof SpinJsonNode node ? read(node) : value));
        return values;
    }

    private @Nullable Object read(SpinJsonNode node) {
        try {
            return json.readValue(node.toString(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the engine has read as JSON is JSON", e);
        }
    }

    /**
     * Tasks that stand beside each other end one after the other, before the engine reads what they share: it would
     * refuse the second of two departments that answer at the same moment, though neither has done anything wrong.
     */
    void awaitOthersOfTheCase(Task task) {
        if (!task.getExecutionId().equals(task.getProcessInstanceId())) {
            jdbc.sql("select id_ from act_ru_execution where id_ = :process for no key update")
                    .param("process", task.getProcessInstanceId())
                    .query(String.class)
                    .optional();
        }
    }

    private void submit(TaskEntity task, TaskFormData form, Map<String, @Nullable Object> submitted) {
        awaitOthersOfTheCase(task);
        if (task.getExecution() == null) {
            throw new OptimisticLockingException("task " + task.getId() + " has ended in another transaction");
        }
        CommandContext context = Context.getCommandContext();
        CamundaFormDefinition definition = definition(context, form);
        FormSchema schema = schema(context, definition);
        FormSubmission submission = judge(() -> forms.accept(schema, submitted, shown(schema, task)));
        task.setVariables(submission.variables());

        String caseNo = task.getExecution().getProcessBusinessKey();
        String processKey = task.getProcessDefinition().getKey();
        Map<String, @Nullable Object> values = new LinkedHashMap<>(submission.values());
        jdbc.sql("""
                insert into form_submission
                    (case_no, process_key, step, task_id, form_id, form_version, content, submitted_by, submitted_at)
                values (:case, :process, :step, :task, :form, :version, cast(:content as jsonb), :by, :at)""")
                .param("case", caseNo)
                .param("process", processKey)
                .param("step", task.getTaskDefinitionKey())
                .param("task", task.getId())
                .param("form", definition.getKey())
                .param("version", definition.getVersion())
                .param("content", write(values))
                .param("by", context.getAuthenticatedUserId())
                .param("at", OffsetDateTime.now(clock))
                .update();
        FormSubmitted told = new FormSubmitted(
                caseNo, processKey, task.getTaskDefinitionKey(), task.getId(), definition.getKey(), values);
        judge(() -> {
            events.publishEvent(told);
            return told;
        });
    }

    /** The form of an open task, with the routing facts that it may show; to be called within a command. */
    Tasks.TaskForm form(String taskId) {
        CommandContext context = Context.getCommandContext();
        TaskEntity task = context.getTaskManager().findTaskById(taskId);
        TaskFormData form = task.getTaskDefinition().getTaskFormHandler().createTaskForm(task);
        CamundaFormDefinition definition = definition(context, form);
        return new Tasks.TaskForm(
                definition.getKey(),
                definition.getVersion(),
                text(context, definition),
                shown(schema(context, definition), task));
    }

    /**
     * What a form is shown with. Of the routing facts all but those that it asks for: what somebody chose when the case
     * came by before is not chosen by whoever has it now. Of what is known of the case that which its fields only show;
     * it is asked for here, since the same must be known when the form is judged.
     */
    private Map<String, @Nullable Object> shown(FormSchema schema, TaskEntity task) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(task.getVariables());
        Set<String> wanted = new LinkedHashSet<>();
        for (FormComponent.Field field : schema.fields()) {
            FormComponent.Basics basics = field.basics();
            String name = basics.key().isEmpty() ? "" : basics.key().get(0);
            if (basics.disabled() || !basics.readonly().equals(FormComponent.Readonly.NEVER)) {
                wanted.add(name);
            } else if (basics.routing()) {
                facts.remove(name);
            }
        }
        FormFacts known = wanted.isEmpty() ? null : cases.getIfAvailable();
        if (known != null) {
            Map<String, @Nullable Object> ofCase = known.of(task.getExecution().getProcessBusinessKey());
            wanted.stream().filter(ofCase::containsKey).forEach(name -> facts.putIfAbsent(name, ofCase.get(name)));
        }
        return facts;
    }

    private static CamundaFormDefinition definition(CommandContext context, TaskFormData form) {
        CamundaFormRef reference = Objects.requireNonNull(form.getCamundaFormRef(), "a model without a form");
        return context.runWithoutAuthorization(new GetCamundaFormDefinitionCmd(reference, form.getDeploymentId()));
    }

    private static String text(CommandContext context, CamundaFormDefinition definition) {
        byte[] content = IoUtil.readInputStream(
                context.runWithoutAuthorization(
                        new GetDeploymentResourceCmd(definition.getDeploymentId(), definition.getResourceName())),
                definition.getResourceName());
        return new String(content, StandardCharsets.UTF_8);
    }

    /** What a form refuses, and what whoever is told of an act refuses, are one to whoever acts. */
    <T> T judge(Supplier<T> judgement) {
        try {
            return judgement.get();
        } catch (Refusal refusal) {
            throw new FormRefused(refusal, describe(refusal));
        }
    }

    /** Parsed once per version: a deployed form never changes. */
    private FormSchema schema(CommandContext context, CamundaFormDefinition definition) {
        return schemas.computeIfAbsent(
                definition.getId(), id -> forms.read(text(context, definition), definition.getResourceName()));
    }

    private String write(Map<String, @Nullable Object> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("form values are JSON by construction", e);
        }
    }

    private String describe(Refusal refusal) {
        var locale = LocaleContextHolder.getLocale();
        if (refusal.errors().isEmpty()) {
            return messages.getMessage(
                    "problem." + refusal.code(), refusal.arguments().toArray(), locale);
        }
        return refusal.errors().stream()
                .map(error -> error.field() + ": "
                        + messages.getMessage(
                                "problem." + error.code(), error.arguments().toArray(), locale))
                .collect(Collectors.joining("; "));
    }

    /** Something refused by the form's rules or a module's: a bad request to Tasklist and REST, a {@link Refusal} to our own. */
    static final class FormRefused extends FormFieldValidationException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        FormRefused(Refusal refusal, String message) {
            super(refusal.code(), message, refusal);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
