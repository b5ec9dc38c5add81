package org.xieban.sources;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;

/**
 * How well departments share what they know (共享评价): how openly, how fresh, how quickly; how often they refuse; whether
 * they answer requests and look after corrections in time. A score is the mean of the parts of which something is known.
 */
@Component
@Transactional(readOnly = true)
class Scores {

    private static final String REQUESTS = """
            select provider, count(*) filter (where not refused), count(answered_at),
                   count(*) filter (where not late), count(*)
              from (select r.*, exists (select from provider_overdue o
                                         where o.case_no = r.case_no and o.step = :step) as late
                      from sharing_request r where forwarded_at >= :since) asked
             where answered_at is not null or late group by provider""";

    private static final String CORRECTIONS = """
            select provider, count(*) filter (where not late), count(*)
              from (select c.*, exists (select from provider_overdue o
                                         where o.case_no = c.case_no and o.step = :step) as late
                      from data_correction c where begun_at >= :since) asked
             where state <> 'WITHDRAWN' or late group by provider""";

    private final JdbcClient jdbc;
    private final Resources resources;
    private final ResourceQuality quality;
    private final Clock clock;

    Scores(JdbcClient jdbc, Resources resources, ResourceQuality quality, Clock clock) {
        this.jdbc = jdbc;
        this.resources = resources;
        this.quality = quality;
        this.clock = clock;
    }

    /**
     * So many of so many.
     *
     * @param of 0 where nothing is known
     */
    record Part(long good, long of) {

        /** In per cent, null where nothing is known. */
        public @Nullable Integer percent() {
            return of == 0 ? null : Math.toIntExact(Math.round(100.0 * good / of));
        }
    }

    /**
     * Of one department.
     *
     * @param openness resources that are shared, of those that are listed
     * @param freshness resources as fresh as their cycle says, of those of which that is known
     * @param answers calls answered within what is promised, of all
     * @param requests requests for grants that were agreed to, of those answered
     * @param punctual requests answered in time, of those answered or overdue
     * @param corrections corrections looked after in time or not yet due, of all
     * @param millis how long its answers take on average, null while there is none
     */
    record Score(
            String department,
            Part openness,
            Part freshness,
            Part answers,
            Part requests,
            Part punctual,
            Part corrections,
            @Nullable Integer millis) {

        /** What it is the mean of, in the order of the columns. */
        List<Part> parts() {
            return List.of(openness, freshness, answers, requests, punctual, corrections);
        }

        /** 0 to 100, null where nothing is known at all. */
        public @Nullable Integer total() {
            List<Integer> known =
                    parts().stream().map(Part::percent).filter(Objects::nonNull).toList();
            return known.isEmpty()
                    ? null
                    : (int) Math.round(
                            known.stream().mapToInt(Integer::intValue).average().orElseThrow());
        }
    }

    /** Of every department that provides something, the best first. */
    List<Score> all() {
        Map<String, ResourceQuality.Quality> known = quality.all();
        Asked asked = asked();
        Map<String, List<DataResource>> byProvider = resources.published().values().stream()
                .collect(Collectors.groupingBy(DataResource::provider, TreeMap::new, Collectors.toList()));
        List<Score> scores = new ArrayList<>();
        byProvider.forEach((provider, own) -> scores.add(score(provider, own, known, asked)));
        scores.sort(Comparator.comparing(Score::total, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(Score::department));
        return scores;
    }

    private Score score(
            String provider, List<DataResource> own, Map<String, ResourceQuality.Quality> known, Asked asked) {
        Instant now = clock.instant();
        long shared = 0;
        long fresh = 0;
        long dated = 0;
        long calls = 0;
        long inTime = 0;
        double millis = 0;
        long timed = 0;
        for (DataResource resource : own) {
            ResourceQuality.Quality each = known.getOrDefault(resource.code(), ResourceQuality.Quality.UNKNOWN);
            shared += resource.sharing() == DataResource.Sharing.NOT_SHARED ? 0 : 1;
            Boolean isFresh = each.fresh(resource, now);
            dated += isFresh == null ? 0 : 1;
            fresh += Boolean.TRUE.equals(isFresh) ? 1 : 0;
            calls += each.calls();
            inTime += each.inTime();
            Integer average = each.millis();
            if (average != null) {
                long answered = each.calls() - each.failed();
                millis += (double) average * answered;
                timed += answered;
            }
        }
        return new Score(
                provider,
                new Part(shared, own.size()),
                new Part(fresh, dated),
                new Part(inTime, calls),
                Asked.of(asked.agreed(), provider),
                Asked.of(asked.punctual(), provider),
                Asked.of(asked.corrections(), provider),
                timed == 0 ? null : (int) (millis / timed));
    }

    /** How each provider has dealt with what it was asked. */
    private record Asked(Map<String, Part> agreed, Map<String, Part> punctual, Map<String, Part> corrections) {

        static Part of(Map<String, Part> parts, String provider) {
            return parts.getOrDefault(provider, new Part(0, 0));
        }
    }

    private Asked asked() {
        Object since = OfficialTime.of(clock.instant().minus(ResourceQuality.PERIOD));
        Map<String, Part> agreed = new TreeMap<>();
        Map<String, Part> punctual = new TreeMap<>();
        Map<String, Part> corrections = new TreeMap<>();
        jdbc.sql(REQUESTS)
                .param("step", SharingModel.DECIDE_BY_PROVIDER)
                .param("since", since)
                .query(row -> {
                    agreed.put(row.getString(1), new Part(row.getLong(2), row.getLong(3)));
                    punctual.put(row.getString(1), new Part(row.getLong(4), row.getLong(5)));
                });
        jdbc.sql(CORRECTIONS)
                .param("step", SharingModel.VERIFY_DATA)
                .param("since", since)
                .query(row -> {
                    corrections.put(row.getString(1), new Part(row.getLong(2), row.getLong(3)));
                });
        return new Asked(agreed, punctual, corrections);
    }
}
