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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;
import org.xieban.trace.Rows;

/**
 * How well departments share what they know (共享评价): how openly, how fresh, how quickly; how often they refuse; whether
 * they look after corrections in time. A score is the mean of the parts of which something is known.
 */
@Component
@Transactional(readOnly = true)
class Scores {

    /** Working days that the Regulation gives a provider, for a request as for a correction. */
    private static final int TERM = 10;

    private final JdbcClient jdbc;
    private final Resources resources;
    private final ResourceQuality quality;
    private final Calendars calendars;
    private final Clock clock;

    Scores(JdbcClient jdbc, Resources resources, ResourceQuality quality, Calendars calendars, Clock clock) {
        this.jdbc = jdbc;
        this.resources = resources;
        this.quality = quality;
        this.calendars = calendars;
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
     * @param corrections corrections answered in time or not yet due, of all
     * @param millis how long its answers take on average, null while there is none
     */
    record Score(
            String department,
            Part openness,
            Part freshness,
            Part answers,
            Part requests,
            Part corrections,
            @Nullable Integer millis) {

        /** 0 to 100, null where nothing is known at all. */
        public @Nullable Integer total() {
            List<Integer> known = Stream.of(openness, freshness, answers, requests, corrections)
                    .map(Part::percent)
                    .filter(Objects::nonNull)
                    .toList();
            return known.isEmpty()
                    ? null
                    : (int) Math.round(
                            known.stream().mapToInt(Integer::intValue).average().orElseThrow());
        }
    }

    /** Of every department that provides something, the best first. */
    List<Score> all() {
        Map<String, ResourceQuality.Quality> known = quality.all();
        Map<String, Part> requests = requests();
        Map<String, Part> corrections = corrections();
        Map<String, List<DataResource>> byProvider = resources.published().values().stream()
                .collect(Collectors.groupingBy(DataResource::provider, TreeMap::new, Collectors.toList()));
        List<Score> scores = new ArrayList<>();
        Part nothing = new Part(0, 0);
        byProvider.forEach((provider, own) -> scores.add(score(
                provider,
                own,
                known,
                requests.getOrDefault(provider, nothing),
                corrections.getOrDefault(provider, nothing))));
        scores.sort(Comparator.comparing(Score::total, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(Score::department));
        return scores;
    }

    private Score score(
            String provider,
            List<DataResource> own,
            Map<String, ResourceQuality.Quality> known,
            Part requests,
            Part corrections) {
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
                requests,
                corrections,
                timed == 0 ? null : (int) (millis / timed));
    }

    private Map<String, Part> requests() {
        Map<String, Part> parts = new TreeMap<>();
        jdbc.sql("""
                        select provider, count(*) filter (where not refused) as agreed, count(*) as answered
                          from sharing_request where answered_at is not null group by provider""").query(row -> {
            parts.put(row.getString(1), new Part(row.getLong(2), row.getLong(3)));
        });
        return parts;
    }

    private record Asked(
            String provider, Instant begun, @Nullable Instant ended) {}

    private Map<String, Part> corrections() {
        List<Asked> asked = jdbc.sql(
                        "select provider, begun_at, ended_at from data_correction where state <> 'WITHDRAWN'")
                .query((row, number) -> new Asked(
                        row.getString("provider"),
                        Objects.requireNonNull(Rows.instant(row, "begun_at")),
                        Rows.instant(row, "ended_at")))
                .list();
        Instant now = clock.instant();
        return asked.stream()
                .collect(Collectors.groupingBy(
                        Asked::provider,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                list -> new Part(
                                        list.stream()
                                                .filter(each -> inTime(each, now))
                                                .count(),
                                        list.size()))));
    }

    private boolean inTime(Asked asked, Instant now) {
        Instant ended = asked.ended() == null ? now : asked.ended();
        return !ended.isAfter(calendars
                .of(asked::provider)
                .due(asked.begun(), TERM, TermUnit.WORKING_DAY)
                .dueAt()
                .toInstant());
    }
}
