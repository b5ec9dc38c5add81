package org.xieban.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** How good resources are: how fresh, how complete, how often and how quickly they answer (政务数据质量). */
@Component
@Transactional(readOnly = true)
class ResourceQuality {

    /** What is looked at: longer ago says little of today. */
    static final Duration PERIOD = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Clock clock;

    ResourceQuality(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Of one resource, within the last ninety days.
     *
     * @param asOf how fresh its newest answer or file is; null while there is none
     * @param filled the part of the fields of its answers that had a value, 0 to 1; null while there is none
     * @param calls how often it was asked
     * @param failed how often it did not answer
     * @param inTime how often it answered within what is promised
     * @param millis how long an answer takes on average; null while there is none
     */
    record Quality(
            @Nullable Instant asOf,
            @Nullable Double filled,
            long calls,
            long failed,
            long inTime,
            @Nullable Integer millis) {

        static final Quality UNKNOWN = new Quality(null, null, 0, 0, 0, null);

        /** Whether it is as fresh as its update cycle says; null where nothing is known. */
        public @Nullable Boolean fresh(DataResource resource, Instant now) {
            // what is brought up to date at once is as fresh as the last answer, whenever that was
            return asOf == null
                    ? null
                    : resource.updateCycle() == DataResource.UpdateCycle.REAL_TIME
                            || !asOf.isBefore(now.minus(
                                    Duration.ofDays(resource.updateCycle().days() + 1L)));
        }
    }

    /** Of every resource that was asked or loaded, by its code. */
    Map<String, Quality> all() {
        Map<String, Quality> all = new HashMap<>();
        jdbc.sql("""
                        with fact as (
                            select resource, max(as_of) as as_of,
                                   avg((select avg(case when v.value = 'null'::jsonb then 0.0 else 1.0 end)
                                          from jsonb_each(f.content) v)) as filled
                              from data_fact f where asked_at >= :since group by resource),
                        load as (select resource, max(as_of) as as_of from data_file_load group by resource),
                        asked as (
                            select c.resource, count(*) as calls,
                                   count(*) filter (where c.state = 'FAILED') as failed,
                                   count(*) filter (where c.state in ('ANSWERED', 'UNKNOWN')
                                       and c.millis <= 1000 * (r.content ->> 'promisedSeconds')::int) as in_time,
                                   avg(c.millis) filter (where c.state in ('ANSWERED', 'UNKNOWN')) as millis
                              from data_call c join data_resource r on r.code = c.resource
                             where c.started_at >= :since and c.state in ('ANSWERED', 'UNKNOWN', 'FAILED')
                             group by c.resource)
                        select r.code, greatest(fact.as_of, load.as_of) as as_of, fact.filled,
                               coalesce(asked.calls, 0) as calls, coalesce(asked.failed, 0) as failed,
                               coalesce(asked.in_time, 0) as in_time, asked.millis
                          from data_resource r left join fact on fact.resource = r.code
                               left join load on load.resource = r.code left join asked on asked.resource = r.code""")
                .param("since", OfficialTime.of(clock.instant().minus(PERIOD)))
                .query(row -> {
                    Number filled = (Number) row.getObject("filled");
                    Number millis = (Number) row.getObject("millis");
                    all.put(
                            row.getString("code"),
                            new Quality(
                                    Rows.instant(row, "as_of"),
                                    filled == null ? null : filled.doubleValue(),
                                    row.getLong("calls"),
                                    row.getLong("failed"),
                                    row.getLong("in_time"),
                                    millis == null ? null : millis.intValue()));
                });
        return all;
    }
}
