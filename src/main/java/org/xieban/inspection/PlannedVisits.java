package org.xieban.inspection;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.web.PageRequest;

/** The visits that came of a plan or a task, for its page. */
@Component
public class PlannedVisits {

    private final Visits visits;
    private final Officers officers;

    PlannedVisits(Visits visits, Officers officers) {
        this.visits = visits;
        this.officers = officers;
    }

    /**
     * Hands them to the fragment {@code inspection/parts :: visits}.
     *
     * @param mayOpen whether whoever asks sees the case: who is visited is nobody's to know but theirs who go
     */
    public void show(String task, boolean mayOpen, Model model) {
        List<PlannedVisit> planned = mayOpen ? visits.of(task) : List.of();
        model.addAttribute(
                "visits", planned.stream().limit(PageRequest.LARGEST_SIZE).toList());
        model.addAttribute("visitCount", planned.size());
        // where they are dispatched and followed
        model.addAttribute("visitsOf", task);
        model.addAttribute("objectNames", visits.names(planned));
        model.addAttribute(
                "people",
                officers
                        .findAll(planned.stream()
                                .flatMap(visit -> visit.teams().values().stream())
                                .flatMap(team -> team.inspectors().stream())
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Officer::login, Officer::name)));
    }
}
