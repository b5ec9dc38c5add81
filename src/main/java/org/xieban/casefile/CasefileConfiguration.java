package org.xieban.casefile;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MaterialSettings.class)
class CasefileConfiguration {

    @Bean
    MaterialStore materialStore(MaterialSettings settings, JdbcClient jdbc) {
        return settings.directory() == null
                ? new DatabaseMaterials(jdbc)
                : new DirectoryMaterials(settings.directory());
    }
}
