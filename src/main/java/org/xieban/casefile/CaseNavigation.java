package org.xieban.casefile;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;
import org.xieban.web.StartCard;

@Configuration(proxyBeanMethods = false)
class CaseNavigation {

    /** Those who see cases at all. */
    static final Set<String> READERS = Stream.concat(
                    Arrays.stream(Role.values()).filter(Role::holdsTasks), Stream.of(Role.SUPERVISOR))
            .map(Role::authority)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> REGISTRARS = Set.of(Role.CLERK.authority());

    @Bean
    NavigationEntry casesEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS, 10, "navigation.cases", "/cases", "folder", READERS, null);
    }

    @Bean
    NavigationEntry registrationEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.WORK,
                30,
                "navigation.registration",
                "/cases/new",
                "square-rounded-plus",
                REGISTRARS,
                null);
    }

    @Bean
    StartCard registrationCard() {
        return new StartCard(
                20,
                "casefile.card.register.title",
                "casefile.card.register.text",
                "/cases/new",
                "square-rounded-plus",
                REGISTRARS,
                null);
    }

    @Bean
    StartCard casesCard() {
        return new StartCard(
                60, "casefile.card.cases.title", "casefile.card.cases.text", "/cases", "folder", READERS, null);
    }
}
