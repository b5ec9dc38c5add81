package org.xieban.ledger;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.signing.KeyFile;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogSettings.class)
class LedgerConfiguration {

    @Bean
    KeyFile keyOfTheLog(LogSettings settings) {
        return new KeyFile(settings.keys(), settings.signature());
    }

    @Bean
    Recurring sequencing(Sequencer sequencer, LogSettings settings) {
        return new Recurring("sequencer", settings.sequenceEvery(), sequencer::sequence);
    }

    @Bean
    CheckpointReceivers checkpointReceivers(LogSettings settings, LogStore store) {
        return CheckpointReceivers.of(settings, store);
    }

    @Bean
    Recurring delivering(Deliveries deliveries, LogSettings settings) {
        return new Recurring("checkpoints", settings.deliverEvery(), deliveries::deliver);
    }
}
