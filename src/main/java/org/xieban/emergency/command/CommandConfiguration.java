package org.xieban.emergency.command;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandConfiguration.Settings.class)
class CommandConfiguration {

    /**
     * What is set for command pages.
     *
     * @param lookEvery how often it is looked for what other nodes have done, while somebody watches
     */
    @ConfigurationProperties("xieban.emergency.command")
    record Settings(Duration lookEvery) {}

    @Bean
    Recurring commandLook(CommandFeed feed, Settings settings) {
        return new Recurring("command-look", settings.lookEvery(), feed::look);
    }
}
