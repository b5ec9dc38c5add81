package org.xieban.engine.internal;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The lists of Tasklist, which shows nothing without one. None of them names a person or group: the engine shows
 * everybody only what he may see, and expressions in stored queries are switched off.
 */
@Component
class TasklistFilters implements SmartInitializingSingleton {

    private final FilterService filters;
    private final TaskService tasks;
    private final MessageSource messages;

    TasklistFilters(FilterService filters, TaskService tasks, MessageSource messages) {
        this.filters = filters;
        this.tasks = tasks;
        this.messages = messages;
    }

    private record Shipped(String textKey, int priority, TaskQuery query) {}

    @Override
    @Transactional
    public void afterSingletonsInstantiated() {
        for (Shipped shipped : List.of(
                new Shipped("engine.filter.untaken", 0, tasks.createTaskQuery().taskUnassigned()),
                new Shipped("engine.filter.taken", 1, tasks.createTaskQuery().taskAssigned()),
                new Shipped("engine.filter.all", 2, tasks.createTaskQuery()))) {
            String name = messages.getMessage(shipped.textKey(), null, ModelDeployment.OFFICE);
            if (filters.createFilterQuery().filterName(name).count() == 0) {
                Filter filter = filters.newTaskFilter(name);
                filter.setQuery(shipped.query().orderByDueDate().asc());
                filter.setProperties(
                        Map.of("priority", shipped.priority(), "refresh", true, "showUndefinedVariable", false));
                filters.saveFilter(filter);
            }
        }
    }
}
