package org.xieban.supervision.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.ProcessVersions;

/**
 * Where time goes in a version of a model, within a period. Times are seconds.
 *
 * @param from the first day, null for all before
 * @param to the last day, null for all since
 * @param whole of the processes themselves, begun to ended
 * @param activities every element of the model, in its order
 * @param uncounted ends that were noted and are not in it yet
 */
record HeatMap(
        String processKey,
        String name,
        int version,
        String definitionId,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Activity whole,
        List<Activity> activities,
        long uncounted) {

    /** Those in which something has ended or is now; the ones in which most time was spent first. */
    public List<Activity> passed() {
        return activities.stream()
                .filter(each -> each.count + each.cancelled + each.running + each.overdueNow > 0)
                .sorted(Comparator.comparingDouble((Activity each) -> each.time.total)
                        .reversed())
                .toList();
    }

    /**
     * One element.
     *
     * @param name null where the model gives none
     * @param type as BPMN calls it
     * @param count passages that ended in the period
     * @param cancelled passages that were broken off in it; in no other figure
     * @param running tokens that are in it now, whatever the period
     * @param overdue passages that ended after they were due
     * @param overdueNow open tasks that are overdue now, whatever the period
     * @param waiting until somebody had taken the task
     * @param working from then on
     */
    record Activity(
            String activityId,
            @Nullable String name,
            String type,
            long count,
            long cancelled,
            long running,
            long overdue,
            long overdueNow,
            Time time,
            Part waiting,
            Part working) {

        /** Whether somebody does it, so that it waits to be taken. */
        @JsonIgnore
        public boolean isTask() {
            return type.equals("userTask");
        }
    }

    /**
     * How long passages took, in seconds; nulls where there was none.
     *
     * @param p50 half of them took no longer
     * @param p90 nine of ten took no longer
     */
    record Time(
            double total,
            @Nullable Double mean,
            @Nullable Double p50,
            @Nullable Double p90) {}

    /** A part of the time, in seconds; the mean is null where there was no passage. */
    record Part(double total, @Nullable Double mean) {}

    /** Of a version, what the elements of its model are. */
    static ProcessVersions.Element whole(ProcessVersions.Version version) {
        return new ProcessVersions.Element(version.key(), version.name(), "process");
    }
}
