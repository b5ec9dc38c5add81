package org.xieban.supervision.process;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.engine.EndedActivities;
import org.xieban.engine.EndedActivities.Ended;
import org.xieban.timelimit.CaseClock;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.worklist.TakenTasks;

/**
 * Counts what has ended in processes. What was noted is forgotten in the transaction that counts it: whoever ends in
 * between, nothing is counted twice and nothing is left out.
 */
@Component
class HeatRollUp {

    private static final int BATCH = 5_000;

    private final EndedActivities ended;
    private final TakenTasks tasks;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    HeatRollUp(EndedActivities ended, TakenTasks tasks, JdbcClient jdbc, TransactionTemplate transaction) {
        this.ended = ended;
        this.tasks = tasks;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Counts all that is noted. */
    void catchUp() {
        while (count(BATCH) > 0) {
            // the next ones
        }
    }

    /** Counts some of it in one transaction; how many these were. */
    int count(int most) {
        return Objects.requireNonNull(transaction.execute(status -> countTaken(most)));
    }

    private record Key(String definition, String element, LocalDate day, short bucket) {

        static final Comparator<Key> ORDER = Comparator.comparing(Key::definition)
                .thenComparing(Key::element)
                .thenComparing(Key::day)
                .thenComparing(Key::bucket);
    }

    private static final class Sum {
        private long passages;
        private long spent;
        private long waited;
        private long overdue;
    }

    private record Row(
            String definition,
            String element,
            LocalDate day,
            short bucket,
            long passages,
            long spent,
            long waited,
            long overdue) {}

    private int countTaken(int most) {
        List<Ended> taken = ended.take(most);
        if (taken.isEmpty()) {
            return 0;
        }
        Map<String, Instant> takenAt = tasks.takenAt(
                taken.stream().map(Ended::taskId).filter(Objects::nonNull).toList());
        Map<Key, Sum> sums = new HashMap<>();
        for (Ended each : taken) {
            long spent = Math.max(
                    0, Duration.between(each.startedAt(), each.endedAt()).toMillis());
            Sum sum = sums.computeIfAbsent(
                    new Key(
                            each.definitionId(),
                            each.element(),
                            OfficialTime.dayOf(each.endedAt()),
                            each.cancelled() ? Durations.BROKEN_OFF : Durations.size(spent)),
                    any -> new Sum());
            sum.passages++;
            sum.spent += spent;
            sum.waited += waited(each, spent, takenAt);
            sum.overdue += overdue(each) ? 1 : 0;
        }
        add(sums);
        return taken.size();
    }

    /** Until it was taken; where nobody is known to have taken it, it waited to the end. */
    private static long waited(Ended each, long spent, Map<String, Instant> takenAt) {
        if (each.taskId() == null) {
            return 0;
        }
        Instant taken = takenAt.get(each.taskId());
        return taken == null
                ? spent
                : Math.max(
                        0,
                        Math.min(
                                spent, Duration.between(each.startedAt(), taken).toMillis()));
    }

    private static boolean overdue(Ended each) {
        Instant due = each.dueAt();
        return due != null && !due.isAfter(CaseClock.lastOver(each.endedAt()));
    }

    /** In one order on every node, so that none waits for another that waits for it. */
    private void add(Map<Key, Sum> sums) {
        List<Row> rows = sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Key.ORDER))
                .map(each -> new Row(
                        each.getKey().definition,
                        each.getKey().element,
                        each.getKey().day,
                        each.getKey().bucket,
                        each.getValue().passages,
                        each.getValue().spent,
                        each.getValue().waited,
                        each.getValue().overdue))
                .toList();
        jdbc.sql("""
                with ended as (
                    select definition, element, day, bucket, passages, spent, waited, overdue
                      from json_to_recordset(cast(:rows as json))
                           as r(definition text, element text, day date, bucket smallint,
                                passages bigint, spent bigint, waited bigint, overdue bigint)),
                days as (
                    insert into heat as h (definition, element, day, bucket, passages, spent, waited, overdue)
                    select * from ended
                    on conflict (definition, element, day, bucket) do update
                       set passages = h.passages + excluded.passages, spent = h.spent + excluded.spent,
                           waited = h.waited + excluded.waited, overdue = h.overdue + excluded.overdue)
                insert into heat_month as h (definition, element, month, bucket, passages, spent, waited, overdue)
                select definition, element, date_trunc('month', day), bucket,
                       sum(passages), sum(spent), sum(waited), sum(overdue)
                  from ended group by 1, 2, 3, 4 order by 1, 2, 3, 4
                on conflict (definition, element, month, bucket) do update
                   set passages = h.passages + excluded.passages, spent = h.spent + excluded.spent,
                       waited = h.waited + excluded.waited, overdue = h.overdue + excluded.overdue""").param("rows", Rows.json(rows)).update();
    }
}
