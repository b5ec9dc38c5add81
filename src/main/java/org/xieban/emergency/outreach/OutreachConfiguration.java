package org.xieban.emergency.outreach;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Role;
import org.xieban.emergency.outreach.Recipient.Channel;
import org.xieban.trace.Recurring;
import org.xieban.trace.Trace;
import org.xieban.web.NavigationEntry;
import org.xieban.web.OfficeTexts;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutreachSettings.class)
class OutreachConfiguration {

    @Bean
    Deliveries outreachDeliveries(
            OutreachStore store,
            Webhooks webhooks,
            ObjectProvider<JavaMailSender> server,
            Acknowledgements acknowledgements,
            OutreachSettings settings,
            OfficeTexts texts,
            Trace trace,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        Map<Channel, Sending> ways = new EnumMap<>(Channel.class);
        ways.put(Channel.WEBHOOK, webhooks);
        server.ifAvailable(mail -> ways.put(Channel.MAIL, new Mails(mail, settings, acknowledgements, texts)));
        return new Deliveries(store, ways, settings.giveUp(), trace, events, transaction, clock);
    }

    @Bean
    NavigationEntry outreachEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.EMERGENCY,
                65,
                "navigation.outreach",
                "/emergency/outreach",
                "send",
                Set.of(Role.DUTY_COMMANDER.authority(), Role.SUPERVISOR.authority()),
                null);
    }

    @Bean
    Recurring outreachSending(Deliveries outreachDeliveries, OutreachSettings settings) {
        return new Recurring("outreach", settings.every(), outreachDeliveries::deliver);
    }
}
