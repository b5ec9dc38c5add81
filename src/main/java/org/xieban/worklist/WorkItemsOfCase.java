package org.xieban.worklist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.OpenTasksOfCase;

@Component
class WorkItemsOfCase implements OpenTasksOfCase {

    private final WorkItems items;

    WorkItemsOfCase(WorkItems items) {
        this.items = items;
    }

    @Override
    public List<TaskView> of(String caseNo, @Nullable String department) {
        return items.openOfCase(caseNo, department).stream().map(TaskView::of).toList();
    }
}
