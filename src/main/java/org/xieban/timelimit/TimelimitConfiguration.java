package org.xieban.timelimit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
class TimelimitConfiguration {

    @Bean
    Recurring clockSweep(Sweep sweep, SweepSettings settings) {
        return new Recurring("clock-sweep", settings.sweepEvery(), sweep::sweep);
    }
}
