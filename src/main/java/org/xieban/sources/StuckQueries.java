package org.xieban.sources;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.FailedSteps;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Sources;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Steps of processes that have asked a source in vain until they stood still as incidents. */
@Component
class StuckQueries {

    private static final String DELEGATE = "queryDataResource";

    private final FailedSteps steps;
    private final Sources sources;
    private final Trace trace;

    StuckQueries(FailedSteps steps, Sources sources, Trace trace) {
        this.steps = steps;
        this.sources = sources;
        this.trace = trace;
    }

    /** How many, by the code of the source. */
    Map<String, Integer> bySource() {
        Map<String, Binding> bindings = sources.bindings();
        Map<String, Integer> count = new HashMap<>();
        steps.count(DELEGATE, SourcesModel.RESOURCE.name()).forEach((resource, number) -> {
            Binding binding = bindings.get(resource);
            if (binding != null) {
                count.merge(binding.source(), number, Integer::sum);
            }
        });
        return count;
    }

    /**
     * Sets all of a source going again.
     *
     * @return how many
     */
    @Transactional
    int retry(String source) {
        int number = 0;
        for (Binding binding : sources.bindings().values()) {
            if (binding.source().equals(source)) {
                number += steps.retry(DELEGATE, SourcesModel.RESOURCE.name(), binding.resource());
            }
        }
        trace.record(Act.of("dataSource.retried", "source", source).with("steps", number));
        return number;
    }
}
