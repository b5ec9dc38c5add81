package org.xieban.worklist;

import java.util.Map;
import org.springframework.stereotype.Component;

/** The use cases behind {@code POST /api/v1/tasks/{taskId}/complete} and {@code …/claim}, for measurements outside this module. */
@Component
public class TaskWork {

    private final TaskOperations operations;

    TaskWork(TaskOperations operations) {
        this.operations = operations;
    }

    /** Takes a task for whoever is signed in, by a call of its own. */
    public void claim(String taskId) {
        operations.claim(taskId);
    }

    /** Takes a task for whoever is signed in, and completes it. */
    public void complete(String taskId, Map<String, Object> values) {
        operations.complete(taskId, values);
    }
}
