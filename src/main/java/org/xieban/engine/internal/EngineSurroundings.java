package org.xieban.engine.internal;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.directory.Departments;
import org.xieban.directory.Role;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.DelegateInputs;

/** What stands around a model in the running product: the beans, the engine's tables, the directory. */
@Component
class EngineSurroundings implements ModelSurroundings {

    private final ListableBeanFactory beans;
    private final JdbcClient jdbc;
    private final Departments departments;

    EngineSurroundings(ListableBeanFactory beans, JdbcClient jdbc, Departments departments) {
        this.beans = beans;
        this.jdbc = jdbc;
        this.departments = departments;
    }

    @Override
    public @Nullable Class<?> bean(String name) {
        return beans.containsBean(name) ? beans.getType(name) : null;
    }

    @Override
    public Set<String> delegates() {
        return Stream.of(JavaDelegate.class, ExecutionListener.class, TaskListener.class)
                .flatMap(type -> Stream.of(beans.getBeanNamesForType(type)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean hasForm(String id) {
        return exists("act_re_camformdef", id);
    }

    @Override
    public boolean hasDecision(String key) {
        return exists("act_re_decision_def", key);
    }

    @Override
    public boolean hasProcess(String key) {
        return exists("act_re_procdef", key);
    }

    @Override
    public boolean hasGroup(String group) {
        return roles().contains(group) || departments.find(group).isPresent();
    }

    @Override
    public Set<String> roles() {
        return Stream.of(Role.values()).map(Role::code).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public @Nullable DelegateInputs inputs(String delegate) {
        return beans.getBeansOfType(DelegateInputs.class).values().stream()
                .filter(each -> each.delegate().equals(delegate))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable DecisionCheck check(String decision) {
        return beans.getBeansOfType(DecisionCheck.class).values().stream()
                .filter(each -> each.decision().equals(decision))
                .findFirst()
                .orElse(null);
    }

    private boolean exists(String table, String key) {
        return jdbc.sql("select exists (select 1 from " + table + " where key_ = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }
}
