package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.DepartmentCalendars;
import org.xieban.calendar.WorkCalendar;
import org.xieban.directory.Group;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
import org.xieban.trace.OfficialTime;

/** The clocks of steps, which run while their tasks are open. */
@Component
@Transactional
class StepClocks {

    private final BegunClocks begunClocks;
    private final ClockRepository clocks;
    private final ClockRuns runs;
    private final Calendars calendars;
    private final ModelTerms terms;
    private final Tasks tasks;
    private final Clock clock;

    StepClocks(
            BegunClocks begunClocks,
            ClockRepository clocks,
            ClockRuns runs,
            Calendars calendars,
            ModelTerms terms,
            Tasks tasks,
            Clock clock) {
        this.begunClocks = begunClocks;
        this.clocks = clocks;
        this.runs = runs;
        this.calendars = calendars;
        this.terms = terms;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** A step that begins. */
    record Beginning(OpenTask task, ClockTerm term, WarningRule warning) {}

    /**
     * Ends the clocks of tasks that are no longer open, and begins those of others, which are due when their clocks are:
     * by one statement, that holds the calendar first, as whoever changes it does. Where it is no longer the one by which
     * this node has reckoned, they begin by another.
     *
     * @param closed ids of tasks
     */
    void move(List<String> closed, List<Beginning> opened) {
        Calendars.Presumed presumed = calendars.presumed();
        List<BegunClocks.Begun> begun = begun(opened, presumed.departments());
        BegunClocks.Moved moved = begunClocks.move(closed, OfficialTime.now(clock), presumed.version(), begun);
        DepartmentCalendars held = calendars.held(moved.calendar());
        Set<String> known = moved.cases();
        if (moved.calendar() != presumed.version()) {
            begun = begun(opened, held);
            known = begunClocks.insert(begun);
        }
        // of the others there is none, or it stands still
        closed.stream().filter(task -> !moved.ended().contains(task)).forEach(runs::endOfTask);
        letBeDue(opened, begun, known);
    }

    private List<BegunClocks.Begun> begun(List<Beginning> steps, DepartmentCalendars departments) {
        return steps.stream()
                .map(each -> {
                    OpenTask task = each.task();
                    String department = departmentOf(task);
                    WorkCalendar calendar = departments.of(
                            () -> department == null ? clocks.leadDepartment(task.caseNo()) : department);
                    return new BegunClocks.Begun(
                            task.caseNo(),
                            ClockKind.STEP,
                            new ClockRepository.Step(task.step(), task.stepName(), task.id(), department),
                            each.term(),
                            each.warning(),
                            task.createdAt(),
                            terms.standing(each.term(), each.warning(), task.createdAt(), calendar));
                })
                .toList();
    }

    private void letBeDue(List<Beginning> steps, List<BegunClocks.Begun> begun, Set<String> known) {
        Map<String, Instant> due = new LinkedHashMap<>();
        for (int i = 0; i < begun.size(); i++) {
            OpenTask task = steps.get(i).task();
            Instant dueAt = begun.get(i).dueAt();
            // it is opened so, unless its model gave it another date
            if (known.contains(task.caseNo()) && !dueAt.equals(task.dueAt())) {
                due.put(task.id(), dueAt);
            }
        }
        tasks.due(due);
    }

    /** By whose calendar a step runs: that of the one department whose group may take it, else null. */
    private static @Nullable String departmentOf(OpenTask task) {
        Set<String> departments = Group.departments(task.candidateGroups());
        return departments.size() == 1 ? departments.iterator().next() : null;
    }
}
