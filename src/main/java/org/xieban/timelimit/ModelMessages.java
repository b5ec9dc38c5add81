package org.xieban.timelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.Lamp;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/**
 * Lets a model hear of the lamps of its case's clocks, as messages named after kind and lamp: {@code
 * timelimit.acceptanceRed}, {@code timelimit.stepYellow}. Only what a model waits for is kept, with the lamp; each is
 * handed over in a transaction of its own, so that a model that fails stops no other, and is tried again.
 */
@Component
class ModelMessages {

    private static final Logger log = LoggerFactory.getLogger(ModelMessages.class);

    /** How long after each failed attempt the next one follows; after the last none does. */
    private static final List<Duration> AGAIN =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    /** What a model hears when a clock of that kind comes under that lamp. */
    static String name(ClockKind kind, Lamp lamp) {
        return "timelimit." + kind.name().toLowerCase(Locale.ROOT) + lamp.name().charAt(0)
                + lamp.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Processes processes;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ModelMessages(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Processes processes,
            Trace trace,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.processes = processes;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Keeps what models wait for, in the transaction that changes the lamps. */
    void queue(List<ClocksChanged.Changed> lamps, Instant now) {
        Set<Processes.Awaited> awaited = processes.awaited(
                lamps.stream()
                        .map(each -> name(each.kind(), each.lamp()))
                        .distinct()
                        .toList(),
                lamps.stream().map(ClocksChanged.Changed::caseNo).distinct().toList());
        List<ClocksChanged.Changed> heard = lamps.stream()
                .filter(each -> awaited.contains(new Processes.Awaited(name(each.kind(), each.lamp()), each.caseNo())))
                .toList();
        batches.batchUpdate("""
                insert into clock_message (case_no, task_id, step, message, queued_at, next_try_at)
                values (?, ?, ?, ?, ?, ?)""", heard, Math.max(1, heard.size()), (statement, each) -> {
            statement.setString(1, each.caseNo());
            statement.setString(2, each.taskId());
            statement.setString(3, each.step());
            statement.setString(4, name(each.kind(), each.lamp()));
            statement.setObject(5, OfficialTime.of(now));
            statement.setObject(6, OfficialTime.of(now));
        });
    }

    private record Queued(
            long id,
            String caseNo,
            @Nullable String taskId,
            @Nullable String step,
            String message,
            int attempts) {}

    /** Hands over what is queued. */
    void deliver() {
        Instant until = clock.instant();
        Optional<Queued> next = next(until);
        while (next.isPresent()) {
            Queued message = next.get();
            try {
                transaction.executeWithoutResult(status -> handOver(message));
            } catch (RuntimeException e) {
                log.warn("the model of {} failed at {}", message.caseNo(), message.message(), e);
                transaction.executeWithoutResult(status -> failed(message, e));
            }
            next = next(until);
        }
    }

    private Optional<Queued> next(Instant until) {
        return jdbc.sql("""
                select id, case_no, task_id, step, message, attempts from clock_message
                 where next_try_at <= :until order by next_try_at, id limit 1""")
                .param("until", OfficialTime.of(until))
                .query((row, number) -> new Queued(
                        row.getLong("id"),
                        row.getString("case_no"),
                        row.getString("task_id"),
                        row.getString("step"),
                        row.getString("message"),
                        row.getInt("attempts")))
                .optional();
    }

    private void handOver(Queued message) {
        int own = jdbc.sql("""
                update clock_message set next_try_at = null, attempts = attempts + 1, done_at = :now, failure = null
                 where id = :id and next_try_at is not null""")
                .param("id", message.id())
                .param("now", OfficialTime.of(clock.instant()))
                .update();
        // another node may have handed it over meanwhile
        if (own == 1) {
            processes.tell(message.message(), message.caseNo(), message.taskId());
        }
    }

    private void failed(Queued message, RuntimeException why) {
        boolean again = message.attempts() < AGAIN.size();
        Instant next = again ? clock.instant().plus(AGAIN.get(message.attempts())) : null;
        int own = jdbc.sql("""
                update clock_message
                   set attempts = attempts + 1, next_try_at = cast(:next as timestamptz), failure = :failure
                 where id = :id and attempts = :attempts""")
                .param("id", message.id())
                .param("attempts", message.attempts())
                .param("next", OfficialTime.ofNullable(next))
                .param("failure", String.valueOf(why.getMessage()))
                .update();
        if (own == 1 && !again) {
            trace.record(Act.of("clock.messageGivenUp", "case", message.caseNo())
                    .inCase(message.caseNo(), message.step())
                    .with("message", message.message()));
        }
    }
}
