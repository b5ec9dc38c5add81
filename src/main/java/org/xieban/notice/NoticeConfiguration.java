package org.xieban.notice;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.xieban.trace.Recurring;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NoticeSettings.class)
class NoticeConfiguration {

    @Bean
    Recurring noticeMails(Digests digests, ObjectProvider<JavaMailSender> server, NoticeSettings settings) {
        return new Recurring("notice-mails", settings.mailEvery(), () -> server.ifAvailable(digests::send));
    }
}
