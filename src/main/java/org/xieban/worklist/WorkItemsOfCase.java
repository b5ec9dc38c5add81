package org.xieban.worklist;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.OpenTasksOfCase;

@Component
class WorkItemsOfCase implements OpenTasksOfCase {

    private final WorkItems items;
    private final Clock clock;

    WorkItemsOfCase(WorkItems items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    @Override
    public List<TaskView> of(String caseNo, @Nullable String department) {
        Instant now = clock.instant();
        return items.openOfCase(caseNo, department).stream()
                .map(item -> TaskView.of(item, now))
                .toList();
    }
}
