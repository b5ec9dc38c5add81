package org.xieban.sources;

import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourcesSettings.class)
class SourcesConfiguration {

    @Bean
    NavigationEntry resourcesEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS, 81, "navigation.resources", "/sources", "database", Set.of(), null);
    }
}
