package org.xieban.inspection;

import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.inspection.visit.VisitStarts;
import org.xieban.trace.Recurring;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InspectionSettings.class)
class InspectionConfiguration {

    private static final Set<String> READERS = Set.of(
            "ROLE_CLERK",
            "ROLE_HANDLER",
            "ROLE_SECTION_HEAD",
            "ROLE_LEADER",
            "ROLE_APPROVER",
            "ROLE_INSPECTOR",
            "ROLE_DUTY_COMMANDER",
            "ROLE_SUPERVISOR");

    @Bean
    Recurring drawing(Draws draws, InspectionSettings settings) {
        return new Recurring("draws", settings.drawEvery(), draws::goOn);
    }

    @Bean
    Recurring visitsBeginning(VisitStarts starts, InspectionSettings settings) {
        return new Recurring("visits", settings.visitEvery(), starts::goOn);
    }

    @Bean
    NavigationEntry inspectionEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS,
                40,
                "navigation.inspection",
                "/inspection/plans",
                "clipboard-check",
                READERS,
                null);
    }
}
