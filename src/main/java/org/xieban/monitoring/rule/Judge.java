package org.xieban.monitoring.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.monitoring.alarm.AlarmChange;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.monitoring.indicator.Reading;

/**
 * Judges readings in the transaction that keeps them. One transaction at a time does, on whatever node, holding the one row
 * of {@code reading_turn} from {@link #begin} to its end. The courses are in memory; a node that was not the last to judge,
 * or whose last turn was rolled back, finds another token there than its own and makes them again from the tables.
 */
@Component
public class Judge {

    /** What is older than this is history: it is kept, and alarms nobody. */
    private static final Duration RECENT = Duration.ofHours(24);

    /** So long a change of the rules may take until it is noticed where nobody has said so. */
    private static final Duration RULES_KNOWN_FOR = Duration.ofSeconds(5);

    private final CourseStore store;
    private final RuleTable table;
    private final Indicators indicators;
    private final Alarms alarms;
    private Memory memory = new Memory(new UUID(0, 0), -1, Indicators.NOTHING);
    private long rulesKnownUntil = Long.MIN_VALUE;

    Judge(CourseStore store, RuleTable table, Indicators indicators, Alarms alarms) {
        this.store = store;
        this.table = table;
        this.indicators = indicators;
        this.alarms = alarms;
    }

    /** What rules ask for beside: a kind, or the code of an indicator, in a county. */
    private record Asked(String county, String what) {}

    /** What was made of the tables at the turn of that token, of these rules and that register. */
    private static final class Memory {
        final UUID token;
        final int rules;
        final Indicators.Register register;
        final Map<Integer, Course> courses;
        /** Those that ask for others, whose readings may thus change them. */
        final Map<Asked, Set<Course>> asking;

        Memory(UUID token, int rules, Indicators.Register register) {
            this(token, rules, register, new HashMap<>(), new HashMap<>());
        }

        private Memory(
                UUID token,
                int rules,
                Indicators.Register register,
                Map<Integer, Course> courses,
                Map<Asked, Set<Course>> asking) {
            this.token = token;
            this.rules = rules;
            this.register = register;
            this.courses = courses;
            this.asking = asking;
        }

        Memory at(UUID next) {
            return new Memory(next, rules, register, courses, asking);
        }
    }

    /**
     * Waits for its turn, and has it until the transaction ends.
     *
     * @return the register as it is while it lasts
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Indicators.Register begin() {
        UUID before = store.hold();
        UUID mine = UUID.randomUUID();
        store.leave(mine);
        synchronized (this) {
            int rules = rules();
            memory = memory.token.equals(before) && memory.rules == rules
                    ? memory.at(mine)
                    : new Memory(mine, rules, indicators.register());
            return memory.register;
        }
    }

    private int rules() {
        long now = System.nanoTime();
        if (memory.rules >= 0 && now < rulesKnownUntil) {
            return memory.rules;
        }
        rulesKnownUntil = now + RULES_KNOWN_FOR.toNanos();
        return table.version();
    }

    /** Looks for new rules at the next turn, not only after a while. */
    public synchronized void rulesChanged() {
        rulesKnownUntil = Long.MIN_VALUE;
    }

    /** Makes ready for readings of these indicators, which are not kept yet; whoever calls has the turn. */
    public synchronized void prepare(Collection<Indicator> concerned, Instant now) {
        load(concerned, now);
    }

    /** Judges readings that were kept just now and prepared for; whoever calls has the turn. */
    public synchronized void judge(List<Reading> fresh, Instant now) {
        List<AlarmChange> changes = new ArrayList<>();
        Set<Course> dependent = new LinkedHashSet<>();
        for (Reading reading : fresh) {
            Course course = memory.courses.get(reading.indicator().number());
            if (course == null || history(reading.indicator(), reading.at(), now)) {
                continue;
            }
            boolean flipped = course.accept(Course.micros(reading.at()), reading.value());
            if (flipped || !course.settled() || course.asksForOthers()) {
                changes.addAll(changes(course, reading.at()));
            }
            if (!memory.asking.isEmpty()) {
                Indicator indicator = reading.indicator();
                dependent.addAll(asking(indicator.county(), indicator.kind().name()));
                dependent.addAll(asking(indicator.county(), indicator.code()));
            }
        }
        for (Course course : dependent) {
            changes.addAll(changes(course, now));
        }
        if (!changes.isEmpty()) {
            alarms.apply(changes, now);
        }
    }

    private Set<Course> asking(String county, String what) {
        return memory.asking.getOrDefault(new Asked(county, what), Set.of());
    }

    private static boolean history(Indicator indicator, Instant at, Instant now) {
        Duration twice = indicator.longestCycle().multipliedBy(2);
        return at.isBefore(now.minus(twice.compareTo(RECENT) > 0 ? twice : RECENT));
    }

    /** Finds who has fallen silent, among all indicators; whoever calls has the turn. */
    public synchronized void listen(Instant now) {
        load(memory.register.byCode().values(), now);
        List<AlarmChange> changes = new ArrayList<>();
        for (Course course : memory.courses.values()) {
            if (course.listen(Course.micros(now)) || !course.settled()) {
                changes.addAll(changes(course, now));
            }
        }
        if (!changes.isEmpty()) {
            alarms.apply(changes, now);
        }
    }

    private List<AlarmChange> changes(Course course, Instant at) {
        return course.changes(at, rule -> high(rule, course.indicator().county()));
    }

    /** Whether one of those that a rule asks for is high enough in the county. */
    private boolean high(AlarmRule rule, String county) {
        return others(rule.with(), county)
                .map(other -> memory.courses.get(other.number()))
                .anyMatch(other -> {
                    Double latest = other == null ? null : other.latest();
                    return latest != null && latest >= rule.withFrom();
                });
    }

    private Stream<Indicator> others(@Nullable String with, String county) {
        return memory.register.byCode().values().stream()
                .filter(other -> other.listed() && other.county().equals(county) && RuleTable.meant(with, other));
    }

    /** Makes those courses that are not in memory; also those that their rules ask for. */
    private void load(Collection<Indicator> wanted, Instant now) {
        List<Indicator> missing = wanted.stream()
                .filter(each -> !memory.courses.containsKey(each.number()))
                .distinct()
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<Integer, Course> made = new HashMap<>();
        Set<Indicator> also = new LinkedHashSet<>();
        for (Indicator each : missing) {
            // what is measured no more is under no rule
            List<AlarmRule> rules = each.listed() ? table.of(each) : List.of();
            Course course = new Course(each, rules, each.registeredAt().truncatedTo(ChronoUnit.MICROS));
            made.put(each.number(), course);
            for (AlarmRule rule : rules) {
                String with = rule.with();
                if (with != null) {
                    memory.asking
                            .computeIfAbsent(new Asked(each.county(), with), any -> new LinkedHashSet<>())
                            .add(course);
                    others(with, each.county()).forEach(also::add);
                }
            }
        }
        store.running(made.keySet(), (number, alarm) -> course(made, number).resume(alarm.rule(), alarm.level()));
        store.recent(made.values(), (number, sample) -> {
            Course course = course(made, number);
            if (history(course.indicator(), Instant.EPOCH.plus(sample.at(), ChronoUnit.MICROS), now)) {
                course.heard(sample.at());
            } else {
                course.accept(sample.at(), sample.value());
            }
        });
        memory.courses.putAll(made);
        load(also, now);
    }

    private static Course course(Map<Integer, Course> made, int number) {
        Course course = made.get(number);
        if (course == null) {
            throw new IllegalStateException("nobody asked for " + number);
        }
        return course;
    }

    /** The rules that an indicator is under, for pages. */
    public List<AlarmRule> rulesOf(Indicator indicator) {
        return table.of(indicator);
    }
}
