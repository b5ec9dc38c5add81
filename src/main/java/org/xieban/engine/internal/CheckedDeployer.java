package org.xieban.engine.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.LocaleResolver;
import org.xieban.engine.ModelProblem;

/**
 * Stands before every deployment, whoever makes it: start-up, Camunda Modeler, the engine's REST interface. A model
 * that would fail later is refused now, with everything that is wrong with it.
 */
class CheckedDeployer implements Deployer {

    private final ModelChecks checks;
    private final MessageSource messages;
    private final ObjectProvider<LocaleResolver> locales;

    CheckedDeployer(ModelChecks checks, MessageSource messages, ObjectProvider<LocaleResolver> locales) {
        this.checks = checks;
        this.messages = messages;
        this.locales = locales;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            // Read back from the database into the cache: it was checked when it came in.
            return;
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        deployment.getResources().forEach((name, resource) -> files.put(name, resource.getBytes()));
        List<ModelProblem> problems = checks.problems(files);
        if (!problems.isEmpty()) {
            throw new ModelsRefused(problems, messages, locale());
        }
    }

    /** The language of the pages, also for the engine's REST interface, which the page framework does not see. */
    private Locale locale() {
        LocaleResolver resolver = locales.getIfAvailable();
        return resolver != null
                        && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? resolver.resolveLocale(request.getRequest())
                : Locale.CHINA;
    }

    /** The engine answers it as a bad request, with its message. */
    static final class ModelsRefused extends NotValidException {

        private static final long serialVersionUID = 1L;

        ModelsRefused(List<ModelProblem> problems, MessageSource messages, Locale locale) {
            super(problems.stream()
                    .map(problem -> describe(problem, messages, locale))
                    .collect(Collectors.joining("\n")));
        }
    }

    static String describe(ModelProblem problem, MessageSource messages, Locale locale) {
        String what = messages.getMessage(
                "engine.model." + problem.code(), problem.arguments().toArray(), locale);
        return problem.element() == null
                ? messages.getMessage("engine.model.inFile", new Object[] {problem.resource(), what}, locale)
                : messages.getMessage(
                        "engine.model.atElement", new Object[] {problem.resource(), problem.element(), what}, locale);
    }
}
