package org.xieban.worklist;

import java.util.Map;
import org.springframework.stereotype.Component;

/** The use case behind {@code POST /api/v1/tasks/{taskId}/complete}, for measurements outside this module. */
@Component
public class TaskWork {

    private final TaskOperations operations;

    TaskWork(TaskOperations operations) {
        this.operations = operations;
    }

    /** Takes a task for whoever is signed in, and completes it. */
    public void complete(String taskId, Map<String, Object> values) {
        operations.complete(taskId, values);
    }
}
