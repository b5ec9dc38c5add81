package org.xieban.engine.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
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
import org.xieban.trace.TransactionMemory;
import org.xieban.web.Refusal;

/**
 * Stands between what an officer submits and the engine, wherever he does it: our pages, the API, Tasklist, the
 * engine's REST interface. Values are judged by the form's own rules and kept in our tables; the engine gets the
 * routing facts that the form declares, and nothing else reaches its runtime or its history.
 */
@Component
class TaskForms {

    private final Forms forms;
    private final DeployedForms deployed;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final MessageSource messages;
    private final ObjectProvider<FormFacts> cases;
    private final TransactionMemory<String, Boolean> awaited = new TransactionMemory<>();

    TaskForms(
            Forms forms,
            DeployedForms deployed,
            JdbcClient jdbc,
            ObjectMapper json,
            ApplicationEventPublisher events,
            MessageSource messages,
            ObjectProvider<FormFacts> cases) {
        this.forms = forms;
        this.deployed = deployed;
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.messages = messages;
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
            // without what the parser says of it, which may repeat what was entered
            throw new IllegalStateException("what the engine has read as JSON is JSON");
        }
    }

    /**
     * Tasks that stand beside each other end one after the other, before the engine reads what they share: it would
     * refuse the second of two departments that answer at the same moment, though neither has done anything wrong.
     */
    void awaitOthersOfTheCase(Task task) {
        if (!task.getExecutionId().equals(task.getProcessInstanceId())) {
            awaited.get(task.getProcessInstanceId(), process -> {
                jdbc.sql("select id_ from act_ru_execution where id_ = :process for no key update")
                        .param("process", process)
                        .query(String.class)
                        .optional();
                return true;
            });
        }
    }

    private void submit(TaskEntity task, TaskFormData form, Map<String, @Nullable Object> submitted) {
        awaitOthersOfTheCase(task);
        ExecutionEntity execution = task.getExecution();
        // read one after the other: what ended the task may have moved the execution in between
        if (execution == null
                || execution.getProcessInstance() == null
                || !task.getTaskDefinitionKey().equals(execution.getActivityId())) {
            throw new OptimisticLockingException("task " + task.getId() + " has ended in another transaction");
        }
        CommandContext context = Context.getCommandContext();
        DeployedForms.Form definition = deployed.of(context, form);
        FormSubmission submission =
                judge(() -> forms.accept(definition.schema(), submitted, judgedBy(definition, task)));
        task.setVariables(submission.variables());

        String caseNo = task.getExecution().getProcessBusinessKey();
        String processKey = task.getProcessDefinition().getKey();
        FormSubmitted told = new FormSubmitted(
                caseNo,
                processKey,
                task.getTaskDefinitionKey(),
                task.getId(),
                definition.id(),
                definition.version(),
                context.getAuthenticatedUserId(),
                new LinkedHashMap<>(submission.values()));
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
        DeployedForms.Form definition = deployed.of(context, form);
        return new Tasks.TaskForm(
                definition.id(),
                definition.version(),
                definition.text(),
                shown(definition.schema(), task, new LinkedHashMap<>(task.getVariables()), field -> true));
    }

    /**
     * What a form was shown with, so much as can matter to how it is judged: the variables that it names, and not what a
     * field only shows that no expression uses.
     */
    private Map<String, @Nullable Object> judgedBy(DeployedForms.Form form, TaskEntity task) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        for (String name : task.getVariableNames()) {
            if (form.words().contains(name)) {
                facts.put(name, task.getVariable(name));
            }
        }
        return shown(
                form.schema(),
                task,
                facts,
                field -> !field.basics().disabled() || form.reckonedWith().contains(name(field)));
    }

    /**
     * What a form is shown with. Of the routing facts all but those that it asks for: what somebody chose when the case
     * came by before is not chosen by whoever has it now. Of what is known of the case that which its fields only show, and
     * the options they offer; it is asked for here, since the same must be known when the form is judged.
     *
     * @param matters whether it matters what such a field shows
     */
    private Map<String, @Nullable Object> shown(
            FormSchema schema,
            TaskEntity task,
            Map<String, @Nullable Object> facts,
            Predicate<FormComponent.Field> matters) {
        Set<String> wanted = new LinkedHashSet<>();
        for (FormComponent.Field field : schema.fields()) {
            FormComponent.Basics basics = field.basics();
            options(field).ifPresent(wanted::add);
            if (basics.disabled() || !basics.readonly().equals(FormComponent.Readonly.NEVER)) {
                if (matters.test(field)) {
                    wanted.add(name(field));
                }
            } else if (basics.routing()) {
                facts.remove(name(field));
            }
        }
        FormFacts known = wanted.isEmpty() ? null : cases.getIfAvailable();
        if (known != null) {
            Map<String, @Nullable Object> ofCase = known.of(task.getExecution().getProcessBusinessKey());
            wanted.stream().filter(ofCase::containsKey).forEach(name -> facts.putIfAbsent(name, ofCase.get(name)));
        }
        return facts;
    }

    /** The fact that a field is about. */
    private static String name(FormComponent.Field field) {
        List<String> key = field.basics().key();
        return key.isEmpty() ? "" : key.get(0);
    }

    /** What the options of a field are called that are given with the data. */
    private static Optional<String> options(FormComponent.Field field) {
        FormComponent.Options options = field instanceof FormComponent.SingleChoice choice
                ? choice.options()
                : field instanceof FormComponent.MultipleChoice choice ? choice.options() : null;
        return options instanceof FormComponent.Options.FromData given ? Optional.of(given.key()) : Optional.empty();
    }

    /** What a form refuses, and what whoever is told of an act refuses, are one to whoever acts. */
    <T> T judge(Supplier<T> judgement) {
        try {
            return judgement.get();
        } catch (Refusal refusal) {
            throw new FormRefused(refusal, describe(refusal));
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
