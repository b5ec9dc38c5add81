package org.xieban.timelimit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.Lamp;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Group;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.engine.Tasks;
import org.xieban.notice.Notices;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.timelimit.WatchedClocks.Told;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/** Who stands on the rungs of a clock's ladder, and telling them. */
@Component
class Warnings {

    private final WatchedClocks watched;
    private final Tasks tasks;
    private final Officers officers;
    private final Departments departments;
    private final Notices notices;
    private final Trace trace;
    private final OfficeTexts texts;
    private final SweepSettings settings;

    Warnings(
            WatchedClocks watched,
            Tasks tasks,
            Officers officers,
            Departments departments,
            Notices notices,
            Trace trace,
            OfficeTexts texts,
            SweepSettings settings) {
        this.watched = watched;
        this.tasks = tasks;
        this.officers = officers;
        this.departments = departments;
        this.notices = notices;
        this.trace = trace;
        this.texts = texts;
        this.settings = settings;
    }

    /** Tells the rungs that are due, each once. */
    void raise(Map<Row, Course.Happened> happened, People people, Instant now) {
        List<Told> told = new ArrayList<>();
        happened.forEach((row, each) -> each.told().forEach((rung, since) -> {
            Lamp lamp = since.isBefore(Course.redAt(row.dueAt())) ? Lamp.YELLOW : Lamp.RED;
            told.add(new Told(row, rung, lamp, since, people.on(rung, row)));
        }));
        watched.told(told, now);
        notices.warn(told.stream().map(this::notice).toList());
        for (Told each : told) {
            Row row = each.clock();
            trace.record(Act.of("clock.warned", "case", row.caseNo())
                    .inCase(row.caseNo(), row.step())
                    .with("kind", row.kind().name())
                    .with("lamp", each.lamp().name())
                    .with("rung", each.rung().name())
                    .with("dueAt", OfficialTime.of(row.dueAt()).toString())
                    .with("told", each.logins()));
        }
    }

    private Notices.Warning notice(Told told) {
        Row row = told.clock();
        return warning(
                told.logins(),
                row.caseNo(),
                "timelimit.warning." + told.lamp().name() + "." + row.kind().name(),
                row.stepName() == null ? "" : row.stepName(),
                OfficialTime.minute(row.dueAt()));
    }

    /** The alarm that a pause goes on past its planned end. */
    void pauseLate(String caseNo, Pause pause, People people) {
        Set<String> told = new LinkedHashSet<>(people.handlers(caseNo));
        told.addAll(people.lead(people.departments(caseNo).lead()));
        notices.warn(List.of(warning(
                List.copyOf(told),
                caseNo,
                "timelimit.warning.pauseLate",
                texts.office(pause.type().textKey()),
                pause.until().toString())));
        trace.record(Act.of("clock.pauseLate", "case", caseNo)
                .inCase(caseNo, null)
                .with("type", pause.type().name())
                .with("until", pause.until().toString())
                .with("told", List.copyOf(told)));
    }

    private static Notices.Warning warning(
            List<String> logins, String caseNo, String textKey, String what, String when) {
        return new Notices.Warning(
                logins, caseNo, textKey, List.of(caseNo, what, when), "/cases/" + caseNo + "?tab=clocks");
    }

    People peopleOf(List<Row> clocks) {
        return peopleOfCases(clocks.stream().map(Row::caseNo).distinct().toList());
    }

    People peopleOfCases(List<String> caseNos) {
        Map<String, List<String>> tasksOfCases = watched.openTasks(caseNos).stream()
                .collect(Collectors.groupingBy(
                        WatchedClocks.TaskOfCase::caseNo,
                        Collectors.mapping(WatchedClocks.TaskOfCase::taskId, Collectors.toList())));
        return new People(
                tasksOfCases,
                tasks.holders(
                        tasksOfCases.values().stream().flatMap(List::stream).toList()),
                watched.departments(caseNos));
    }

    /** Those who have to do with some cases, as they are now. */
    final class People {

        private final Map<String, List<String>> tasksOfCases;
        private final Map<String, Tasks.Holder> holders;
        private final Map<String, WatchedClocks.Departments> departmentsOfCases;
        private final Map<String, List<String>> groups = new HashMap<>();
        private final Map<String, List<String>> roles = new HashMap<>();
        private final Map<String, List<String>> leads = new HashMap<>();
        private final Map<String, String> departmentOf = new HashMap<>();

        private People(
                Map<String, List<String>> tasksOfCases,
                Map<String, Tasks.Holder> holders,
                Map<String, WatchedClocks.Departments> departmentsOfCases) {
            this.tasksOfCases = tasksOfCases;
            this.holders = holders;
            this.departmentsOfCases = departmentsOfCases;
        }

        WatchedClocks.Departments departments(String caseNo) {
            return departmentsOfCases.getOrDefault(caseNo, new WatchedClocks.Departments("", ""));
        }

        /** Whether somebody has taken what a clock runs for; where there is nothing to take, nobody need. */
        boolean taken(Row row) {
            Collection<Tasks.Holder> held = holders(row);
            return held.isEmpty() || held.stream().anyMatch(each -> each.assignee() != null);
        }

        private List<Tasks.Holder> holders(Row row) {
            return row.taskId() == null ? ofCase(row.caseNo()) : held(List.of(row.taskId()));
        }

        /** Of a case's tasks those of the departments that answer for its terms, before those that only advise. */
        private List<Tasks.Holder> ofCase(String caseNo) {
            List<Tasks.Holder> all = held(tasksOfCases.getOrDefault(caseNo, List.of()));
            WatchedClocks.Departments answering = departments(caseNo);
            List<Tasks.Holder> own = all.stream()
                    .filter(each -> {
                        String department = department(each);
                        return department == null
                                || department.equals(answering.lead())
                                || department.equals(answering.window());
                    })
                    .toList();
            return own.isEmpty() ? all : own;
        }

        private List<Tasks.Holder> held(List<String> taskIds) {
            return taskIds.stream()
                    .flatMap(task -> Stream.ofNullable(holders.get(task)))
                    .toList();
        }

        /** The department of the groups that may take a task, else that of whoever has it; null where only a role may. */
        private @Nullable String department(Tasks.Holder holder) {
            String offered =
                    Group.departments(holder.groups()).stream().findFirst().orElse(null);
            String assignee = holder.assignee();
            if (offered != null || assignee == null) {
                return offered;
            }
            String department = departmentOf.computeIfAbsent(assignee, login -> officers.find(login)
                    .map(officer -> officer.mainPost().departmentCode())
                    .orElse(""));
            return department.isEmpty() ? null : department;
        }

        List<String> on(Rung rung, Row row) {
            return switch (rung) {
                case HANDLER -> handlers(row);
                case LEAD -> lead(department(row));
                case HEAD -> head(department(row));
                case SUPERVISION -> supervision();
            };
        }

        private String department(Row row) {
            WatchedClocks.Departments answering = departments(row.caseNo());
            String department = holders(row).stream()
                    .map(this::department)
                    .filter(each -> each != null)
                    .findFirst()
                    .orElse(null);
            return switch (row.kind()) {
                case STEP -> department == null ? answering.lead() : department;
                case ACCEPTANCE -> answering.window();
                case STATUTORY, PROMISED -> answering.lead();
            };
        }

        private List<String> handlers(Row row) {
            List<String> handlers = handlers(holders(row));
            return handlers.isEmpty() ? inRole(Role.HANDLER, department(row)) : handlers;
        }

        List<String> handlers(String caseNo) {
            return handlers(ofCase(caseNo));
        }

        /** Those who have the tasks; of what nobody has, all who may take it. */
        private List<String> handlers(List<Tasks.Holder> held) {
            Set<String> logins = new LinkedHashSet<>();
            for (Tasks.Holder holder : held) {
                if (holder.assignee() != null) {
                    logins.add(holder.assignee());
                } else {
                    logins.addAll(holder.candidates());
                    holder.groups().forEach(group -> logins.addAll(members(group)));
                }
            }
            return List.copyOf(logins);
        }

        /** The head of the section; in a department without one, who is above him. */
        List<String> lead(String department) {
            return leads.computeIfAbsent(department, key -> logins(officers.lead(key)));
        }

        /** The leader in charge; in a department without one, that of the department above. */
        private List<String> head(String department) {
            List<String> leaders = inRole(Role.LEADER, department);
            String above = department;
            while (leaders.isEmpty() && above != null) {
                above = departments.find(above).map(Department::parent).orElse(null);
                leaders = above == null ? List.of() : inRole(Role.LEADER, above);
            }
            return first(leaders, inRole(Role.APPROVER, department));
        }

        private List<String> supervision() {
            return first(inRole(Role.SUPERVISOR, settings.supervisionOffice()), members(Role.SUPERVISOR.code()));
        }

        private List<String> inRole(Role role, String department) {
            return roles.computeIfAbsent(
                    Group.name(department, role), key -> logins(officers.withRole(role, department)));
        }

        private List<String> members(String group) {
            return groups.computeIfAbsent(group, key -> logins(officers.membersOf(key)));
        }

        private static List<String> logins(List<Officer> found) {
            return found.stream().map(Officer::login).toList();
        }

        @SafeVarargs
        private static List<String> first(List<String>... choices) {
            return Stream.of(choices)
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
    }
}
