package org.xieban.emergency.event;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventSettings.class)
class EventConfiguration {

    @Bean
    Recurring alarmIntakeRecurring(AlarmIntake intake, EventSettings settings) {
        return new Recurring("alarm-intake", settings.intakeEvery(), intake::work);
    }
}
