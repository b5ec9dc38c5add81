package org.xieban.emergency.plan;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

    @Bean
    NavigationEntry responsePlansEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                61,
                "navigation.plans",
                "/emergency/plans",
                "clipboard-list",
                EmergencyAccess.READING,
                null);
    }
}
