package org.xieban.emergency.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is set for events.
 *
 * @param lead code of the department whose duty room takes in what alarms and other systems report
 * @param intakeEvery how often is looked for what alarms have become
 */
@ConfigurationProperties("xieban.emergency.event")
record EventSettings(String lead, Duration intakeEvery) {}
