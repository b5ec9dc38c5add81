package org.xieban.calendar;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;

@Configuration(proxyBeanMethods = false)
class CalendarNavigation {

    @Bean
    NavigationEntry calendarEntry() {
        return new NavigationEntry(
                Section.BUSINESS, 80, "navigation.calendar", "/calendar", "calendar", Set.of(), null);
    }
}
