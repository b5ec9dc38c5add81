package org.xieban.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Open tasks, acted upon by the officer who is signed in. Whether he may is asked before, by the caller; the engine
 * writes his name into its operation log. A task that is gone is a {@link org.xieban.web.Refusal} {@code task.gone}
 * (409): somebody else was quicker; one whose process an administrator has suspended is {@code task.suspended} (409).
 * What collides with another's change is a {@link Collision}, and done nowhere.
 */
public interface Tasks {

    /**
     * Takes a task.
     *
     * @throws org.xieban.web.Refusal {@code task.taken} (409) if another has it
     */
    void claim(String taskId, String officer);

    /**
     * Gives a task back to those who may take it.
     *
     * @throws org.xieban.web.Refusal {@code task.notYours} (409) if he has it not; {@code task.delegated} (409) if he only
     *     does it for another
     */
    void release(String taskId, String officer);

    /**
     * Hands a task on: another has it from now on, also where it had been delegated.
     *
     * @param from who has it, null while nobody has
     * @throws org.xieban.web.Refusal {@code task.taken} (409) if somebody else has it by now
     */
    void transfer(String taskId, @Nullable String from, String to);

    /**
     * Lets another prepare a task for who has it. Until he gives it back by {@link #resolve} nobody completes it.
     *
     * @throws org.xieban.web.Refusal {@code task.notYours} (409) if the officer has it not; {@code task.delegated} (409)
     *     if he only does it for another himself
     */
    void delegate(String taskId, String officer, String to);

    /**
     * Gives a delegated task back to who delegated it.
     *
     * @throws org.xieban.web.Refusal {@code task.notYours} (409) if the officer has it not; {@code task.notDelegated}
     *     (409) if he has it for himself
     */
    void resolve(String taskId, String officer);

    /**
     * Submits a task's form and with it completes the task, taking it first if nobody has: one command.
     *
     * @param values the data object as form-js submits it
     * @throws org.xieban.web.Refusal {@code form.invalid} (422) with the fields at fault; {@code task.taken} (409) if
     *     another has it; {@code task.delegated} (409) if it was delegated and not given back
     */
    void complete(String taskId, String officer, Map<String, ? extends @Nullable Object> values);

    /** The form of a task, as the version of the model has it. */
    TaskForm form(String taskId);

    /** Sets when a task is due, for Tasklist to show too. */
    void due(String taskId, @Nullable Instant at);

    /**
     * Sets when tasks are due, by their ids; many at once in two statements, of which nobody is told. Tasks that are gone
     * are left out.
     */
    void due(Map<String, Instant> dueAt);

    /**
     * Open tasks as the engine's tables have them in this transaction, in the order of their ids; those of processes
     * without a business key are left out.
     *
     * @param after only ids behind this one; empty for all
     * @param limit so many at most
     */
    List<OpenTask> open(String after, int limit);

    /** The open tasks of a case, in the order of their ids. */
    List<OpenTask> ofCase(String caseNo);

    /**
     * An open task that nobody else changes or ends until this transaction ends; empty where it has ended.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a transaction
     */
    Optional<OpenTask> hold(String taskId);

    /** How a task that is no longer open ended; empty where the engine's history has nothing of it. */
    Optional<Ended> ended(String taskId);

    /**
     * The end of a task.
     *
     * @param completed false where it was withdrawn before anybody did it
     * @param assignee login of who had it, null where nobody had
     */
    record Ended(Instant at, boolean completed, @Nullable String assignee) {}

    /** Who has or may take the tasks that are still open, by their ids. */
    Map<String, Holder> holders(Collection<String> taskIds);

    /**
     * Who has a task, and who may take it.
     *
     * @param assignee login, null while nobody has it
     * @param groups whose members may take it
     * @param candidates logins of officers who may take it besides
     */
    record Holder(@Nullable String assignee, Set<String> groups, Set<String> candidates) {}

    /**
     * The form of a task and what it begins with.
     *
     * @param id of the Camunda Form
     * @param version of its deployment
     * @param schema the form as form-js renders it, JSON
     * @param data routing facts that the form may decide by, and what its fields only show of the case
     */
    record TaskForm(String id, int version, String schema, Map<String, @Nullable Object> data) {}
}
