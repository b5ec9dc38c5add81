package org.xieban.emergency.warning;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarningSettings.class)
class WarningConfiguration {

    @Bean
    NavigationEntry warningEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                44,
                "navigation.warnings",
                "/emergency/warnings",
                "speakerphone",
                WarningAccess.READING,
                null);
    }
}
