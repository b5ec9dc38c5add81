package org.xieban.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.ProcessVersions;
import org.xieban.trace.Rows;

@Component
@Transactional(readOnly = true)
class CamundaProcessVersions implements ProcessVersions {

    private static final Comparator<Version> ORDER = Comparator.comparing(Version::key)
            .thenComparing(Comparator.comparing(Version::version).reversed());

    private final RepositoryService repository;
    private final Commands commands;
    private final JdbcClient jdbc;

    CamundaProcessVersions(RepositoryService repository, Commands commands, JdbcClient jdbc) {
        this.repository = repository;
        this.commands = commands;
        this.jdbc = jdbc;
    }

    @Override
    public List<Version> all() {
        return commands.unchecked(() -> repository.createProcessDefinitionQuery().list().stream()
                .map(CamundaProcessVersions::version)
                .sorted(ORDER)
                .toList());
    }

    @Override
    public Optional<Version> find(String key, @Nullable Integer version) {
        return commands.unchecked(() -> {
            var query = repository.createProcessDefinitionQuery().processDefinitionKey(key);
            return Optional.ofNullable(
                            (version == null ? query.latestVersion() : query.processDefinitionVersion(version))
                                    .singleResult())
                    .map(CamundaProcessVersions::version);
        });
    }

    @Override
    public Optional<Version> find(String id) {
        return commands.unchecked(() -> definition(id).map(CamundaProcessVersions::version));
    }

    private Optional<ProcessDefinition> definition(String id) {
        return Optional.ofNullable(repository
                .createProcessDefinitionQuery()
                .processDefinitionId(id)
                .singleResult());
    }

    private static Version version(ProcessDefinition definition) {
        String name = definition.getName();
        return new Version(
                definition.getKey(),
                name == null ? definition.getKey() : name,
                definition.getVersion(),
                definition.getId());
    }

    @Override
    public Optional<String> bpmnXml(String id) {
        return commands.unchecked(() -> definition(id).map(definition -> {
            try (InputStream model = repository.getProcessModel(id)) {
                return new String(model.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    @Override
    public List<Element> elements(String id) {
        return commands.unchecked(() -> definition(id)
                .map(definition -> repository.getBpmnModelInstance(id).getModelElementsByType(FlowNode.class).stream()
                        .map(node -> new Element(
                                node.getId(),
                                node.getName(),
                                node.getElementType().getTypeName()))
                        .toList())
                .orElse(List.of()));
    }

    @Override
    public Map<String, Long> running() {
        return Rows.counts(jdbc.sql("""
                select proc_def_id_, count(*) from act_ru_execution where parent_id_ is null group by proc_def_id_"""));
    }

    @Override
    public Map<String, Long> running(Collection<String> caseNos) {
        return Rows.counts(jdbc.sql("""
                select proc_def_id_, count(*) from act_ru_execution
                 where business_key_ = any(:cases) and parent_id_ is null group by proc_def_id_""").param("cases", caseNos.toArray(String[]::new)));
    }

    @Override
    public Map<String, Long> whereabouts(String id) {
        return Rows.counts(jdbc.sql("""
                select act_id_, count(*) from act_ru_execution
                 where proc_def_id_ = :id and is_active_ and act_id_ is not null group by act_id_""").param("id", id));
    }

    @Override
    public Map<String, Long> tasksAt(String id, Collection<String> taskIds) {
        return Rows.counts(
                jdbc.sql("""
                select task_def_key_, count(*) from act_ru_task
                 where id_ = any(:tasks) and proc_def_id_ = :id group by task_def_key_""").param("tasks", taskIds.toArray(String[]::new)).param("id", id));
    }

    private record Kept(
            String caseNo,
            String definition,
            Timestamp started,
            @Nullable Timestamp ended) {}

    @Override
    public Optional<Instance> instance(String id) {
        return jdbc.sql("""
                        select business_key_, proc_def_id_, start_time_, end_time_ from act_hi_procinst
                         where proc_inst_id_ = :id and business_key_ is not null""")
                .param("id", id)
                .query((row, number) ->
                        new Kept(row.getString(1), row.getString(2), row.getTimestamp(3), row.getTimestamp(4)))
                .optional()
                .map(kept -> new Instance(
                        id,
                        kept.caseNo,
                        kept.definition,
                        find(kept.definition).orElse(null),
                        kept.started.toInstant(),
                        kept.ended == null ? null : kept.ended.toInstant()));
    }

    @Override
    public Map<String, String> instances(Collection<String> caseNos) {
        Map<String, String> instances = new HashMap<>();
        jdbc.sql("""
                        select e.business_key_, e.proc_inst_id_
                          from act_ru_execution e join act_hi_procinst h on h.id_ = e.proc_inst_id_
                         where e.business_key_ = any(:cases) and e.parent_id_ is null and e.super_exec_ is null
                         order by h.start_time_""").param("cases", caseNos.toArray(String[]::new)).query(row -> {
            instances.put(row.getString(1), row.getString(2));
        });
        return instances;
    }
}
