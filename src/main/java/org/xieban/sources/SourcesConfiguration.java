package org.xieban.sources;

import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.trace.Recurring;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourcesSettings.class)
class SourcesConfiguration {

    @Bean
    Recurring droppedFiles(FileDrop drop, SourcesSettings settings) {
        return new Recurring("dropped-files", settings.lookEvery(), drop::look);
    }

    @Bean
    NavigationEntry resourcesEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS, 81, "navigation.resources", "/sources", "database", Set.of(), null);
    }
}
