package org.xieban.document;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
class DocumentNavigation {

    @Bean
    NavigationEntry documentTextsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.ADMINISTRATION,
                60,
                "navigation.documentTexts",
                "/document/templates",
                "file-text",
                Set.of(Role.SYSTEM_ADMINISTRATOR.authority()),
                null);
    }
}
