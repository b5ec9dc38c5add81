package org.xieban.monitoring.overview;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.xieban.monitoring.indicator.IndicatorFilter;

/**
 * Tells those who look at the overview what is new (server-sent events). What is new is seen in the tables, whichever node
 * it came to; while nobody looks nothing is asked, and for all who look it is asked once.
 */
@Component
class Live {

    /** Then the browser asks again, and with it whether he still may. */
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final CityOverview overview;
    private final JdbcClient jdbc;
    private final List<SseEmitter> watching = new CopyOnWriteArrayList<>();
    private String seen = "";

    Live(CityOverview overview, JdbcClient jdbc) {
        this.overview = overview;
        this.jdbc = jdbc;
    }

    /** One more who looks. */
    SseEmitter watch() {
        SseEmitter emitter = new SseEmitter(AT_MOST.toMillis());
        emitter.onCompletion(() -> watching.remove(emitter));
        emitter.onTimeout(emitter::complete);
        emitter.onError(failure -> watching.remove(emitter));
        watching.add(emitter);
        send(emitter, "hello", "");
        return emitter;
    }

    /** Tells what is new since the last time, if anything is. */
    synchronized void tell() {
        if (watching.isEmpty()) {
            seen = "";
            return;
        }
        String now = now();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        List<CityOverview.Point> points = overview.states(IndicatorFilter.NONE).stream()
                .map(CityOverview.Point::of)
                .toList();
        watching.forEach(emitter -> send(emitter, "state", points));
    }

    /** Differs from what it was where readings have come or alarms were judged. */
    private String now() {
        return jdbc.sql("""
                select token || ':' || (select coalesce(max(id), 0) || ':' || coalesce(sum(version), 0)
                                          from alarm where closed_at is null)
                  from reading_turn""").query(String.class).single();
    }

    private void send(SseEmitter emitter, String name, Object data) {
        try {
            emitter.send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            watching.remove(emitter);
        }
    }

    /** Lets all go, as the product ends: the server would wait for them. */
    void end() {
        watching.forEach(SseEmitter::complete);
    }
}
