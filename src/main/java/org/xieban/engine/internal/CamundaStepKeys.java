package org.xieban.engine.internal;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.stereotype.Component;
import org.xieban.engine.StepKeys;

@Component
class CamundaStepKeys implements StepKeys {

    @Override
    public String current() {
        CommandContext command = Context.getCommandContext();
        JobEntity job = command == null ? null : command.getCurrentJob();
        if (job == null) {
            throw new IllegalStateException("no asynchronous step is being done");
        }
        // the job outlives failures, restarts and new retries; one of an activity instance would not
        return job.getId() + ":" + job.getActivityId();
    }
}
