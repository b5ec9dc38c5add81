package org.xieban.engine.internal;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xieban.web.Refusal;

/**
 * Tries again what an officer submits in Tasklist or by the engine's REST interface when it collides with another's change:
 * a new due date, a department that answers at the same moment. He has done nothing wrong, and the task is still his. What
 * runs within a transaction of the product is tried again by whoever began that.
 */
final class RetriedSubmissions extends CommandInterceptor {

    private static final int ATTEMPTS = 4;

    private final TaskForms forms;

    RetriedSubmissions(TaskForms forms) {
        this.forms = forms;
    }

    @Override
    public <T> T execute(Command<T> command) {
        boolean tried =
                command instanceof SubmitTaskFormCmd && !TransactionSynchronizationManager.isActualTransactionActive();
        return tried ? again(command, 1) : next.execute(command);
    }

    private <T> T again(Command<T> command, int attempt) {
        try {
            return next.execute(command);
        } catch (OptimisticLockingException e) {
            if (attempt == ATTEMPTS) {
                throw e;
            }
            return again(command, attempt + 1);
        } catch (NullValueException e) {
            // the task has ended; the engine's interface takes that for a fault of its own
            return forms.judge(() -> {
                throw Refusal.conflict("task.gone");
            });
        }
    }
}
