package org.xieban.timelimit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Raises the alarm over pauses that go on past their planned end; none ends by itself (行政许可法 45). */
@Component
class LatePauses {

    private final EntryRepository entries;
    private final Warnings warnings;

    LatePauses(EntryRepository entries, Warnings warnings) {
        this.entries = entries;
        this.warnings = warnings;
    }

    @Transactional
    public void alarm(Instant now) {
        Map<Long, String> late = entries.takeLatePauses(now);
        if (late.isEmpty()) {
            return;
        }
        List<String> cases = late.values().stream().distinct().toList();
        Warnings.People people = warnings.peopleOfCases(cases);
        for (String caseNo : cases) {
            List<Pause> alarmed = entries.of(caseNo).pauses().stream()
                    .filter(pause -> late.containsKey(pause.id()))
                    .toList();
            alarmed.forEach(pause -> warnings.pauseLate(caseNo, pause, people));
        }
    }
}
