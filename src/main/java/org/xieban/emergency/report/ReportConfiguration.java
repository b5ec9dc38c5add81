package org.xieban.emergency.report;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.trace.Recurring;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportSettings.class)
class ReportConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ReportConfiguration.class);

    @Bean
    NavigationEntry reportEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                46,
                "navigation.reports",
                "/emergency/reports",
                "report",
                EmergencyAccess.READING,
                null);
    }

    /** Each event in a transaction of its own: what is wrong with one keeps no other waiting. */
    @Bean
    Recurring periodicReports(
            ReportCalls calls, Events events, ReportSettings settings, TransactionTemplate transaction) {
        return new Recurring("reports", settings.every(), () -> {
            for (Event event : events.open()) {
                if (event.state() == Event.State.RESPONDING) {
                    try {
                        transaction.executeWithoutResult(status -> calls.callPeriodic(event.caseNo()));
                    } catch (RuntimeException e) {
                        log.warn("no report was called for in {}, which is tried again", event.caseNo(), e);
                    }
                }
            }
        });
    }
}
