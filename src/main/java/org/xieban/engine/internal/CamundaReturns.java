package org.xieban.engine.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.engine.Returns;
import org.xieban.web.Refusal;

/**
 * Returns by modification of the process instance: the earlier step is started first, in the scope in which it was done,
 * then what came after it is cancelled; the other way round the engine would end the scope with its variables.
 */
@Component
class CamundaReturns implements Returns {

    private final RuntimeService runtime;
    private final HistoryService history;
    private final RepositoryService repository;
    private final TaskService tasks;
    private final CamundaTasks open;
    private final TaskForms forms;

    CamundaReturns(
            RuntimeService runtime,
            HistoryService history,
            RepositoryService repository,
            TaskService tasks,
            CamundaTasks open,
            TaskForms forms) {
        this.runtime = runtime;
        this.history = history;
        this.repository = repository;
        this.tasks = tasks;
        this.open = open;
        this.forms = forms;
    }

    /** A scope of a running process: what stands in it, what was done in it, and how its elements follow each other. */
    private final class Scope {

        private final String process;
        private final ActivityInstance instance;
        private final StepGraph graph;
        private final List<HistoricActivityInstance> past;

        Scope(String process, ActivityInstance instance) {
            this.process = process;
            this.instance = instance;
            this.graph = new StepGraph(repository.getBpmnModelInstance(instance.getProcessDefinitionId()));
            this.past = history.createHistoricActivityInstanceQuery().processInstanceId(process).list().stream()
                    .filter(each -> instance.getId().equals(each.getParentActivityInstanceId()))
                    .toList();
        }

        /** The ways back from what stands here, the last one first. */
        List<Way> back(ActivityInstance from) {
            String here = StepGraph.element(from.getActivityId());
            Map<String, HistoricActivityInstance> last = new LinkedHashMap<>();
            past.stream()
                    .filter(each -> each.getEndTime() != null && !each.isCanceled())
                    .filter(each -> graph.isUserTask(StepGraph.element(each.getActivityId())))
                    .filter(each -> !StepGraph.element(each.getActivityId()).equals(here))
                    .sorted(Comparator.comparing(HistoricActivityInstance::getEndTime)
                            .reversed())
                    .forEach(each -> last.putIfAbsent(each.getActivityId(), each));
            return last.values().stream()
                    .flatMap(step -> way(from, step).stream())
                    .toList();
        }

        private Optional<Way> way(ActivityInstance from, HistoricActivityInstance step) {
            String target = StepGraph.element(step.getActivityId());
            String here = StepGraph.element(from.getActivityId());
            if (!graph.leads(target, here) || !repeatable(step, target)) {
                return Optional.empty();
            }
            Set<String> around = graph.within(target);
            Set<String> left = graph.within(here);
            // into one branch of several from behind them, or from another of them, one token cannot be led
            if (!left.containsAll(around)
                    || !around.stream().allMatch(fork -> graph.leadsOnTheBranch(target, here, fork))) {
                return Optional.empty();
            }
            left.removeAll(around);
            List<ActivityInstance> withdrawn = new ArrayList<>();
            withdrawn.add(from);
            for (ActivityInstance beside : instance.getChildActivityInstances()) {
                String other = StepGraph.element(beside.getActivityId());
                Set<String> forks = graph.within(other);
                if (beside.getId().equals(from.getId())) {
                    continue;
                }
                if (!Collections.disjoint(forks, left)) {
                    withdrawn.add(beside);
                } else if (Collections.disjoint(forks, around) && graph.leads(target, other)) {
                    // how it came to stand there nobody can say
                    return Optional.empty();
                }
            }
            return Optional.of(new Way(step, withdrawn));
        }

        /** Whether nothing was done since, behind that step, but what people did. */
        private boolean repeatable(HistoricActivityInstance step, String target) {
            return past.stream()
                    .filter(each -> !begun(each).isBefore(ended(step)))
                    .map(each -> StepGraph.element(each.getActivityId()))
                    .filter(element -> graph.leads(target, element))
                    .allMatch(graph::isRepeatable);
        }

        /** Whether people have done anything behind that step since. */
        boolean goneOn(HistoricActivityInstance step) {
            return past.stream()
                    .filter(each -> each.getEndTime() != null
                            && !begun(each).isBefore(ended(step))
                            && !each.getId().equals(step.getId()))
                    .map(each -> StepGraph.element(each.getActivityId()))
                    .anyMatch(element ->
                            graph.isUserTask(element) && graph.leads(StepGraph.element(step.getActivityId()), element));
        }

        /** What a way withdraws, but for one task. */
        List<Withdrawn> tasks(Way way, @Nullable String but) {
            Set<String> executions = new HashSet<>();
            way.withdrawn.forEach(each -> executions(each, executions));
            return CamundaReturns.this.tasks.createTaskQuery().processInstanceId(process).list().stream()
                    .filter(task -> executions.contains(task.getExecutionId())
                            && !task.getId().equals(but))
                    .map(task -> new Withdrawn(
                            task.getId(), task.getTaskDefinitionKey(), task.getName(), task.getAssignee()))
                    .toList();
        }

        private void executions(ActivityInstance of, Set<String> found) {
            found.addAll(Arrays.asList(of.getExecutionIds()));
            for (ActivityInstance child : of.getChildActivityInstances()) {
                executions(child, found);
            }
        }

        void go(Way way) {
            ProcessInstanceModificationBuilder change = runtime.createProcessInstanceModification(process)
                    .startBeforeActivity(way.step.getActivityId(), instance.getId());
            way.withdrawn.forEach(each -> change.cancelActivityInstance(each.getId()));
            change.execute();
        }
    }

    /** The way back to a step, and what is withdrawn on it. */
    private record Way(HistoricActivityInstance step, List<ActivityInstance> withdrawn) {}

    /** What stands somewhere, and in which scope. */
    private record Place(Scope scope, ActivityInstance at) {}

    @Override
    public List<Target> targets(String taskId) {
        return open.act(() -> {
            Place place = place(CamundaTasks.open(taskId));
            return place.scope.back(place.at).stream()
                    .map(way -> new Target(
                            StepGraph.element(way.step.getActivityId()),
                            place.scope.graph.name(StepGraph.element(way.step.getActivityId())),
                            doer(way.step),
                            place.scope.tasks(way, taskId)))
                    .toList();
        });
    }

    /** Who did it; null where several did, each his part. */
    private @Nullable String doer(HistoricActivityInstance step) {
        HistoricTaskInstance done = history.createHistoricTaskInstanceQuery()
                .activityInstanceIdIn(step.getId())
                .singleResult();
        return done == null ? null : done.getAssignee();
    }

    @Override
    public List<String> back(String taskId, String step) {
        Set<String> before = open.act(() -> {
            Task task = CamundaTasks.open(taskId);
            forms.awaitOthersOfTheCase(task);
            Place place = place(task);
            Way way = place.scope.back(place.at).stream()
                    .filter(each -> StepGraph.element(each.step.getActivityId()).equals(step))
                    .findFirst()
                    .orElseThrow(() -> Refusal.conflict("task.noReturn"));
            Set<String> known = known(place.scope.process);
            place.scope.go(way);
            known.add(place.scope.process);
            return known;
        });
        return opened(before, step);
    }

    /** The tasks of a process, by their ids. */
    private Set<String> known(String process) {
        Set<String> known = new HashSet<>();
        tasks.createTaskQuery().processInstanceId(process).list().forEach(task -> known.add(task.getId()));
        return known;
    }

    /** What stands at a step now and did not before; the set holds the process, too. */
    private List<String> opened(Set<String> before, String step) {
        return open.act(
                () -> tasks
                        .createTaskQuery()
                        .processInstanceIdIn(before.toArray(String[]::new))
                        .taskDefinitionKey(step)
                        .list()
                        .stream()
                        .map(Task::getId)
                        .filter(id -> !before.contains(id))
                        .toList());
    }

    @Override
    public Optional<List<Withdrawn>> takeBack(String doneTaskId) {
        return open.act(() -> undone(doneTaskId).map(undone -> undone.scope.tasks(undone.way, null)));
    }

    /** How a task that was done is taken back. */
    private record Undone(Scope scope, Way way) {}

    private Optional<Undone> undone(String doneTaskId) {
        HistoricTaskInstance done = history.createHistoricTaskInstanceQuery()
                .taskId(doneTaskId)
                .finished()
                .singleResult();
        ActivityInstance tree = done == null ? null : runtime.getActivityInstance(done.getProcessInstanceId());
        if (done == null || tree == null) {
            return Optional.empty();
        }
        HistoricActivityInstance step = history.createHistoricActivityInstanceQuery()
                .activityInstanceId(done.getActivityInstanceId())
                .singleResult();
        ActivityInstance around = step == null ? null : find(tree, step.getParentActivityInstanceId());
        // of those who did one step each his part, nobody takes his back alone
        if (step == null || around == null || around.getActivityId().contains("#")) {
            return Optional.empty();
        }
        Scope scope = new Scope(done.getProcessInstanceId(), around);
        if (scope.goneOn(step)) {
            return Optional.empty();
        }
        return Stream.of(around.getChildActivityInstances())
                .flatMap(each -> scope.back(each).stream())
                .filter(way -> way.step.getId().equals(step.getId()))
                .map(way -> new Undone(scope, way))
                .filter(undone ->
                        undone.scope.tasks(undone.way, null).stream().allMatch(task -> task.assignee() == null))
                .findFirst();
    }

    @Override
    public String withdraw(String doneTaskId) {
        HistoricTaskInstance done = Objects.requireNonNull(
                history.createHistoricTaskInstanceQuery().taskId(doneTaskId).singleResult());
        Set<String> before = open.act(() -> {
            Undone undone = undone(doneTaskId).orElseThrow(() -> Refusal.conflict("task.begun"));
            undone.scope
                    .tasks(undone.way, null)
                    .forEach(task -> forms.awaitOthersOfTheCase(CamundaTasks.open(task.taskId())));
            Set<String> known = known(undone.scope.process);
            undone.scope.go(undone.way);
            known.add(undone.scope.process);
            return known;
        });
        return opened(before, done.getTaskDefinitionKey()).get(0);
    }

    private Place place(Task task) {
        ActivityInstance tree = runtime.getActivityInstance(task.getProcessInstanceId());
        ActivityInstance at = Objects.requireNonNull(of(tree, task), "a task stands somewhere");
        ActivityInstance around = around(tree, at);
        // what repeats a step is led back as a whole
        if (around.getActivityId().contains("#")) {
            at = around;
            around = around(tree, at);
        }
        return new Place(new Scope(task.getProcessInstanceId(), around), at);
    }

    private static ActivityInstance around(ActivityInstance tree, ActivityInstance at) {
        return Objects.requireNonNull(find(tree, at.getParentActivityInstanceId()), "a task stands in a process");
    }

    @SuppressWarnings("JavaUtilDate") // the engine's own
    private static Instant begun(HistoricActivityInstance step) {
        return step.getStartTime().toInstant();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's own
    private static Instant ended(HistoricActivityInstance step) {
        return step.getEndTime().toInstant();
    }

    private static @Nullable ActivityInstance of(ActivityInstance tree, Task task) {
        if (tree.getActivityId().equals(task.getTaskDefinitionKey())
                && Arrays.asList(tree.getExecutionIds()).contains(task.getExecutionId())) {
            return tree;
        }
        for (ActivityInstance child : tree.getChildActivityInstances()) {
            ActivityInstance found = of(child, task);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable ActivityInstance find(ActivityInstance tree, String id) {
        if (tree.getId().equals(id)) {
            return tree;
        }
        for (ActivityInstance child : tree.getChildActivityInstances()) {
            ActivityInstance found = find(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
