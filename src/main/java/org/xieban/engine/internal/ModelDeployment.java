package org.xieban.engine.internal;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
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
        List<ModelProblem> problems = new ArrayList<>();
        // An unchanged model is not deployed again, but what it names may have gone since.
        features.values().forEach(files -> problems.addAll(checks.problems(files)));
        if (problems.isEmpty()) {
            features.forEach(this::deploy);
            problems.addAll(stillRunning());
        }
        if (!problems.isEmpty()) {
            throw refused(problems.stream()
                    .map(problem -> CheckedDeployer.describe(problem, messages, OFFICE))
                    .toList());
        }
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
