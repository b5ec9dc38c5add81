package org.xieban.engine.internal;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xieban.engine.ClosedTask;
import org.xieban.engine.OpenTask;
import org.xieban.engine.ProcessEnded;
import org.xieban.engine.StepTerms;
import org.xieban.engine.TaskChanged;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.TasksHeld;
import org.xieban.engine.TasksMoved;
import org.xieban.engine.TasksSuspended;
import org.xieban.trace.TransactionMemory;

/**
 * Tells the rest of the product what happened to user tasks. Built-in listeners only mark a task, since they run before
 * the model's own and several times in a command; what became of it is said once, when the command ends and before it
 * is written. They also run when an operator moves tokens. Suspension and migration run no listener: these are seen in
 * the engine's history events.
 */
@Component
class TaskWatch implements HistoryEventHandler {

    private final ApplicationEventPublisher events;
    private final TaskForms forms;
    private final ObjectProvider<StepTerms> terms;
    private final JdbcClient jdbc;

    /** The processes of which this transaction will tell. */
    private final TransactionMemory<String, Boolean> suspensions = new TransactionMemory<>();

    TaskWatch(ApplicationEventPublisher events, TaskForms forms, ObjectProvider<StepTerms> terms, JdbcClient jdbc) {
        this.events = events;
        this.forms = forms;
        this.terms = terms;
        this.jdbc = jdbc;
    }

    /** Puts the listeners into every user task and every process of every model. */
    BpmnParseListener atParse() {
        return new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
                for (String event : List.of(
                        TaskListener.EVENTNAME_CREATE,
                        TaskListener.EVENTNAME_ASSIGNMENT,
                        TaskListener.EVENTNAME_UPDATE,
                        TaskListener.EVENTNAME_COMPLETE,
                        TaskListener.EVENTNAME_DELETE)) {
                    // the name is kept here: the task itself forgets it where its execution has gone meanwhile
                    task.addBuiltInTaskListener(
                            event, told -> TaskMarks.now().of((TaskEntity) told).seen(event));
                }
                ModelledTerm term = ModelledTerm.read(element);
                if (term != null) {
                    term.keep(activity);
                    // so that it is told and written with its due date, once
                    task.addBuiltInTaskListener(
                            TaskListener.EVENTNAME_CREATE, opened -> begin(opened, term.of(opened::getVariable)));
                }
            }

            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                process.addBuiltInListener(ExecutionListener.EVENTNAME_END, execution -> {
                    ExecutionEntity instance = (ExecutionEntity) execution;
                    if (instance.getSuperExecution() == null && instance.getProcessBusinessKey() != null) {
                        events.publishEvent(new ProcessEnded(
                                process.getKey(),
                                instance.getProcessBusinessKey(),
                                String.valueOf(instance.getCurrentActivityId())));
                    }
                });
            }
        };
    }

    private void begin(DelegateTask task, OpenTask.StepTerm term) {
        if (task.getDueDate() == null) {
            terms.ifAvailable(known -> task.setDueDate(
                    Date.from(known.due(term, task.getCreateTime().toInstant()))));
        }
    }

    /** Lets the engine make one {@link TaskMarks} for each command that needs it. */
    SessionFactory sessions() {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return TaskMarks.class;
            }

            @Override
            public Session openSession() {
                TaskMarks marks = new TaskMarks(told -> forms.judge(() -> {
                    tell(told);
                    return told;
                }));
                Context.getCommandContext().registerCommandContextListener(marks);
                return marks;
            }
        };
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof HistoricTaskInstanceEventEntity task
                && event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_MIGRATE)) {
            mark(task.getTaskId());
        } else if (event instanceof HistoricProcessInstanceEventEntity instance
                && event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_UPDATE)) {
            // the engine says it twice
            suspensions.get(instance.getProcessInstanceId(), unsaid -> {
                if (instance.getBusinessKey() != null) {
                    events.publishEvent(new TasksHeld(instance.getBusinessKey()));
                }
                return tellAtTheEnd(unsaid);
            });
        }
    }

    /**
     * The engine suspends by a statement of its own, which looks at nobody's version: what the tasks are is known only
     * once it has run, and then holds until the end of the transaction.
     */
    private boolean tellAtTheEnd(String instance) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                Map<String, Boolean> suspended = new LinkedHashMap<>();
                jdbc.sql("select id_, suspension_state_ from act_ru_task where proc_inst_id_ = :instance")
                        .param("instance", instance)
                        .query(row -> {
                            suspended.put(
                                    row.getString("id_"),
                                    row.getInt("suspension_state_") == SuspensionState.SUSPENDED.getStateCode());
                        });
                events.publishEvent(new TasksSuspended(suspended));
            }
        });
        return true;
    }

    private void mark(String taskId) {
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        if (task != null) {
            TaskMarks.now().of(task).seen(TaskListener.EVENTNAME_UPDATE);
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> historyEvents) {
        historyEvents.forEach(this::handleEvent);
    }

    /** One after the other; those that end and are opened one after the other together. */
    private void tell(List<TaskMarks.Mark> marks) {
        List<ClosedTask> closed = new ArrayList<>();
        List<OpenTask> opened = new ArrayList<>();
        for (TaskMarks.Mark mark : marks) {
            TaskEntity task = mark.task;
            if (task.getExecution() == null) {
                throw new OptimisticLockingException("task " + task.getId() + " has ended in another transaction");
            }
            if (mark.created && !mark.closed) {
                opened.add(open(task));
            } else if (mark.closed && !mark.created) {
                closed.add(new ClosedTask(task.getId(), caseNo(task), task.getTaskDefinitionKey(), mark.completed));
            } else if (!mark.created) {
                tellMoved(closed, opened);
                // what is told is what was read: should another have changed it since, neither is kept
                Context.getCommandContext().getDbEntityManager().forceUpdate(task);
                events.publishEvent(new TaskChanged(open(task)));
            }
        }
        tellMoved(closed, opened);
    }

    private void tellMoved(List<ClosedTask> closed, List<OpenTask> opened) {
        if (!closed.isEmpty() || !opened.isEmpty()) {
            events.publishEvent(new TasksMoved(closed, opened));
            opened.forEach(each -> events.publishEvent(new TaskOpened(each)));
            closed.clear();
            opened.clear();
        }
    }

    private static String caseNo(TaskEntity task) {
        return task.getExecution().getProcessBusinessKey();
    }

    private static OpenTask open(TaskEntity task) {
        Set<String> groups = new LinkedHashSet<>();
        Set<String> officers = new LinkedHashSet<>();
        for (IdentityLink candidate : task.getCandidates()) {
            if (candidate.getGroupId() != null) {
                groups.add(candidate.getGroupId());
            } else {
                officers.add(candidate.getUserId());
            }
        }
        return new OpenTask(
                task.getId(),
                caseNo(task),
                task.getProcessDefinition().getKey(),
                task.getTaskDefinitionKey(),
                task.getName(),
                groups,
                officers,
                task.getAssignee(),
                task.getDelegationState() == DelegationState.PENDING ? task.getOwner() : null,
                task.getCreateTime().toInstant(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                task.getPriority(),
                task.isSuspended(),
                term(task));
    }

    private static OpenTask.@Nullable StepTerm term(TaskEntity task) {
        ModelledTerm term = ModelledTerm.of(task.getProcessDefinition().findActivity(task.getTaskDefinitionKey()));
        return term == null ? null : term.of(task::getVariable);
    }
}
