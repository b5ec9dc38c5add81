package org.xieban.inspection.task;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this installation inspects beside its plans.
 *
 * @param beyondCap kinds of task that may exceed the yearly cap of visits, with a reason (国办发〔2024〕54号: where clues of
 *     complaints and the like make it necessary)
 * @param mostObjects objects of one task at most; of more, a plan draws
 */
@ConfigurationProperties("xieban.inspection.tasks")
record TaskSettings(Set<InspectionTask.Kind> beyondCap, int mostObjects) {

    TaskSettings {
        beyondCap = Set.copyOf(beyondCap);
        if (mostObjects < 1) {
            throw new IllegalArgumentException("xieban.inspection.tasks.most-objects is at least 1");
        }
    }
}
