package org.xieban.monitoring.overview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.IndicatorFilter;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.monitoring.reading.History;
import org.xieban.trace.OfficialTime;

/** How the city does now. */
@Component
@Transactional(readOnly = true)
class CityOverview {

    /** So many indicators a page shows; whoever has more restricts it by kind or place. */
    static final int MOST = 1_000;

    private static final int NORMAL = 0;
    private static final int UNKNOWN = -1;
    private static final int GRAVEST = 1;
    private static final int MILDEST = 4;

    private final Indicators indicators;
    private final History history;
    private final Alarms alarms;

    CityOverview(Indicators indicators, History history, Alarms alarms) {
        this.indicators = indicators;
        this.history = history;
        this.alarms = alarms;
    }

    /**
     * An indicator as it is now.
     *
     * @param level the gravest of its running alarms, 1 to 4; 0 for none, -1 where nothing is known of it
     */
    record State(Indicator indicator, History.@Nullable Latest latest, int level) {

        public String value() {
            return latest == null ? "—" : Alarms.plain(latest.value());
        }

        public String levelKey() {
            return "monitoring.level." + (level > 0 ? String.valueOf(level) : level == NORMAL ? "none" : "unknown");
        }

        /** The gravest first. */
        int urgency() {
            return level > 0 ? level : level == NORMAL ? MILDEST + 2 : MILDEST + 1;
        }
    }

    /** As scripts read it. */
    record Point(
            String code,
            String name,
            String kind,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude,
            String value,
            String unit,
            @Nullable String at,
            int level) {

        static Point of(State state) {
            Indicator indicator = state.indicator();
            History.Latest latest = state.latest();
            return new Point(
                    indicator.code(),
                    indicator.name(),
                    indicator.kind().name(),
                    indicator.longitude(),
                    indicator.latitude(),
                    state.value(),
                    indicator.unit(),
                    latest == null ? null : OfficialTime.of(latest.at()).toString(),
                    state.level());
        }
    }

    /** Those that a filter lets through, the gravest first. */
    List<State> states(IndicatorFilter filter) {
        List<Indicator> shown = indicators.some(filter, true, MOST);
        Map<Integer, History.Latest> latest =
                history.latest(shown.stream().map(Indicator::number).toList());
        Map<Integer, Integer> levels = alarms.levels();
        return shown.stream()
                .map(each -> state(each, latest.get(each.number()), levels))
                .sorted(Comparator.comparingInt(State::urgency)
                        .thenComparing(state -> state.indicator().kind())
                        .thenComparing(state -> state.indicator().code()))
                .toList();
    }

    /** One of them. */
    State state(Indicator indicator) {
        return state(indicator, history.latest(indicator).orElse(null), alarms.levels());
    }

    private static State state(Indicator indicator, History.@Nullable Latest latest, Map<Integer, Integer> levels) {
        return new State(indicator, latest, levels.getOrDefault(indicator.number(), latest == null ? UNKNOWN : NORMAL));
    }

    /** How many indicators there are of each level, the gravest first. */
    static Map<String, Long> counts(List<State> states) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int level = GRAVEST; level <= MILDEST; level++) {
            counts.put("monitoring.level." + level, 0L);
        }
        counts.put("monitoring.level.none", 0L);
        counts.put("monitoring.level.unknown", 0L);
        states.forEach(state -> counts.merge(state.levelKey(), 1L, Long::sum));
        return counts;
    }

    /** What an indicator was from one moment to another. */
    List<History.Point> history(Indicator indicator, Instant from, Instant to) {
        return history.of(indicator, from, to);
    }
}
