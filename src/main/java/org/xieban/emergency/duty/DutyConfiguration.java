package org.xieban.emergency.duty;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
class DutyConfiguration {

    @Bean
    NavigationEntry dutyEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                60,
                "navigation.duty",
                "/emergency/duty",
                "user-check",
                EmergencyAccess.READING,
                null);
    }
}
