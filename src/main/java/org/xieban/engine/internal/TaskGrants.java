package org.xieban.engine.internal;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.trace.TransactionMemory;

/**
 * What the engine grants to those who may take a task, without asking for grants where there can be none: a task that is
 * not yet written has none but those of this command, and one that ends with this command needs none any more.
 */
@Component
class TaskGrants extends DefaultAuthorizationProvider {

    private final TransactionMemory<String, Boolean> ending = new TransactionMemory<>();

    /** Says that the task is completed, or nothing of this transaction stays. */
    void endsNow(String taskId) {
        ending.put(taskId, true);
    }

    @Override
    public AuthorizationEntity @Nullable [] newTaskAssignee(
            Task task, @Nullable String oldAssignee, @Nullable String newAssignee) {
        return ending.get(task.getId(), id -> false) ? null : super.newTaskAssignee(task, oldAssignee, newAssignee);
    }

    @Override
    protected @Nullable AuthorizationEntity getGrantAuthorization(
            String taskId, @Nullable String userId, @Nullable String groupId, Resource resource) {
        // what this command itself has granted is found by the caller
        CachedDbEntity task = Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .getCachedEntity(TaskEntity.class, taskId);
        boolean unwritten = task != null && task.getEntityState() == DbEntityState.TRANSIENT;
        return unwritten ? null : super.getGrantAuthorization(taskId, userId, groupId, resource);
    }
}
