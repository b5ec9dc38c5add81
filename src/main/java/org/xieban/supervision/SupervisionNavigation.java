package org.xieban.supervision;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;

@Configuration(proxyBeanMethods = false)
class SupervisionNavigation {

    @Bean
    NavigationEntry overdueEntry() {
        return new NavigationEntry(
                Section.SUPERVISION,
                10,
                "navigation.overdue",
                "/supervision/overdue",
                "alarm",
                authorities(Role.SUPERVISOR, Role.SECTION_HEAD, Role.LEADER, Role.APPROVER),
                null);
    }

    @Bean
    NavigationEntry processesEntry() {
        return new NavigationEntry(
                Section.SUPERVISION,
                20,
                "navigation.processes",
                "/supervision/processes",
                "flame",
                authorities(Role.SUPERVISOR, Role.SECTION_HEAD, Role.LEADER, Role.APPROVER, Role.ANALYST),
                null);
    }

    private static Set<String> authorities(Role... roles) {
        return Arrays.stream(roles).map(Role::authority).collect(Collectors.toSet());
    }
}
