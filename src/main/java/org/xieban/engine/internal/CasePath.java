package org.xieban.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricActivityInstanceEntity;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.Processes;

/**
 * The way a process has gone. History knows the elements, not the flows between them; which of these were taken follows
 * from what came next, in the order in which the engine counts.
 */
final class CasePath {

    private static final int LONGEST = 1_000;

    private static final Comparator<HistoricActivityInstance> ORDER = Comparator.comparing(
                    HistoricActivityInstance::getStartTime)
            .thenComparing(CasePath::position)
            .thenComparing(HistoricActivityInstance::getId);

    private final BpmnModelInstance model;
    private final List<HistoricActivityInstance> stays;
    private final List<HistoricActivityInstance> passages;

    CasePath(BpmnModelInstance model, List<HistoricActivityInstance> activities) {
        this.model = model;
        // what repeats an element is passed once, however many there are in it; in it one stays, if there are any
        Set<String> repeating = activities.stream()
                .map(HistoricActivityInstance::getActivityId)
                .filter(id -> !id.equals(StepGraph.element(id)))
                .map(StepGraph::element)
                .collect(Collectors.toSet());
        this.stays = sorted(activities, each -> each.getActivityId().equals(element(each)));
        this.passages = sorted(
                activities,
                each -> !repeating.contains(element(each))
                        || !each.getActivityId().equals(element(each)));
    }

    private static List<HistoricActivityInstance> sorted(
            List<HistoricActivityInstance> activities, Predicate<HistoricActivityInstance> wanted) {
        return activities.stream().filter(wanted).sorted(ORDER).toList();
    }

    private static String element(HistoricActivityInstance activity) {
        return StepGraph.element(activity.getActivityId());
    }

    private static long position(HistoricActivityInstance activity) {
        return ((HistoricActivityInstanceEntity) activity).getSequenceCounter();
    }

    boolean truncated() {
        return stays.size() > LONGEST;
    }

    List<Processes.Stay> path() {
        return stays.subList(Math.max(0, stays.size() - LONGEST), stays.size()).stream()
                .map(each -> new Processes.Stay(
                        each.getActivityId(),
                        each.getActivityName(),
                        each.getActivityType(),
                        each.getStartTime().toInstant(),
                        ended(each),
                        each.isCanceled()))
                .toList();
    }

    private static @Nullable Instant ended(HistoricActivityInstance activity) {
        return activity.getEndTime() == null ? null : activity.getEndTime().toInstant();
    }

    List<Processes.Passed> passed() {
        Map<String, List<HistoricActivityInstance>> byElement = new LinkedHashMap<>();
        passages.forEach(each -> byElement
                .computeIfAbsent(element(each), any -> new ArrayList<>())
                .add(each));
        return byElement.values().stream().map(CasePath::passed).toList();
    }

    private static Processes.Passed passed(List<HistoricActivityInstance> stays) {
        HistoricActivityInstance first = stays.get(0);
        List<Instant> ends =
                stays.stream().map(CasePath::ended).filter(Objects::nonNull).toList();
        return new Processes.Passed(
                element(first),
                first.getActivityName(),
                stays.size(),
                stays.stream()
                        .filter(each -> each.getEndTime() != null)
                        .mapToLong(each -> Duration.between(
                                        each.getStartTime().toInstant(),
                                        each.getEndTime().toInstant())
                                .toSeconds())
                        .sum(),
                first.getStartTime().toInstant(),
                ends.size() < stays.size()
                        ? null
                        : ends.stream().max(Comparator.naturalOrder()).orElse(null));
    }

    /** How often each sequence flow was taken; those that were not are left out. */
    Map<String, Integer> flows() {
        Map<String, List<HistoricActivityInstance>> byElement =
                passages.stream().collect(Collectors.groupingBy(CasePath::element));
        Map<String, Integer> flows = new TreeMap<>();
        for (HistoricActivityInstance each : passages) {
            if (each.getEndTime() != null
                    && !each.isCanceled()
                    && model.getModelElementById(element(each)) instanceof FlowNode node) {
                taken(node, each, byElement).forEach(flow -> flows.merge(flow.getId(), 1, Integer::sum));
            }
        }
        return flows;
    }

    /** Those on which it went on from a passage: of a choice the one whose target came next, else all whose target came. */
    private static List<SequenceFlow> taken(
            FlowNode node, HistoricActivityInstance left, Map<String, List<HistoricActivityInstance>> byElement) {
        HistoricActivityInstance again = next(node.getId(), left, byElement);
        Map<SequenceFlow, HistoricActivityInstance> came = new LinkedHashMap<>();
        for (SequenceFlow flow : node.getOutgoing()) {
            HistoricActivityInstance target = next(flow.getTarget().getId(), left, byElement);
            if (target != null && (again == null || ORDER.compare(target, again) <= 0)) {
                came.put(flow, target);
            }
        }
        boolean chooses = node instanceof ExclusiveGateway || node instanceof EventBasedGateway;
        return chooses
                ? came.entrySet().stream().min(Map.Entry.comparingByValue(ORDER)).map(Map.Entry::getKey).stream()
                        .toList()
                : List.copyOf(came.keySet());
    }

    /** The first passage of an element that did not begin before another one was left; null where there is none. */
    private static @Nullable HistoricActivityInstance next(
            String element, HistoricActivityInstance left, Map<String, List<HistoricActivityInstance>> byElement) {
        Instant end = left.getEndTime().toInstant();
        return byElement.getOrDefault(element, List.of()).stream()
                .filter(each -> each != left
                        && position(each) >= position(left)
                        && !each.getStartTime().toInstant().isBefore(end))
                .findFirst()
                .orElse(null);
    }
}
