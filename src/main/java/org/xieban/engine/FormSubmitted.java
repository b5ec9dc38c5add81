package org.xieban.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task's form was submitted and its values found right; published in the transaction that completes the task, before
 * the process moves on. Routing facts among the values are the process's from now on; who needs the rest keeps it: the
 * engine does not.
 *
 * @param caseNo number of the case: the business key
 * @param processKey id of the model
 * @param step element id of the task
 * @param taskId of the engine
 * @param formId id of the Camunda Form
 * @param formVersion that of the form by which the values were judged
 * @param submittedBy login, null where nobody is signed in
 * @param values by the fields' keys, as {@link org.xieban.engine.form.FormSchema} accepts them
 */
public record FormSubmitted(
        String caseNo,
        String processKey,
        String step,
        String taskId,
        String formId,
        int formVersion,
        @Nullable String submittedBy,
        Map<String, @Nullable Object> values) {}
