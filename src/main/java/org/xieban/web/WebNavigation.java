package org.xieban.web;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebNavigation {

    @Bean
    NavigationEntry startEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.WORK, 0, "navigation.start", "/start", "home", Set.of(), null);
    }
}
