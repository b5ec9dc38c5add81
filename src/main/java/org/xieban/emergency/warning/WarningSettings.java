package org.xieban.emergency.warning;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is set for warnings.
 *
 * @param confirmWithin how long whoever is called has to confirm, before the next is called
 */
@ConfigurationProperties("xieban.emergency.warning")
record WarningSettings(Map<Colour, Duration> confirmWithin) {

    WarningSettings {
        confirmWithin = Map.copyOf(confirmWithin);
        for (Colour colour : Colour.values()) {
            Duration given = confirmWithin.get(colour);
            if (given == null || given.isNegative() || given.isZero()) {
                throw new IllegalArgumentException("xieban.emergency.warning.confirm-within needs " + colour);
            }
        }
    }

    Duration within(Colour colour) {
        return confirmWithin.getOrDefault(colour, Duration.ZERO);
    }
}
