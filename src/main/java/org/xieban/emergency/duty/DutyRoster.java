package org.xieban.emergency.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;

/** Who is there for a department at a moment, and who after him. */
@Component
@Transactional(readOnly = true)
public class DutyRoster {

    private final ShiftStore shifts;
    private final Officers officers;

    DutyRoster(ShiftStore shifts, Officers officers) {
        this.shifts = shifts;
        this.officers = officers;
    }

    /** The shift that covers a moment; of several the one that began last; empty in a gap. */
    public Optional<Shift> onDuty(String department, Instant at) {
        return shifts.covering(department, at);
    }

    /** Logins of all who are on duty at a moment, by department, those whose shift began last first. */
    public Map<String, Set<String>> onDuty(Instant at) {
        return shifts.covering(at).stream()
                .collect(Collectors.groupingBy(
                        Shift::department,
                        Collectors.mapping(Shift::officer, Collectors.toCollection(LinkedHashSet::new))));
    }

    /** The first shift that begins after a moment and is another's than the one that covers it. */
    public Optional<Shift> next(String department, Instant at) {
        return shifts.following(
                department, at, onDuty(department, at).map(Shift::officer).orElse(""));
    }

    /**
     * The ladder of escalation: who is on duty, the next on the roster, the leader in charge; those who may no longer sign
     * in left out. Where the roster names nobody, those who lead the department.
     */
    public List<Rung> ladder(String department, Instant at) {
        Optional<Shift> now = onDuty(department, at);
        Optional<Shift> next = next(department, at);
        List<Rung> named = new ArrayList<>();
        now.ifPresent(shift -> named.add(rung(Rung.Kind.ON_DUTY, shift.officer(), shift)));
        next.ifPresent(shift -> named.add(rung(Rung.Kind.NEXT, shift.officer(), shift)));
        Stream.concat(now.stream(), next.stream())
                .findFirst()
                .ifPresent(shift -> named.add(rung(Rung.Kind.LEADER, shift.leader(), shift)));
        Map<String, Rung> there = new LinkedHashMap<>();
        for (Rung rung : named) {
            officers.find(rung.login())
                    .filter(Officer::enabled)
                    .ifPresent(officer -> there.putIfAbsent(
                            rung.login(), new Rung(rung.kind(), rung.login(), officer.name(), rung.phone())));
        }
        return there.isEmpty()
                ? officers.lead(department).stream()
                        .map(officer -> new Rung(Rung.Kind.HEAD, officer.login(), officer.name(), ""))
                        .toList()
                : List.copyOf(there.values());
    }

    private static Rung rung(Rung.Kind kind, String login, Shift shift) {
        return new Rung(kind, login, login, shift.phone());
    }
}
