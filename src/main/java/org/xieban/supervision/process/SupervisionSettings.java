package org.xieban.supervision.process;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Supervision; below {@code xieban.supervision}.
 *
 * @param countEvery how often what has ended in processes is counted; zero for never by itself
 */
@ConfigurationProperties("xieban.supervision")
record SupervisionSettings(@DefaultValue("10s") Duration countEvery) {}
