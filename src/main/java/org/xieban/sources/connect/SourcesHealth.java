package org.xieban.sources.connect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** How the sources do, for who operates the product; it works while one of them does not. */
@Component("sourcesHealthIndicator")
class SourcesHealth implements HealthIndicator {

    private final Sources sources;

    SourcesHealth(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Health health() {
        List<Sources.State> states = sources.states();
        Map<String, Object> details = new LinkedHashMap<>();
        states.forEach(
                state -> details.put(state.source().code(), state.health().name()));
        boolean trouble = states.stream()
                .anyMatch(
                        state -> state.health() == Sources.Health.RESTING || state.health() == Sources.Health.FAILING);
        return Health.status(trouble ? "DEGRADED" : "UP").withDetails(details).build();
    }
}
