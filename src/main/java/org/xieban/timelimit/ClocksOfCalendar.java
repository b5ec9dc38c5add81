package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.MovedClock;
import org.xieban.calendar.OpenClocks;
import org.xieban.calendar.WorkCalendar;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.timelimit.ClockRepository.Standing;
import org.xieban.timelimit.EntryRepository.Entered;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/**
 * Moves open clocks when the calendar changes: many at once, each batch read, reckoned and written by a few statements.
 */
@Component
@Transactional
class ClocksOfCalendar implements OpenClocks {

    private static final int BATCH = 10_000;

    /** The ladder of warnings goes on for two working days after a clock was due; no holiday lasts longer than this. */
    private static final int LADDER = 30;

    private static final String OPEN =
            "select id from clock where ended_at is null and (paused or due_at >= :from) order by id";

    private final JdbcClient jdbc;
    private final EntryRepository entries;
    private final ReckonedClocks clocks;
    private final Trace trace;
    private final Clock clock;

    ClocksOfCalendar(JdbcClient jdbc, EntryRepository entries, ReckonedClocks clocks, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.clocks = clocks;
        this.trace = trace;
        this.clock = clock;
    }

    /** @param was when it was due, by the calendar as it was where it stands still */
    private record Reckoned(Row row, Instant was, Standing standing) {

        Instant dueAt() {
            return standing.reckoning().dueAt().toInstant();
        }

        boolean moves() {
            return !dueAt().equals(was);
        }

        /** Whether anything else is to be written than stands there. */
        boolean differs() {
            return moves()
                    || standing.reckoning().expected() != row.expected()
                    || !standing.reckoning().yellowAt().toInstant().equals(row.yellowAt())
                    || !Objects.equals(
                            standing.watch().nextChangeAt(), row.watch().nextChangeAt());
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<MovedClock> wouldMove(Change change) {
        List<MovedClock> moved = new ArrayList<>();
        reckon(change, "", batch -> moved.addAll(moved(batch)));
        return moved;
    }

    @Override
    public List<MovedClock> move(Change change) {
        List<MovedClock> moved = new ArrayList<>();
        reckon(change, " for no key update", batch -> {
            // also those that do not move: they may turn yellow earlier, or be expected no longer
            clocks.keep(batch.stream()
                    .filter(Reckoned::differs)
                    .map(each -> new ReckonedClocks.Moved(each.row(), each.standing()))
                    .toList());
            List<MovedClock> those = moved(batch);
            those.forEach(each -> trace.record(act(each)));
            moved.addAll(those);
        });
        return moved;
    }

    private void reckon(Change change, String lock, Consumer<List<Reckoned>> to) {
        Map<String, Calendars> calendars = new HashMap<>();
        Instant now = clock.instant();
        List<Long> open = jdbc.sql(OPEN)
                .param(
                        "from",
                        change.from()
                                .minusDays(LADDER)
                                .atStartOfDay(OfficialTime.ZONE)
                                .toOffsetDateTime())
                .query(Long.class)
                .list();
        for (int begin = 0; begin < open.size(); begin += BATCH) {
            List<Row> batch = jdbc
                    .sql("select * from clock where id = any(:ids) and ended_at is null order by id" + lock)
                    .param(
                            "ids",
                            open.subList(begin, Math.min(begin + BATCH, open.size()))
                                    .toArray(Long[]::new))
                    .query((row, n) -> ClockRepository.row(row))
                    .list()
                    .stream()
                    .filter(row -> calendars
                            .computeIfAbsent(row.department(), code -> Calendars.of(code, change))
                            .differ())
                    .toList();
            Map<String, Entered> entered =
                    entries.of(batch.stream().map(Row::caseNo).distinct().toList());
            to.accept(batch.stream()
                    .map(row -> {
                        ClockLedger ledger =
                                row.ledger(entered.getOrDefault(row.caseNo(), Entered.NOTHING), change.at());
                        Calendars of = Objects.requireNonNull(calendars.get(row.department()));
                        Instant was = row.paused()
                                ? ledger.reckon(of.before()).dueAt().toInstant()
                                : row.dueAt();
                        return new Reckoned(row, was, Standing.of(ledger, of.after(), row.watch(), now));
                    })
                    .toList());
        }
    }

    /** By what a department works, and by what it will. */
    private record Calendars(WorkCalendar before, WorkCalendar after) {

        static Calendars of(String department, Change change) {
            return new Calendars(
                    change.before().of(() -> department), change.after().of(() -> department));
        }

        boolean differ() {
            return before != after;
        }
    }

    private static List<MovedClock> moved(List<Reckoned> batch) {
        return batch.stream()
                .filter(Reckoned::moves)
                .map(each -> new MovedClock(
                        Long.toString(each.row().id()),
                        each.row().caseNo(),
                        each.row().kind().name(),
                        each.row().step(),
                        OfficialTime.of(each.was()),
                        each.standing().reckoning().dueAt()))
                .toList();
    }

    private static Act act(MovedClock moved) {
        return Act.of("clock.moved", "case", moved.caseNo())
                .inCase(moved.caseNo(), moved.step())
                .with("kind", moved.kind())
                .change(moved.oldDueAt().toString(), moved.newDueAt().toString());
    }
}
