package org.xieban.engine.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.engine.ModelProblem;
import org.xieban.startup.ExitCode;
import org.xieban.startup.StartupRefusal;

/**
 * Brings the models that come with the product into the engine, before the first request: one deployment per feature,
 * so that a changed form makes no new version of another feature's processes, under names that are the same whether
 * the product runs from a folder or from its jar. An unchanged feature is not deployed again.
 */
@Component
class ModelDeployment implements SmartInitializingSingleton {

    /** The language of what is said or stored where nobody is signed in. */
    static final Locale OFFICE = Locale.CHINA;

    private static final Pattern CALLED = Pattern.compile("calledElement=\"([^\"]+)\"");
    private static final Pattern PROCESS = Pattern.compile("<(?:\\w+:)?process id=\"([^\"]+)\"");

    private static final Logger log = LoggerFactory.getLogger(ModelDeployment.class);

    private final ShippedModels models;
    private final ModelChecks checks;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final MessageSource messages;

    ModelDeployment(
            ShippedModels models,
            ModelChecks checks,
            RepositoryService repository,
            RuntimeService runtime,
            MessageSource messages) {
        this.models = models;
        this.checks = checks;
        this.repository = repository;
        this.runtime = runtime;
        this.messages = messages;
    }

    @Override
    public void afterSingletonsInstantiated() {
        SortedMap<String, SortedMap<String, byte[]>> features = models.byFeature();
        // An unchanged model is not deployed again, but what it names may have gone since. All at once, since one may
        // call what comes with another.
        Map<String, byte[]> all = new LinkedHashMap<>();
        features.values().forEach(all::putAll);
        List<ModelProblem> problems = new ArrayList<>(checks.problems(all));
        if (problems.isEmpty()) {
            for (String feature : inOrder(features)) {
                deploy(feature, Objects.requireNonNull(features.get(feature)));
            }
            problems.addAll(stillRunning());
        }
        if (!problems.isEmpty()) {
            throw refused(problems.stream()
                    .map(problem -> CheckedDeployer.describe(problem, messages, OFFICE))
                    .toList());
        }
    }

    /** Features that call processes of others come after those: a model is refused that calls what is not there. */
    private static List<String> inOrder(SortedMap<String, SortedMap<String, byte[]>> features) {
        Map<String, Set<String>> called = new LinkedHashMap<>();
        Map<String, Set<String>> brought = new LinkedHashMap<>();
        features.forEach((feature, files) -> {
            called.put(feature, named(files, CALLED));
            brought.put(feature, named(files, PROCESS));
        });
        List<String> order = new ArrayList<>();
        while (order.size() < features.size()) {
            List<String> left = features.keySet().stream()
                    .filter(feature -> !order.contains(feature))
                    .toList();
            List<String> ready = left.stream()
                    .filter(feature -> left.stream()
                            .filter(other -> !other.equals(feature))
                            .allMatch(other -> Collections.disjoint(
                                    called.getOrDefault(feature, Set.of()), brought.getOrDefault(other, Set.of()))))
                    .toList();
            // of those that call each other some must be the first
            order.addAll(ready.isEmpty() ? left : ready);
        }
        return order;
    }

    private static Set<String> named(SortedMap<String, byte[]> files, Pattern pattern) {
        Set<String> names = new HashSet<>();
        files.forEach((name, content) -> {
            if (name.endsWith(".bpmn")) {
                Matcher found = pattern.matcher(new String(content, StandardCharsets.UTF_8));
                while (found.find()) {
                    names.add(found.group(1));
                }
            }
        });
        return names;
    }

    private void deploy(String feature, SortedMap<String, byte[]> files) {
        DeploymentBuilder deployment =
                repository.createDeployment().name("xieban." + feature).enableDuplicateFiltering(false);
        files.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        try {
            deployment.deploy();
        } catch (ParseException e) {
            // What only the engine's own reading of a model finds.
            throw refused(e.getResorceReports().stream()
                    .flatMap(report -> report.getErrors().stream()
                            .map(error -> report.getResourceName() + ":" + error.getLine() + " " + error.getMessage()))
                    .toList());
        } catch (ProcessEngineException e) {
            throw refused(List.of("xieban." + feature + ": " + e.getMessage()));
        }
        log.debug("models of {}: {}", feature, files.keySet());
    }

    /** One line where one thing is wrong; where there are more, each has its own. */
    private static StartupRefusal refused(List<String> problems) {
        String what = problems.size() == 1 ? problems.get(0) : "\n" + String.join("\n", problems);
        return new StartupRefusal(ExitCode.MODEL, "engine.refused", what);
    }

    /** Older versions that cases still run on, and that name a delegate that no longer exists. */
    private List<ModelProblem> stillRunning() {
        List<ModelProblem> problems = new ArrayList<>();
        for (ProcessDefinition definition :
                repository.createProcessDefinitionQuery().list()) {
            List<ModelProblem> missing = checks.missingDelegates(
                    definition.getResourceName() + " v" + definition.getVersion(),
                    repository.getBpmnModelInstance(definition.getId()));
            if (!missing.isEmpty()
                    && runtime.createProcessInstanceQuery()
                                    .processDefinitionId(definition.getId())
                                    .count()
                            > 0) {
                problems.addAll(missing);
            }
        }
        return problems;
    }
}
