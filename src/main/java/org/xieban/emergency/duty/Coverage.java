package org.xieban.emergency.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far shifts cover a stretch of time: when nobody is on duty, and when more than one is.
 *
 * @param gaps in their order
 * @param overlaps in their order
 */
record Coverage(List<Stretch> gaps, List<Stretch> overlaps) {

    /** From a moment to the first that no longer belongs to it. */
    record Stretch(Instant from, Instant until) {}

    /** @param shifts of one department */
    static Coverage of(List<Shift> shifts, Instant from, Instant until) {
        List<Stretch> gaps = new ArrayList<>();
        List<Stretch> overlaps = new ArrayList<>();
        Instant covered = from;
        for (Shift shift :
                shifts.stream().sorted(Comparator.comparing(Shift::from)).toList()) {
            Instant begins = later(shift.from(), from);
            Instant ends = earlier(shift.until(), until);
            if (!begins.isBefore(ends)) {
                continue;
            }
            if (begins.isAfter(covered)) {
                gaps.add(new Stretch(covered, begins));
            } else if (begins.isBefore(covered)) {
                add(overlaps, begins, earlier(ends, covered));
            }
            covered = later(covered, ends);
        }
        if (covered.isBefore(until)) {
            gaps.add(new Stretch(covered, until));
        }
        return new Coverage(gaps, overlaps);
    }

    /** Joins what touches: three at once are one stretch. */
    private static void add(List<Stretch> stretches, Instant from, Instant until) {
        int last = stretches.size() - 1;
        if (last >= 0 && !from.isAfter(stretches.get(last).until())) {
            Stretch before = stretches.get(last);
            stretches.set(last, new Stretch(before.from(), later(before.until(), until)));
        } else {
            stretches.add(new Stretch(from, until));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
