package org.xieban.engine.internal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;

/** Camunda's web apps in the side bar of those whom {@link Authorisations} lets in. */
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
