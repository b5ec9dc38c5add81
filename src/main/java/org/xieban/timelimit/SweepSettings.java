package org.xieban.timelimit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clocks are watched; below {@code xieban.time-limits}.
 *
 * @param sweepEvery how often somebody looks whether something is due; zero for never by itself
 * @param batch how many clocks are changed in one transaction
 * @param supervisionOffice code of the department whose supervisors stand on the last rung
 */
@ConfigurationProperties("xieban.time-limits")
record SweepSettings(
        @DefaultValue("1s") Duration sweepEvery,
        @DefaultValue("500") int batch,
        @DefaultValue("zfdc") String supervisionOffice) {}
