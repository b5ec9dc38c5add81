package org.xieban.worklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;

/** The orders of work lists: how each is asked for, and how its pages go on behind a row. */
final class WorkItemOrder {

    /** When an officer was sent a copy of a task; {@code :login} is his. */
    private static final String COPIED_AT =
            "(select k.sent_at from work_copy k where k.officer = :login and k.task_id = w.task_id)";

    private WorkItemOrder() {}

    /** The moment by which a list that is not of what is to be done is sorted, the latest first. */
    static String moment(Queue queue) {
        return queue == Queue.COPIED ? COPIED_AT : "w.closed_at";
    }

    static void after(TaskFilter filter, @Nullable Cursor cursor, SqlConditions conditions) {
        if (cursor == null) {
            return;
        }
        String due = "coalesce(cast(:afterDue as timestamptz), timestamptz 'infinity')";
        if (!filter.queue().open()) {
            conditions.add("(" + moment(filter.queue()) + ", w.task_id) < (:afterTime, :afterId)");
            conditions.with("afterTime", OfficialTime.ofNullable(cursor.instant(0)));
            conditions.with("afterId", cursor.text(1));
            return;
        }
        switch (filter.sort()) {
            case DUE -> {
                conditions.add("(w.due_order, w.task_id) > (" + due + ", :afterId)");
                conditions.with("afterDue", OfficialTime.ofNullable(cursor.instant(0)));
                conditions.with("afterId", cursor.text(1));
            }
            case AGE -> {
                conditions.add("(w.opened_at, w.task_id) > (:afterTime, :afterId)");
                conditions.with("afterTime", OfficialTime.ofNullable(cursor.instant(0)));
                conditions.with("afterId", cursor.text(1));
            }
            case PRIORITY -> {
                conditions.add("(-w.priority, w.due_order, w.task_id) > (:afterPriority, " + due + ", :afterId)");
                conditions.with("afterPriority", cursor.number(0));
                conditions.with("afterDue", OfficialTime.ofNullable(cursor.instant(1)));
                conditions.with("afterId", cursor.text(2));
            }
            case ITEM -> {
                conditions.add("(w.item_name, w.due_order, w.task_id) > (:afterItem, " + due + ", :afterId)");
                conditions.with("afterItem", cursor.text(0));
                conditions.with("afterDue", OfficialTime.ofNullable(cursor.instant(1)));
                conditions.with("afterId", cursor.text(2));
            }
        }
    }

    static String order(TaskFilter filter) {
        if (!filter.queue().open()) {
            return moment(filter.queue()) + " desc, w.task_id desc";
        }
        return switch (filter.sort()) {
            case DUE -> "w.due_order, w.task_id";
            case AGE -> "w.opened_at, w.task_id";
            case PRIORITY -> "-w.priority, w.due_order, w.task_id";
            case ITEM -> "w.item_name, w.due_order, w.task_id";
        };
    }

    static @Nullable Object[] keys(TaskFilter filter, WorkItem item, @Nullable Instant moment) {
        if (!filter.queue().open()) {
            return new Object[] {moment, item.taskId()};
        }
        return switch (filter.sort()) {
            case DUE -> new Object[] {item.dueAt(), item.taskId()};
            case AGE -> new Object[] {item.openedAt(), item.taskId()};
            case PRIORITY -> new Object[] {-item.priority(), item.dueAt(), item.taskId()};
            case ITEM -> new Object[] {item.itemName(), item.dueAt(), item.taskId()};
        };
    }
}
