/**
 * City operation monitoring (城市运行监测): indicators, their readings, and the alarms that experts' rules make of them.
 *
 * <p>{@code indicator} is the register of what is measured. {@code reading} takes readings in, by the API, by file and by
 * asking data resources, keeps them partitioned by time and rolls them up by the hour. {@code rule} judges them by the
 * decision table {@code indicator-rules} as they come, in the transaction that keeps them. {@code alarm} has what came of
 * it, and what the duty commander made of that. {@code overview} is the page with the map, {@code sender} has the systems
 * outside that send by themselves.
 *
 * <p>Whoever opens cases on alarms listens to {@link org.xieban.monitoring.AlarmRaised}, {@link
 * org.xieban.monitoring.AlarmLevelChanged} and {@link org.xieban.monitoring.AlarmEnded}; one group is one event.
 */
@ApplicationModule(
        allowedDependencies = {"casefile", "directory", "engine", "sources", "sources :: connect", "trace", "web"})
@NullMarked
package org.xieban.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
