package org.xieban.worklist;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Urging (催办); below {@code xieban.urging}.
 *
 * @param restHours after so many working hours one person may urge for the same task again
 */
@ConfigurationProperties("xieban.urging")
record UrgeSettings(@DefaultValue("1") int restHours) {

    UrgeSettings {
        if (restHours < 1) {
            throw new IllegalArgumentException("xieban.urging.rest-hours: 1 or more");
        }
    }
}
