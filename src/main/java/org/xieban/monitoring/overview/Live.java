package org.xieban.monitoring.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.xieban.monitoring.indicator.IndicatorFilter;
import org.xieban.web.LivePages;

/**
 * Tells those who look at the overview what is new. What is new is seen in the tables, whichever node it came to; while
 * nobody looks nothing is asked, and for all who look it is asked once.
 */
@Component
class Live {

    private final CityOverview overview;
    private final JdbcClient jdbc;
    private final LivePages.Viewers viewers;
    private volatile LivePages.@Nullable Told last;

    Live(CityOverview overview, JdbcClient jdbc, LivePages pages) {
        this.overview = overview;
        this.jdbc = jdbc;
        this.viewers = pages.viewers(this::after);
    }

    /** One more who looks. */
    SseEmitter watch() {
        return viewers.open(null);
    }

    private LivePages.@Nullable Told after(@Nullable String seen) {
        LivePages.Told told = last;
        return told == null || told.id().equals(seen) ? null : told;
    }

    /** Tells what is new since the last time, if anything is. */
    synchronized void tell() {
        if (viewers.isEmpty()) {
            last = null;
            return;
        }
        String now = now();
        LivePages.Told told = last;
        if (told != null && now.equals(told.id())) {
            return;
        }
        List<CityOverview.Point> points = overview.states(IndicatorFilter.NONE).stream()
                .map(CityOverview.Point::of)
                .toList();
        last = new LivePages.Told(now, "state", points);
        viewers.tell();
    }

    /** Differs from what it was where readings have come or alarms were judged. */
    private String now() {
        return jdbc.sql("""
                select token || ':' || (select coalesce(max(id), 0) || ':' || coalesce(sum(version), 0)
                                          from alarm where closed_at is null)
                  from reading_turn""").query(String.class).single();
    }
}
