package org.xieban.emergency.response;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are answered; below {@code xieban.emergency.response}.
 *
 * @param firstDirectivesEvery how often is looked for first directives that could not be given; zero for never by itself
 */
@ConfigurationProperties("xieban.emergency.response")
record ResponseSettings(@DefaultValue("1s") Duration firstDirectivesEvery) {}
