package org.xieban.licence;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.casefile.MaterialPanel;
import org.xieban.directory.Role;
import org.xieban.trace.Recurring;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LicenceSettings.class)
class LicenceConfiguration {

    @Bean
    Recurring endOfLicences(LicenceChanges changes, LicenceSettings settings) {
        return new Recurring("licences", settings.lookEvery(), changes::expire);
    }

    @Bean
    MaterialPanel libraryOfTheApplicant() {
        return new MaterialPanel("/licences/cases/{caseNo}", "licence.library.title");
    }

    @Bean
    NavigationEntry licencesEntry() {
        Set<String> readers = Arrays.stream(Role.values())
                .filter(role -> role.holdsTasks() || role == Role.SUPERVISOR)
                .map(Role::authority)
                .collect(Collectors.toUnmodifiableSet());
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS, 20, "navigation.licences", "/licences", "certificate", readers, null);
    }
}
