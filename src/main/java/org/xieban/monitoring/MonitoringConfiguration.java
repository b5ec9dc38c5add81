package org.xieban.monitoring;

import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitoringSettings.class)
class MonitoringConfiguration {

    private static final Set<String> READERS = Set.of(
            "ROLE_CLERK",
            "ROLE_HANDLER",
            "ROLE_SECTION_HEAD",
            "ROLE_LEADER",
            "ROLE_APPROVER",
            "ROLE_INSPECTOR",
            "ROLE_DUTY_COMMANDER",
            "ROLE_SUPERVISOR");

    @Bean
    NavigationEntry monitoringEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                41,
                "navigation.monitoring",
                "/monitoring",
                "activity",
                READERS,
                null);
    }
}
