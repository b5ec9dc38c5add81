package org.xieban.monitoring.reading;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.monitoring.MonitoringSettings;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

    private static final Duration PARTITIONS_EVERY = Duration.ofHours(1);

    @Bean
    Recurring readingPartitions(Partitions partitions, MonitoringSettings settings) {
        return new Recurring(
                "reading-partitions",
                settings.lookEvery().isZero() ? Duration.ZERO : PARTITIONS_EVERY,
                partitions::keepUp);
    }

    /** What was asked for is heard before silence is noticed, also where time was moved forward. */
    @Bean
    Recurring readingsLook(Polls polls, Readings readings, RollUp rollUp, MonitoringSettings settings) {
        return new Recurring("readings", settings.lookEvery(), () -> {
            polls.ask();
            readings.listen();
            rollUp.goOn();
        });
    }
}
