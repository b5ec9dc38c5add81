package org.xieban.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.engine.Decisions;

/** The tables, read once for each version by a DMN engine of their own, which keeps no history. */
@Component
class DeployedDecisions implements Decisions {

    private final ObjectProvider<RepositoryService> repository;
    private final JdbcClient jdbc;
    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    DeployedDecisions(ObjectProvider<RepositoryService> repository, JdbcClient jdbc) {
        this.repository = repository;
        this.jdbc = jdbc;
    }

    private record Read(int version, DmnDecision decision) {}

    @Override
    public int version(String key) {
        return jdbc.sql("select coalesce(max(version_), 0) from act_re_decision_def where key_ = :key")
                .param("key", key)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Map<String, @Nullable Object>> rows(String key, Map<String, @Nullable Object> inputs) {
        Read known = read.get(key);
        if (known == null || known.version() != version(key)) {
            known = read(key);
            read.put(key, known);
        }
        return engine.evaluateDecisionTable(known.decision(), inputs).stream()
                .map(DeployedDecisions::plain)
                .toList();
    }

    private Read read(String key) {
        RepositoryService models = repository.getObject();
        DecisionDefinition latest = models.createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult();
        if (latest == null) {
            throw new IllegalStateException("no decision " + key + " is deployed");
        }
        try (InputStream model = models.getDecisionModel(latest.getId())) {
            return new Read(latest.getVersion(), engine.parseDecision(key, model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> plain(DmnDecisionRuleResult row) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        row.getEntryMap()
                .forEach((name, value) ->
                        plain.put(name, value instanceof Number number ? new BigDecimal(number.toString()) : value));
        return plain;
    }
}
