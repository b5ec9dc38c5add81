package org.xieban.engine.internal;

import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;
import org.xieban.web.StartCard;

/** Camunda's web apps in the side bar and on the start page of those whom {@link Authorisations} lets in. */
@Configuration(proxyBeanMethods = false)
class WebAppsNavigation {

    @Bean
    NavigationEntry cockpitEntry() {
        return entry(10, "cockpit", "heart-rate-monitor", Authorisations.mayEnter("cockpit"));
    }

    @Bean
    NavigationEntry tasklistEntry() {
        return entry(20, "tasklist", "list-check", Authorisations.mayEnter("tasklist"));
    }

    @Bean
    NavigationEntry adminEntry() {
        return entry(30, "admin", "id-badge-2", Authorisations.mayEnter("admin"));
    }

    @Bean
    StartCard processesCard() {
        return card(60, "processes", "heart-rate-monitor", Role.SUPERVISOR, null);
    }

    @Bean
    StartCard modelsCard() {
        return card(10, "models", "schema", Role.ANALYST, null);
    }

    /** Calls that have failed for good wait here until somebody lets them run again. */
    @Bean
    StartCard incidentsCard(JdbcClient jdbc) {
        return card(5, "incidents", "alert-triangle", Role.SYSTEM_ADMINISTRATOR, viewer -> jdbc.sql(
                        "select count(*) from act_ru_incident")
                .query(Long.class)
                .single());
    }

    private static StartCard card(
            int order, String name, String icon, Role role, @Nullable ToLongFunction<Authentication> count) {
        return new StartCard(
                order,
                "engine.card." + name + ".title",
                "engine.card." + name + ".text",
                "/camunda/app/cockpit/default/",
                icon,
                Set.of(role.authority()),
                count);
    }

    private static NavigationEntry entry(int order, String app, String icon, Stream<Role> roles) {
        Set<String> authorities = roles.map(Role::authority).collect(Collectors.toSet());
        return new NavigationEntry(
                Section.PLATFORM,
                order,
                "navigation." + app,
                "/camunda/app/" + app + "/default/",
                icon,
                authorities,
                null);
    }
}
