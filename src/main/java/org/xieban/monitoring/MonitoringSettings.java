package org.xieban.monitoring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this installation monitors.
 *
 * @param lookEvery how often resources are asked, silence is noticed and hours are rolled up; zero for never
 * @param clockError so far ahead of ours the clock of a sender may be
 * @param groupWithin an alarm belongs to the event of the one before it of its kind in its county if it comes so soon after
 * @param map where the outlines of the regions are (GeoJSON), null for a page without a map
 * @param pushEvery how often at most those who look are told what is new
 */
@ConfigurationProperties("xieban.monitoring")
public record MonitoringSettings(
        Duration lookEvery,
        Duration clockError,
        Duration groupWithin,
        Duration pushEvery,
        @Nullable String map) {}
