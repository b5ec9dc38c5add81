package org.xieban.monitoring.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xieban.monitoring.alarm.AlarmChange;
import org.xieban.monitoring.indicator.Indicator;

/**
 * How one indicator goes: its latest readings, and which of its rules hold. What it knows is what its readings of the last
 * while and its running alarms say, so that it can be made again from these at any time.
 *
 * <p>A rule begins to hold when what it measures has been beyond {@code from} for as long as it must last, and holds until
 * that is back before {@code until}. A reading that comes late is put in its place and all that came after it is gone
 * through again.
 */
final class Course {

    private static final long NEVER = Long.MIN_VALUE;

    /** A rise from 57 to 57.3 is one of 0.3, whatever binary numbers make of it. */
    private static final double NOTHING = 1e-9;

    private final Indicator indicator;
    private final List<Step> steps = new ArrayList<>();
    private final Samples samples = new Samples();
    private final long reach;
    private final Map<String, Integer> running = new HashMap<>();
    private long silentSince;
    private boolean settled;

    /** A rule, and how it stands. */
    private static final class Step {
        final AlarmRule rule;
        long since = NEVER;
        boolean holds;

        Step(AlarmRule rule) {
            this.rule = rule;
        }
    }

    /** @param expectedSince from when on readings are expected, where there is none yet */
    Course(Indicator indicator, List<AlarmRule> rules, Instant expectedSince) {
        this.indicator = indicator;
        rules.forEach(rule -> steps.add(new Step(rule)));
        // one more cycle, so that what lasts is seen from its beginning also where it is made again
        this.reach = micros(rules.stream()
                .map(AlarmRule::reach)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(indicator.longestCycle()));
        this.silentSince = micros(expectedSince);
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    Indicator indicator() {
        return indicator;
    }

    /** The last reading; null where there is none. */
    @Nullable
    Double latest() {
        return samples.size() == 0 ? null : samples.value(samples.size() - 1);
    }

    /** Whether it depends on others too. */
    boolean asksForOthers() {
        return steps.stream().anyMatch(step -> step.rule.with() != null);
    }

    /** An alarm that is running: rules of its level and milder ones held when last looked at. */
    void resume(String rule, int level) {
        running.put(rule, level);
        steps.stream()
                .filter(step -> step.rule.code().equals(rule) && step.rule.level() >= level)
                .forEach(step -> step.holds = true);
    }

    /** That there was a reading of which nothing but its time matters any more. */
    void heard(long at) {
        silentSince = Math.max(silentSince, at);
    }

    /** Whether it is known what its rules make of its alarms: not before it was asked once. */
    boolean settled() {
        return settled;
    }

    /**
     * Takes a reading; whether some rule began or ended to hold with it.
     *
     * @param at microseconds since 1970
     */
    boolean accept(long at, double value) {
        int size = samples.size();
        if (size > 0 && at < samples.at(size - 1) - reach) {
            return false;
        }
        boolean changed = false;
        if (samples.add(at, value)) {
            heard(at);
            samples.forgetBefore(at - reach);
            changed = follow(samples.size() - 1);
        } else {
            steps.forEach(step -> step.since = NEVER);
            for (int i = 0; i < samples.size(); i++) {
                changed |= follow(i);
            }
        }
        return changed;
    }

    private boolean follow(int index) {
        boolean changed = false;
        for (Step step : steps) {
            boolean before = step.holds;
            if (step.rule.measure() == AlarmRule.Measure.SILENCE) {
                step.holds = false;
            } else {
                follow(step, samples.at(index), measured(step.rule, index));
            }
            changed |= before != step.holds;
        }
        return changed;
    }

    private static void follow(Step step, long at, double measured) {
        AlarmRule rule = step.rule;
        // the fall that is measured is itself the greater the worse
        double sign = rule.up() || rule.measure() == AlarmRule.Measure.CHANGE ? 1 : -1;
        boolean beyond = sign * measured >= sign * rule.from() - NOTHING;
        if (!beyond) {
            step.since = NEVER;
        } else if (step.since == NEVER) {
            step.since = at;
        }
        step.holds = step.holds
                ? sign * measured >= sign * rule.until() - NOTHING
                : beyond && at - step.since >= micros(rule.lasting());
    }

    /** What a rule compares, as of a reading. */
    private double measured(AlarmRule rule, int index) {
        double value = samples.value(index);
        if (rule.measure() == AlarmRule.Measure.VALUE) {
            return value;
        }
        long begin = samples.at(index) - micros(rule.window());
        double sum = 0;
        double least = value;
        double greatest = value;
        for (int i = index; i >= 0 && samples.at(i) >= begin; i--) {
            double each = samples.value(i);
            sum += each;
            least = Math.min(least, each);
            greatest = Math.max(greatest, each);
        }
        if (rule.measure() == AlarmRule.Measure.SUM) {
            return sum;
        }
        return rule.up() ? value - least : greatest - value;
    }

    /** Whether silence began to be an alarm by then. */
    boolean listen(long now) {
        boolean changed = false;
        for (Step step : steps) {
            if (step.rule.measure() == AlarmRule.Measure.SILENCE
                    && !step.holds
                    && now - silentSince >= micros(step.rule.window())) {
                step.holds = true;
                changed = true;
            }
        }
        return changed;
    }

    /**
     * What became of its alarms since it was last asked: one for each rule of which a level holds, if what the rule asks
     * for beside is there.
     *
     * @param high whether another indicator that the rule asks for is high enough now
     */
    List<AlarmChange> changes(Instant at, Predicate<AlarmRule> high) {
        settled = true;
        Map<String, Step> gravest = new HashMap<>();
        for (Step step : steps) {
            if (step.holds && (step.rule.with() == null || high.test(step.rule))) {
                gravest.merge(
                        step.rule.code(), step, (one, other) -> one.rule.level() <= other.rule.level() ? one : other);
            }
        }
        List<AlarmChange> changes = new ArrayList<>();
        gravest.forEach((code, step) -> {
            Integer before = running.put(code, step.rule.level());
            if (before == null || before != step.rule.level()) {
                changes.add(change(step.rule, at, before == null ? AlarmChange.What.RAISED : AlarmChange.What.LEVEL));
            }
        });
        List<String> ended = running.keySet().stream()
                .filter(code -> !gravest.containsKey(code))
                .toList();
        for (String code : ended) {
            running.remove(code);
            changes.add(new AlarmChange(AlarmChange.What.ENDED, indicator, code, "", 0, null, "", 0, at));
        }
        return changes;
    }

    private AlarmChange change(AlarmRule rule, Instant at, AlarmChange.What what) {
        boolean silence = rule.measure() == AlarmRule.Measure.SILENCE;
        return new AlarmChange(
                what,
                indicator,
                rule.code(),
                rule.name(),
                rule.level(),
                silence || samples.size() == 0 ? null : measured(rule, samples.size() - 1),
                rule.textKey(),
                silence ? rule.window().toMinutes() : rule.from(),
                at);
    }

    /** How far back it must be told what was. */
    Duration reach() {
        return Duration.of(reach, ChronoUnit.MICROS);
    }
}
