package org.xieban.licence;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LicenceSettings.class)
class LicenceConfiguration {

    @Bean
    Recurring endOfLicences(LicenceChanges changes, LicenceSettings settings) {
        return new Recurring("licences", settings.lookEvery(), changes::expire);
    }
}
