package org.xieban.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Camunda alone, on the product's connection pool but with tables of its own: the same models, ids and serialisation,
 * full history, nothing of ours, nobody's authorisation asked. Its service tasks only set what the model routes by.
 */
final class BareEngine implements AutoCloseable {

    private static final String SCHEMA = "bare";
    private static final List<String> SCRIPTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    /** A task that waits to be done. */
    record Waiting(String id, String step) {}

    private final DataSource database;
    private final ProcessEngine engine;
    private final Map<String, Deque<Waiting>> waiting = new ConcurrentHashMap<>();

    /** @param delegates names of the beans that the models call, each with the variables it sets */
    BareEngine(DataSource database, Map<String, Map<String, Object>> delegates) throws IOException, SQLException {
        this.database = database;
        createTables();
        Map<Object, Object> beans = new HashMap<>();
        delegates.forEach((name, variables) -> beans.put(name, new SetsVariables(variables)));

        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(SCHEMA);
        configuration.setDataSource(database);
        configuration.setDatabaseSchema(SCHEMA);
        configuration.setDatabaseTablePrefix(SCHEMA + ".");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        // the product keeps no metrics of tasks either
        configuration.setTaskMetricsEnabled(false);
        configuration.setAuthorizationEnabled(false);
        configuration.setJobExecutorActivate(false);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setDefaultSerializationFormat("application/json");
        configuration.setProcessEnginePlugins(new ArrayList<>(List.of(new SpinProcessEnginePlugin())));
        configuration.setBeans(beans);
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                ((UserTaskActivityBehavior) activity.getActivityBehavior())
                        .getTaskDefinition()
                        .addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, BareEngine.this::remember);
            }
        })));
        engine = configuration.buildProcessEngine();
        deploy();
    }

    private void createTables() throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create schema " + SCHEMA);
            statement.execute("set local search_path to " + SCHEMA);
            for (String script : SCRIPTS) {
                statement.execute(new ClassPathResource(
                                "org/camunda/bpm/engine/db/create/activiti.postgres.create." + script + ".sql")
                        .getContentAsString(StandardCharsets.UTF_8));
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private void deploy() throws IOException {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        for (String files : List.of("classpath:/processes/approval/*", "classpath:/forms/approval/*")) {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(files)) {
                deployment.addInputStream(file.getFilename(), file.getInputStream());
            }
        }
        deployment.deploy();
    }

    private void remember(DelegateTask task) {
        waiting.computeIfAbsent(task.getExecution().getProcessBusinessKey(), none -> new ArrayDeque<>())
                .add(new Waiting(task.getId(), task.getTaskDefinitionKey()));
    }

    ProcessEngine engine() {
        return engine;
    }

    void start(String key, String caseNo, Map<String, Object> variables) {
        engine.getRuntimeService().startProcessInstanceByKey(key, caseNo, variables);
    }

    void claim(Waiting task, String officer) {
        engine.getTaskService().claim(task.id(), officer);
    }

    void complete(Waiting task, Map<String, Object> variables) {
        engine.getTaskService().complete(task.id(), variables);
    }

    /** The next task of a case; null where it has none. */
    Waiting next(String caseNo) {
        return waiting.get(caseNo).poll();
    }

    boolean ended(String caseNo) {
        return engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .finished()
                        .count()
                == 1;
    }

    @Override
    public void close() throws SQLException {
        engine.close();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema " + SCHEMA + " cascade");
        }
    }

    private record SetsVariables(Map<String, Object> variables) implements JavaDelegate, ExecutionListener {
        @Override
        public void execute(DelegateExecution execution) {
            execution.setVariables(variables);
        }

        @Override
        public void notify(DelegateExecution execution) {
            execution.setVariables(variables);
        }
    }
}
