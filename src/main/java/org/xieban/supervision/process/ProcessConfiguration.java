package org.xieban.supervision.process;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SupervisionSettings.class)
class ProcessConfiguration {

    @Bean
    Recurring heatRollUps(HeatRollUp rollUp, SupervisionSettings settings) {
        return new Recurring("heat", settings.countEvery(), rollUp::catchUp);
    }
}
