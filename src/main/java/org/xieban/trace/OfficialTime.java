package org.xieban.trace;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The product's time: everything that asks what time it is asks this clock, never the JVM's zone. */
@Configuration(proxyBeanMethods = false)
public class OfficialTime {

    /** The zone of every date and of every term; the country has one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Bean
    @Profile("!demonstration")
    Clock clock() {
        return Clock.system(ZONE);
    }
}
