package org.xieban.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    public Set<String> taken(String process) {
        return taken.stream()
                .filter(flow -> flow.startsWith(process + "/"))
                .map(flow -> flow.substring(process.length() + 1))
                .collect(Collectors.toSet());
    }

    Set<String> taken() {
        return Set.copyOf(taken);
    }
}
