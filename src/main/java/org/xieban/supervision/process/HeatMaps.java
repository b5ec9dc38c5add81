package org.xieban.supervision.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.EndedActivities;
import org.xieban.engine.ProcessVersions;
import org.xieban.engine.ProcessVersions.Element;
import org.xieban.engine.ProcessVersions.Version;
import org.xieban.trace.Rows;

/** Heat maps, summed from what was counted; as fast over years as over days. */
@Component
@Transactional(readOnly = true)
class HeatMaps {

    private static final double MILLIS = 1000;
    private static final double HALF = 0.5;
    private static final double NINE_OF_TEN = 0.9;

    private final ProcessVersions versions;
    private final EndedActivities ended;
    private final OverdueSteps overdue;
    private final JdbcClient jdbc;

    HeatMaps(ProcessVersions versions, EndedActivities ended, OverdueSteps overdue, JdbcClient jdbc) {
        this.versions = versions;
        this.ended = ended;
        this.overdue = overdue;
        this.jdbc = jdbc;
    }

    /** Passages of one size. */
    private record Size(int bucket, long passages, long spent) {}

    /** Passages through one element. */
    private static final class Passages {
        private final List<Size> sizes = new ArrayList<>();
        private long count;
        private long cancelled;
        private long spent;
        private long waited;
        private long overdue;

        void add(Size size, long waitedLong, long overdueOnes) {
            if (size.bucket == Durations.BROKEN_OFF) {
                cancelled += size.passages;
                return;
            }
            sizes.add(size);
            count += size.passages;
            spent += size.spent;
            waited += waitedLong;
            overdue += overdueOnes;
        }

        /** As long as the mean of those of the size that it is among; null where there was none. */
        @Nullable
        Double quantile(double share) {
            long rank = (long) Math.ceil(share * count);
            for (Size size : sizes) {
                rank -= size.passages;
                if (rank <= 0) {
                    return size.spent / MILLIS / size.passages;
                }
            }
            return null;
        }
    }

    HeatMap of(Version version, @Nullable LocalDate from, @Nullable LocalDate to) {
        Map<String, Passages> passages = passages(version.id(), from, to);
        Map<String, Long> running = versions.whereabouts(version.id());
        Map<String, Long> late = versions.tasksAt(version.id(), overdue.tasks());
        long processes = versions.running().getOrDefault(version.id(), 0L);
        long lateProcesses = versions.running(overdue.cases()).getOrDefault(version.id(), 0L);
        return new HeatMap(
                version.key(),
                version.name(),
                version.version(),
                version.id(),
                from,
                to,
                activity(HeatMap.whole(version), passages, processes, lateProcesses),
                versions.elements(version.id()).stream()
                        .map(element -> activity(
                                element,
                                passages,
                                running.getOrDefault(element.id(), 0L),
                                late.getOrDefault(element.id(), 0L)))
                        .toList(),
                ended.waiting());
    }

    private Map<String, Passages> passages(String definition, @Nullable LocalDate from, @Nullable LocalDate to) {
        Map<String, Passages> passages = new HashMap<>();
        Period period = new Period(from, to);
        jdbc.sql("""
                        select element, bucket, sum(passages) as passages, sum(spent) as spent, sum(waited) as waited,
                               sum(overdue) as overdue
                          from (select element, bucket, passages, spent, waited, overdue from heat_month
                                 where definition = :definition and month between :monthsFrom and :monthsUntil
                                union all
                                select element, bucket, passages, spent, waited, overdue from heat
                                 where definition = :definition and day between :first and :daysUntil
                                union all
                                select element, bucket, passages, spent, waited, overdue from heat
                                 where definition = :definition and day between :moreDaysFrom and :last) counted
                         group by element, bucket order by element, bucket""")
                .param("definition", definition)
                .param("monthsFrom", period.monthsFrom())
                .param("monthsUntil", period.monthsUntil())
                .param("first", period.first())
                .param("daysUntil", period.daysUntil())
                .param("moreDaysFrom", period.moreDaysFrom())
                .param("last", period.last())
                .query(row -> {
                    passages.computeIfAbsent(row.getString("element"), any -> new Passages())
                            .add(
                                    new Size(row.getInt("bucket"), row.getLong("passages"), row.getLong("spent")),
                                    row.getLong("waited"),
                                    row.getLong("overdue"));
                });
        return passages;
    }

    private static HeatMap.Activity activity(
            Element element, Map<String, Passages> passages, long running, long overdueNow) {
        Passages through = passages.getOrDefault(element.id(), new Passages());
        return new HeatMap.Activity(
                element.id(),
                element.name(),
                element.type(),
                through.count,
                through.cancelled,
                running,
                through.overdue,
                overdueNow,
                new HeatMap.Time(
                        through.spent / MILLIS,
                        mean(through.spent, through.count),
                        through.quantile(HALF),
                        through.quantile(NINE_OF_TEN)),
                new HeatMap.Part(through.waited / MILLIS, mean(through.waited, through.count)),
                new HeatMap.Part(
                        (through.spent - through.waited) / MILLIS,
                        mean(through.spent - through.waited, through.count)));
    }

    private static @Nullable Double mean(long millis, long count) {
        return count == 0 ? null : millis / MILLIS / count;
    }

    /** How many processes have ended in each version, by its id, also those that were broken off. */
    Map<String, Long> finished() {
        List<Version> all = versions.all();
        return Rows.counts(jdbc.sql("""
                select h.definition, sum(h.passages) from heat_month h
                  join unnest(cast(:definitions as text[]), cast(:keys as text[])) v (definition, key)
                    on v.definition = h.definition and v.key = h.element
                 group by h.definition""")
                .param("definitions", all.stream().map(Version::id).toArray(String[]::new))
                .param("keys", all.stream().map(Version::key).toArray(String[]::new)));
    }
}
