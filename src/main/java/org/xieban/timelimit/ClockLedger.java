package org.xieban.timelimit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.WorkCalendar;
import org.xieban.timelimit.EntryRepository.Entered;
import org.xieban.timelimit.Reckoning.Length;
import org.xieban.timelimit.Reckoning.Standstill;

/**
 * All that a due date follows from but the calendar: the start, the term, and what was entered since. Kinds that a
 * pause does not stop and clocks that it cannot concern are left out: it stops no step that begins while it lasts,
 * since that step is its own work.
 *
 * @param at until when a pause without an end has lasted at least
 */
record ClockLedger(
        Instant startedAt,
        ClockTerm term,
        WarningRule warning,
        List<Pause> pauses,
        List<Extension> extensions,
        Instant at) {

    static ClockLedger of(
            ClockKind kind, Instant startedAt, ClockTerm term, WarningRule warning, Entered entered, Instant at) {
        return new ClockLedger(
                startedAt,
                term,
                warning,
                entered.pauses().stream()
                        .filter(pause -> pause.stops().contains(kind))
                        .filter(pause -> kind != ClockKind.STEP || !pause.from().isBefore(startedAt))
                        .filter(pause ->
                                pause.endedAt() == null || pause.endedAt().isAfter(startedAt))
                        .toList(),
                isExtended(kind) ? entered.extension().stream().toList() : List.of(),
                at);
    }

    /** Whether clocks of that kind are extended (行政许可法 42): those of the decision. */
    static boolean isExtended(ClockKind kind) {
        return kind == ClockKind.STATUTORY || kind == ClockKind.PROMISED;
    }

    /** Whether it stands still at that moment, as far as has been entered. */
    boolean pausedAt(Instant moment) {
        return pauses.stream()
                .anyMatch(pause -> !pause.from().isAfter(moment)
                        && (pause.endedAt() == null || pause.endedAt().isAfter(moment)));
    }

    /** Those that touched a clock which ended then, all where it is open. */
    List<Pause> pausesUntil(@Nullable Instant end) {
        return end == null
                ? pauses
                : pauses.stream().filter(pause -> pause.from().isBefore(end)).toList();
    }

    /** When the next pause begins that has been entered already; null where there is none. */
    @Nullable
    Instant pausesAfter(Instant moment) {
        return pauses.stream()
                .map(Pause::from)
                .filter(from -> from.isAfter(moment))
                .min(Instant::compareTo)
                .orElse(null);
    }

    Reckoning reckon(WorkCalendar calendar) {
        List<Length> lengths = new ArrayList<>();
        lengths.add(new Length(term.amount(), term.unit()));
        extensions.forEach(each -> lengths.add(
                new Length(each.amount(), TermUnit.valueOf(each.unit().name()))));
        return Reckoning.of(
                startedAt, lengths, pauses.stream().map(this::standstill).toList(), calendar, warning.yellow());
    }

    private Standstill standstill(Pause pause) {
        Instant end = pause.endedAt();
        if (end == null) {
            Instant planned = Pause.lateFrom(pause.until());
            end = planned.isAfter(at) ? planned : at;
        }
        return new Standstill(pause.from(), end, pause);
    }
}
