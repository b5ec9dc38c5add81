package org.xieban.monitoring.overview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.monitoring.MonitoringSettings;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
class CityOverviewConfiguration {

    @Bean
    Recurring monitoringLive(Live live, MonitoringSettings settings) {
        return new Recurring("monitoring-live", settings.pushEvery(), live::tell);
    }
}
