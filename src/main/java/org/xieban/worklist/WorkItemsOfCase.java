package org.xieban.worklist;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.OpenTasksOfCase;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;

@Component
class WorkItemsOfCase implements OpenTasksOfCase {

    private final WorkItems items;
    private final Officers officers;

    WorkItemsOfCase(WorkItems items, Officers officers) {
        this.items = items;
        this.officers = officers;
    }

    @Override
    public List<TaskView> of(String caseNo, @Nullable String department) {
        return items.openOfCase(caseNo, department).stream().map(TaskView::of).toList();
    }

    @Override
    public List<String> handlers(String caseNo) {
        return items.openOfCase(caseNo, null).stream()
                .flatMap(item -> item.assignee() != null
                        ? Stream.of(item.assignee())
                        : item.candidateGroups().stream()
                                .flatMap(group -> officers.membersOf(group).stream())
                                .map(Officer::login))
                .distinct()
                .toList();
    }
}
