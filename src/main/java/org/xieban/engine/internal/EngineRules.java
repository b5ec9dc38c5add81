package org.xieban.engine.internal;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How the engine must behave here; what is only a value stands in {@code application.yml}. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineRules extends AbstractProcessEnginePlugin {

    private final OfficerIdentityProvider.Factory identities;
    private final CheckedDeployer deployer;
    private final TaskForms forms;
    private final TaskWatch watch;
    private final TaskGrants grants;
    private final EngineTime time;

    EngineRules(
            OfficerIdentityProvider.Factory identities,
            CheckedDeployer deployer,
            TaskForms forms,
            TaskWatch watch,
            TaskGrants grants,
            EngineTime time) {
        this.identities = identities;
        this.deployer = deployer;
        this.forms = forms;
        this.watch = watch;
        this.grants = grants;
        this.time = time;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(identities);
        engine.setCustomPreDeployers(added(engine.getCustomPreDeployers(), deployer));
        engine.setCustomPostBPMNParseListeners(
                added(engine.getCustomPostBPMNParseListeners(), forms.atParse(), watch.atParse()));
        engine.setCustomSessionFactories(added(engine.getCustomSessionFactories(), watch.sessions()));
        engine.setCustomHistoryEventHandlers(added(engine.getCustomHistoryEventHandlers(), watch));
        engine.setTaskService(forms.taskService());
        engine.setCustomPreCommandInterceptorsTxRequired(
                added(engine.getCustomPreCommandInterceptorsTxRequired(), new TasklistCommands(forms)));
        engine.setResourceAuthorizationProvider(grants);

        // A step that has failed for good stands as an incident, and a model with a way around it takes that.
        engine.setCustomIncidentHandlers(List.of(new StepFailures()));

        // Nothing in a stored query or a submitted one is ever evaluated.
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        // A task without a case belongs to nobody's list and to no record.
        engine.setStandaloneTasksEnabled(false);
        // Whoever may take a task may work on it, not rewrite it.
        engine.setDefaultUserPermissionForTask(TaskPermissions.TASK_WORK);
        engine.setEnableScriptEngineLoadExternalResources(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setEnsureJobDueDateNotNull(true);
        // Who does how many tasks a year is for a licence that nobody needs here.
        engine.setTaskMetricsEnabled(false);
        // Whoever gives the command hears of its failure; a refusal is no error of the product.
        engine.setEnableCmdExceptionLogging(false);
        engine.setCustomHistoryLevels(List.of(new WholeHistory()));
        // Changes made without anybody signed in, at start-up or by a job, are in the operation log too.
        engine.setRestrictUserOperationLogToAuthenticatedUsers(false);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        time.follow();
    }

    @SafeVarargs
    private static <T> List<T> added(@Nullable List<T> list, T... more) {
        List<T> result = list == null ? new ArrayList<>() : new ArrayList<>(list);
        result.addAll(List.of(more));
        return result;
    }
}
