package org.xieban.emergency.duty;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.directory.Role;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
class DutyConfiguration {

    private static final Set<String> READERS = Stream.of(
                    Role.CLERK,
                    Role.HANDLER,
                    Role.SECTION_HEAD,
                    Role.LEADER,
                    Role.APPROVER,
                    Role.INSPECTOR,
                    Role.DUTY_COMMANDER,
                    Role.SUPERVISOR)
            .map(Role::authority)
            .collect(Collectors.toSet());

    @Bean
    NavigationEntry dutyEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS,
                60,
                "navigation.duty",
                "/emergency/duty",
                "user-check",
                READERS,
                null);
    }
}
