package org.xieban.engine.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextListener;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** What one command did to tasks, told when it ends. */
final class TaskMarks implements Session, CommandContextListener {

    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final Consumer<List<Mark>> tell;

    TaskMarks(Consumer<List<Mark>> tell) {
        this.tell = tell;
    }

    /** Those of the command that runs. */
    static TaskMarks now() {
        return Context.getCommandContext().getSession(TaskMarks.class);
    }

    Mark of(TaskEntity task) {
        return marks.computeIfAbsent(task.getId(), id -> new Mark(task));
    }

    @Override
    public void onCommandContextClose(CommandContext command) {
        // Whoever is told may act on tasks in turn, within the same command.
        while (!marks.isEmpty()) {
            List<Mark> told = List.copyOf(marks.values());
            marks.clear();
            tell.accept(told);
        }
    }

    @Override
    public void onCommandFailed(CommandContext command, Throwable failure) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** What one command did to one task. */
    static final class Mark {
        final TaskEntity task;
        boolean created;
        boolean closed;
        boolean completed;

        Mark(TaskEntity task) {
            this.task = task;
        }

        void seen(String event) {
            switch (event) {
                case TaskListener.EVENTNAME_CREATE -> created = true;
                case TaskListener.EVENTNAME_COMPLETE -> {
                    closed = true;
                    completed = true;
                }
                case TaskListener.EVENTNAME_DELETE -> closed = true;
                default -> {
                    // taken, given back, changed: told as it is at the end
                }
            }
        }
    }
}
