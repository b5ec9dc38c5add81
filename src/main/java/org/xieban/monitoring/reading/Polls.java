package org.xieban.monitoring.reading;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.sources.DataResource;
import org.xieban.sources.Resources;
import org.xieban.sources.connect.Answer;
import org.xieban.sources.connect.SourceFailure;
import org.xieban.sources.connect.Sources;
import org.xieban.trace.OfficialTime;

/**
 * Asks data resources for the readings of indicators that are bound to them, each once in its cycle. The reading of a cycle
 * has always the same id, so that it does not matter who asks, and how often. A source that does not answer is asked again
 * the next time; that it is silent is for the rules to say.
 */
@Component
class Polls {

    private static final String VALUE = "value";
    private static final String AT = "at";

    private final Indicators indicators;
    private final Resources resources;
    private final Sources sources;
    private final Readings readings;
    private final Clock clock;
    private final Map<Integer, Instant> asked = new ConcurrentHashMap<>();

    Polls(Indicators indicators, Resources resources, Sources sources, Readings readings, Clock clock) {
        this.indicators = indicators;
        this.resources = resources;
        this.sources = sources;
        this.readings = readings;
        this.clock = clock;
    }

    /** Asks for what is due. */
    void ask() {
        Instant now = OfficialTime.now(clock);
        List<Indicator> due = indicators.register().byCode().values().stream()
                .filter(each -> each.listed() && each.resource() != null && due(each, now))
                .toList();
        if (due.isEmpty()) {
            return;
        }
        Set<String> available = sources.available();
        Map<String, DataResource> published = resources.published();
        List<Readings.@Nullable Sent> heard = new ArrayList<>();
        for (Indicator each : due) {
            String code = each.resource();
            DataResource resource = code == null || !available.contains(code) ? null : published.get(code);
            if (resource != null) {
                Readings.Sent reading = ask(each, resource, now);
                if (reading != null) {
                    heard.add(reading);
                    asked.put(each.number(), cycle(each, now));
                }
            }
        }
        for (int from = 0; from < heard.size(); from += Readings.MOST) {
            readings.take(heard.subList(from, Math.min(heard.size(), from + Readings.MOST)));
        }
    }

    private boolean due(Indicator indicator, Instant now) {
        Instant last = asked.get(indicator.number());
        return last == null || last.isBefore(cycle(indicator, now));
    }

    /** When the cycle began that a moment lies in; one of months begins with its first month's first day. */
    static Instant cycle(Indicator indicator, Instant now) {
        int months = indicator.months();
        if (months > 0) {
            LocalDate day = OfficialTime.dayOf(now);
            int month = day.getYear() * 12 + day.getMonthValue() - 1;
            return OfficialTime.startOf(
                    LocalDate.of(month / months * months / 12, month / months * months % 12 + 1, 1));
        }
        long seconds = indicator.longestCycle().toSeconds();
        return Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    }

    private Readings.@Nullable Sent ask(Indicator indicator, DataResource resource, Instant now) {
        Instant cycle = cycle(indicator, now);
        String id = "poll-" + cycle.getEpochSecond();
        try {
            Answer answer = sources.ask(
                    resource.code(),
                    Map.of(resource.keys().get(0).name(), String.valueOf(indicator.resourceKey())),
                    "monitoring:" + indicator.code() + ":" + cycle.getEpochSecond());
            if (!answer.found()) {
                return null;
            }
            Object at = answer.values().get(AT);
            return new Readings.Sent(
                    id,
                    indicator.code(),
                    at == null ? now.truncatedTo(ChronoUnit.MILLIS) : at.toString(),
                    number(answer.values().get(VALUE)));
        } catch (SourceFailure failure) {
            return null;
        }
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException none) {
            return text;
        }
    }
}
