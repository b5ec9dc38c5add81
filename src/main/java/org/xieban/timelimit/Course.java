package org.xieban.timelimit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xieban.calendar.CalendarDay;
import org.xieban.calendar.WorkCalendar;
import org.xieban.casefile.Lamp;
import org.xieban.trace.OfficialTime;

/**
 * What lies before a clock: when it turns yellow and red, when each rung of its ladder is to be told, when it stops.
 *
 * @param redAt after the last second of the term
 * @param rungs those that are told, in their order
 * @param paused whether it stands still now
 * @param pauseAt when the next pause begins that has been entered already, null where there is none
 */
record Course(
        Instant yellowAt,
        Instant redAt,
        Map<Rung, Instant> rungs,
        boolean paused,
        @Nullable Instant pauseAt) {

    /** Natural hours do not wait for the office to open: of their term, so much is left to each rung after red. */
    private static final int PART_OF_HOURS = 5;

    /** A term ends with the second that it is due at. */
    private static final Duration LAST = Duration.ofSeconds(1);

    /** Whether a term that is due then is over. */
    static boolean over(Instant dueAt, Instant now) {
        return !now.isBefore(redAt(dueAt));
    }

    static Instant redAt(Instant dueAt) {
        return dueAt.plus(LAST);
    }

    /** The latest due date of the terms that are over by then. */
    static Instant lastOver(Instant now) {
        return now.minus(LAST);
    }

    static Course of(
            ClockTerm term,
            WarningRule rule,
            Instant yellowAt,
            Instant dueAt,
            boolean paused,
            @Nullable Instant pauseAt,
            WorkCalendar calendar) {
        Map<Rung, Instant> rungs = new EnumMap<>(Rung.class);
        for (Rung rung : rule.rungs()) {
            rungs.put(
                    rung,
                    switch (rung) {
                        case HANDLER -> yellowAt;
                        case LEAD -> redAt(dueAt);
                        case HEAD -> later(term, dueAt, 1, calendar);
                        case SUPERVISION -> later(term, dueAt, 2, calendar);
                    });
        }
        return new Course(yellowAt, redAt(dueAt), rungs, paused, pauseAt);
    }

    /** When the offices open on the so-manieth working day after. */
    private static Instant later(ClockTerm term, Instant dueAt, int days, WorkCalendar calendar) {
        if (term.unit().natural()) {
            Duration part = term.unit().times(term.amount()).dividedBy(PART_OF_HOURS);
            return redAt(dueAt).plus(part.multipliedBy(days));
        }
        LocalDate due = dueAt.atZone(OfficialTime.ZONE).toLocalDate();
        return due.isAfter(WorkCalendar.LAST.minusDays(30))
                ? redAt(dueAt)
                : opening(calendar.day(calendar.plusWorkingDays(due, days)))
                        .atZone(OfficialTime.ZONE)
                        .toInstant();
    }

    private static LocalDateTime opening(CalendarDay day) {
        return day.date().atTime(day.opening());
    }

    private Lamp running(Instant at) {
        if (!at.isBefore(redAt)) {
            return Lamp.RED;
        }
        return at.isBefore(yellowAt) ? Lamp.GREEN : Lamp.YELLOW;
    }

    Lamp lamp(Instant now) {
        return paused ? Lamp.PAUSED : running(now);
    }

    /** What is announced of a clock that has just been started: nothing but that it stands still. */
    Watch begun() {
        Lamp lamp = paused ? Lamp.PAUSED : Lamp.GREEN;
        return new Watch(lamp, 0, 1, next(lamp, 0));
    }

    /** What is announced once the clock was changed; the rungs that this makes due are left to the sweep. */
    Watch changed(Watch before, Instant now) {
        Lamp lamp = lamp(now);
        boolean anew = lamp == Lamp.GREEN && before.rung() > 0;
        int rung = anew ? 0 : before.rung();
        return new Watch(lamp, rung, anew ? before.round() + 1 : before.round(), next(lamp, rung));
    }

    private @Nullable Instant next(Lamp lamp, int rung) {
        if (lamp == Lamp.PAUSED) {
            return null;
        }
        Stream<Instant> lamps =
                switch (lamp) {
                    case GREEN -> Stream.of(yellowAt);
                    case YELLOW -> Stream.of(redAt);
                    default -> Stream.of();
                };
        Stream<Instant> told = rungs.entrySet().stream()
                .filter(each -> each.getKey().number() > rung)
                .map(Map.Entry::getValue);
        return Stream.of(lamps, told, Stream.ofNullable(pauseAt))
                .flatMap(each -> each)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /**
     * What has happened by now.
     *
     * @param lamps those that it has gone through since, in order
     * @param told the rungs that are due, each with the moment at which it was
     * @param after what is announced with that
     */
    record Happened(List<Lamp> lamps, Map<Rung, Instant> told, Watch after) {}

    /**
     * Everything since the last announcement, however long ago that was.
     *
     * @param taken whether somebody has the task; the head of the section is told at once where nobody has
     */
    Happened by(Instant now, Watch before, boolean taken) {
        Instant stop = pauseAt == null || pauseAt.isAfter(now) ? null : pauseAt;
        Instant until = stop == null ? now : stop.minusNanos(1);
        List<Lamp> lamps = new ArrayList<>();
        Lamp lamp = before.lamp();
        for (Lamp next : List.of(Lamp.YELLOW, Lamp.RED)) {
            if (next.compareTo(lamp) > 0 && next.compareTo(running(until)) <= 0) {
                lamps.add(next);
                lamp = next;
            }
        }
        Map<Rung, Instant> told = new EnumMap<>(Rung.class);
        int rung = before.rung();
        for (Map.Entry<Rung, Instant> each : rungs.entrySet()) {
            boolean early = each.getKey() == Rung.LEAD && !taken && !until.isBefore(yellowAt);
            Instant at = early && yellowAt.isBefore(each.getValue()) ? yellowAt : each.getValue();
            if (each.getKey().number() > rung && !at.isAfter(until)) {
                told.put(each.getKey(), at);
                rung = each.getKey().number();
            }
        }
        if (stop != null) {
            lamps.add(Lamp.PAUSED);
            lamp = Lamp.PAUSED;
        }
        return new Happened(lamps, told, new Watch(lamp, rung, before.round(), next(lamp, rung)));
    }
}
