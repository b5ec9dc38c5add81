package org.xieban.emergency.warning;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xieban.emergency.outreach.Recipient;

/**
 * What is set for warnings.
 *
 * @param confirmWithin how long whoever is called has to confirm, before the next is called
 * @param recipients who outside is told of every warning, beside the departments that have a system of their own
 */
@ConfigurationProperties("xieban.emergency.warning")
record WarningSettings(
        Map<Colour, Duration> confirmWithin, @DefaultValue List<Recipient> recipients) {

    WarningSettings {
        confirmWithin = Map.copyOf(confirmWithin);
        recipients = List.copyOf(recipients);
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
