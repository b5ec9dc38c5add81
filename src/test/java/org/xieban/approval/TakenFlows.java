package org.xieban.approval;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.stereotype.Component;

/** Sees which sequence flows the cases of the suite have taken; the engine's history knows elements only. */
@Component
public class TakenFlows extends AbstractProcessEnginePlugin {

    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, Integer>> byProcess = new ConcurrentHashMap<>();

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<BpmnParseListener> listeners = engine.getCustomPostBPMNParseListeners() == null
                ? new ArrayList<>()
                : new ArrayList<>(engine.getCustomPostBPMNParseListeners());
        listeners.add(new AbstractBpmnParseListener() {
            @Override
            public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
                String id = transition.getId();
                transition.addListener(ExecutionListener.EVENTNAME_TAKE, execution -> {
                    taken.add(id);
                    taken.add(key(((DelegateExecution) execution).getProcessDefinitionId()) + "/" + id);
                    byProcess
                            .computeIfAbsent(
                                    ((DelegateExecution) execution).getProcessInstanceId(),
                                    any -> new ConcurrentHashMap<>())
                            .merge(id, 1, Integer::sum);
                });
            }
        });
        engine.setCustomPostBPMNParseListeners(listeners);
    }

    /** How often a process has taken each, also where what it did was undone. */
    Map<String, Integer> of(String processInstance) {
        return Map.copyOf(byProcess.getOrDefault(processInstance, Map.of()));
    }

    private static String key(String definition) {
        return definition.substring(0, definition.indexOf(':'));
    }

    /** Those of one model, by its process. */
    private Set<String> taken(String process) {
        return taken.stream()
                .filter(flow -> flow.startsWith(process + "/"))
                .map(flow -> flow.substring(process.length() + 1))
                .collect(Collectors.toSet());
    }

    /**
     * Those of a model that no case has taken yet, by the file of the model. What waits behind a gateway for events is
     * begun by its event, past the flow that leads there: such a flow is taken where those behind it are.
     */
    public Set<String> missed(String file) {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/" + file + ".bpmn"));
        String process =
                model.getModelElementsByType(Process.class).iterator().next().getId();
        Set<String> missed = new TreeSet<>();
        model.getModelElementsByType(SequenceFlow.class).forEach(flow -> missed.add(flow.getId()));
        missed.removeAll(taken(process));
        model.getModelElementsByType(SequenceFlow.class).stream()
                .filter(flow -> flow.getSource() instanceof EventBasedGateway
                        && flow.getTarget().getOutgoing().stream().noneMatch(next -> missed.contains(next.getId())))
                .forEach(flow -> missed.remove(flow.getId()));
        return missed;
    }

    Set<String> taken() {
        return Set.copyOf(taken);
    }
}
