package org.xieban.engine.internal;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xieban.web.Refusal;

/**
 * What officers do in Tasklist or by the engine's REST interface. A submission that collides with another's change, a new
 * due date or a department that answers at the same moment, is tried again: he has done nothing wrong, and the task is
 * still his. What is refused is told as the asker's fault; the engine's interface would take it for its own. What runs
 * within a transaction of the product is for whoever began that.
 */
final class TasklistCommands extends CommandInterceptor {

    private static final int ATTEMPTS = 4;

    private final TaskForms forms;

    TasklistCommands(TaskForms forms) {
        this.forms = forms;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return next.execute(command);
        }
        if (command instanceof SubmitTaskFormCmd) {
            return submit(command, 1);
        }
        return command instanceof ClaimTaskCmd || command instanceof AssignTaskCmd
                ? assign(command)
                : next.execute(command);
    }

    private <T> T submit(Command<T> command, int attempt) {
        try {
            return next.execute(command);
        } catch (OptimisticLockingException e) {
            if (attempt == ATTEMPTS) {
                throw e;
            }
            return submit(command, attempt + 1);
        } catch (NullValueException e) {
            // the task has ended
            return forms.judge(() -> {
                throw Refusal.conflict("task.gone");
            });
        }
    }

    private <T> T assign(Command<T> command) {
        try {
            return next.execute(command);
        } catch (TaskForms.FormRefused e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }
}
