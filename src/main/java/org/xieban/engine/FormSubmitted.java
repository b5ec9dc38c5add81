package org.xieban.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task's form was submitted, its values found right and kept; published in the transaction that completes the task,
 * before the process moves on.
 *
 * @param caseNo number of the case: the business key
 * @param processKey id of the model
 * @param step element id of the task
 * @param taskId of the engine
 * @param formId id of the Camunda Form
 * @param values by the fields' keys, as {@link org.xieban.engine.form.FormSchema} accepts them
 */
public record FormSubmitted(
        String caseNo,
        String processKey,
        String step,
        String taskId,
        String formId,
        Map<String, @Nullable Object> values) {}
