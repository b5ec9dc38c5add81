package org.xieban.emergency.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionLock;

/** Goes on with a roster by turns, a day each, where nobody has written it: what is there stays as it is. */
@Component
public class RosterRotation {

    /** When one takes over from the other. */
    static final LocalTime CHANGE = LocalTime.of(8, 30);

    private final ShiftStore store;
    private final JdbcClient jdbc;
    private final Trace trace;
    private final Clock clock;

    RosterRotation(ShiftStore store, JdbcClient jdbc, Trace trace, Clock clock) {
        this.store = store;
        this.jdbc = jdbc;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Who takes turns.
     *
     * @param officers logins, at least one
     * @param leader login of the leader in charge
     */
    public record Turns(String department, List<String> officers, String leader, String phone) {}

    /** Goes on from where the department's roster ends, until so long from now. */
    @Transactional
    public void goOn(Turns turns, Duration ahead) {
        TransactionLock.hold(jdbc, "duty_shift." + turns.department());
        Instant now = OfficialTime.now(clock);
        Instant begun = lastChange(now);
        Instant from =
                store.end(turns.department()).filter(end -> end.isAfter(begun)).orElse(begun);
        List<Shift> shifts = following(turns, from, now.plus(ahead));
        if (!shifts.isEmpty()) {
            store.upsert(shifts, "", now);
            trace.record(Act.of("duty.continued", "duty", turns.department()).with("shifts", (long) shifts.size()));
        }
    }

    /** The shifts that cover all from a moment until another at least, one after the other. */
    static List<Shift> following(Turns turns, Instant from, Instant until) {
        List<Shift> shifts = new ArrayList<>();
        Instant begins = from;
        while (begins.isBefore(until)) {
            Instant ends = change(OfficialTime.dayOf(lastChange(begins)).plusDays(1));
            int turn =
                    (int) Math.floorMod(OfficialTime.dayOf(lastChange(begins)).toEpochDay(), (long)
                            turns.officers().size());
            shifts.add(new Shift(
                    0, turns.department(), begins, ends, turns.officers().get(turn), turns.leader(), turns.phone(), 0));
            begins = ends;
        }
        return shifts;
    }

    private static Instant lastChange(Instant at) {
        LocalDate day = OfficialTime.dayOf(at);
        return change(day).isAfter(at) ? change(day.minusDays(1)) : change(day);
    }

    private static Instant change(LocalDate day) {
        return day.atTime(CHANGE).atZone(OfficialTime.ZONE).toInstant();
    }
}
