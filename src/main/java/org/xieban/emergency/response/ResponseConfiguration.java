package org.xieban.emergency.response;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResponseSettings.class)
class ResponseConfiguration {

    /** Those who handle cases, and supervisors. */
    private static final Set<String> READING = Arrays.stream(Role.values())
            .filter(role -> role.holdsTasks() || role == Role.SUPERVISOR)
            .map(Role::authority)
            .collect(Collectors.toUnmodifiableSet());

    @Bean
    NavigationEntry eventsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                43,
                "navigation.events",
                "/emergency/events",
                "urgent",
                READING,
                null);
    }
}
