package org.xieban.engine.internal;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * A step that has failed for good stands as an incident, as ever; a model that has a way around it hears so, by the
 * message {@value #MESSAGE} within its own instance, once until that way has been gone.
 */
class StepFailures extends DefaultIncidentHandler {

    static final String MESSAGE = "engine.stepFailed";

    StepFailures() {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
    }

    @Override
    public Incident handleIncident(IncidentContext failure, String message) {
        Incident incident = super.handleIncident(failure, message);
        if (failure.getExecutionId() != null) {
            CommandContext command = Context.getCommandContext();
            ExecutionEntity execution = command.getExecutionManager().findExecutionById(failure.getExecutionId());
            if (execution != null) {
                tell(command, execution.getProcessInstance());
            }
        }
        return incident;
    }

    private static void tell(CommandContext command, ExecutionEntity instance) {
        RuntimeService runtime = command.getProcessEngineConfiguration().getRuntimeService();
        List<EventSubscriptionEntity> waiting =
                command
                        .getEventSubscriptionManager()
                        .findEventSubscriptionsByProcessInstanceId(instance.getId())
                        .stream()
                        .filter(each -> MESSAGE.equals(each.getEventName()))
                        .toList();
        for (EventSubscriptionEntity each : waiting) {
            if (!underWay(runtime, instance, each.getActivity())) {
                runtime.messageEventReceived(MESSAGE, each.getExecutionId());
            }
        }
    }

    /** Whether the event sub-process that the message begins is being gone through already. */
    private static boolean underWay(RuntimeService runtime, ExecutionEntity instance, ActivityImpl event) {
        ScopeImpl scope = event.getFlowScope();
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        return tree != null
                && !Objects.equals(scope.getId(), instance.getProcessDefinitionId())
                && tree.getActivityInstances(scope.getId()).length > 0;
    }
}
