package org.xieban.emergency.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xieban.trace.Recorded;
import org.xieban.trace.TimeAdvanced;
import org.xieban.web.LivePages;

/**
 * Has the screens of events drawn anew as something happens. Nothing happens in an event that the record does not say: its
 * entries are heard as they are committed here, and counted where another node may have written them. Changes that come
 * close after one another are shown together. While nobody looks at an event, nothing is asked.
 */
@Component
class CommandFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CommandFeed.class);

    /** So long after a change the next one waits for others. */
    private static final Duration TOGETHER = Duration.ofMillis(200);

    /** What others than the record say (resources, alarms, who is on duty), and clocks, are looked at so often. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);

    /** So long a screen is kept for whoever has just loaded it and will ask what is new. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final EventMoments moments;
    private final PieceDrawing drawing;
    private final ObjectMapper json;
    private final LivePages pages;
    private final Clock clock;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    // what a case belongs to never changes; known to the scheduler's thread alone
    private final Map<String, Optional<String>> eventOf = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    CommandFeed(EventMoments moments, PieceDrawing drawing, ObjectMapper json, LivePages pages, Clock clock) {
        this.moments = moments;
        this.drawing = drawing;
        this.json = json;
        this.pages = pages;
        this.clock = clock;
    }

    /** An event that somebody looks at. Times are of the machine, in nanoseconds. */
    private static final class Watched {

        private final Map<Viewpoint, LiveView> views = new ConcurrentHashMap<>();
        private long asked = System.nanoTime();
        private long drawnAt = System.nanoTime() - TOGETHER.toNanos();
        private long count = -1;
        private boolean pending;

        synchronized void used() {
            asked = System.nanoTime();
        }

        synchronized boolean idle() {
            return System.nanoTime() - asked > KEPT.toNanos()
                    && views.values().stream().allMatch(view -> view.viewers().isEmpty());
        }

        /** How long to wait before it is drawn; empty where it is waited for already. */
        synchronized Optional<Duration> toDraw() {
            if (pending) {
                return Optional.empty();
            }
            pending = true;
            long since = System.nanoTime() - drawnAt;
            return Optional.of(Duration.ofNanos(Math.max(0, TOGETHER.toNanos() - since)));
        }

        synchronized void drawing() {
            pending = false;
            drawnAt = System.nanoTime();
        }

        synchronized boolean stale() {
            return System.nanoTime() - drawnAt > AT_LEAST_EVERY.toNanos();
        }

        synchronized boolean counted(long now) {
            boolean more = count >= 0 && now != count;
            count = now;
            return more;
        }
    }

    /**
     * What somebody sees, as it stands now.
     *
     * @throws org.xieban.web.Refusal {@code event.unknown} (404)
     */
    LiveView view(Viewpoint viewpoint) {
        Watched event = watched.computeIfAbsent(viewpoint.event(), any -> new Watched());
        event.used();
        LiveView view = event.views.computeIfAbsent(viewpoint, to -> new LiveView(to, drawing, json, pages));
        moments.now(viewpoint.event()).ifPresent(view::draw);
        return view;
    }

    /** What somebody sees who asks again, without looking anew where others look already. */
    LiveView watching(Viewpoint viewpoint) {
        Watched event = watched.get(viewpoint.event());
        LiveView there = event == null ? null : event.views.get(viewpoint);
        return there == null ? view(viewpoint) : there;
    }

    @EventListener
    void on(Recorded recorded) {
        if (watched.isEmpty() || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        String caseNo = recorded.act().caseNo();
        String named = recorded.act().detail().get("event") instanceof String event ? event : null;
        String about = caseNo == null ? named : caseNo;
        if (about != null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    changed(about);
                }
            });
        }
    }

    /** Something has happened in a case: if it is, or belongs to, an event that somebody looks at, it is drawn soon. */
    private void changed(String caseNo) {
        if (watched.containsKey(caseNo)) {
            soon(caseNo);
        } else if (running) {
            // not on the thread of whoever did it
            scheduler.execute(() -> eventOf.computeIfAbsent(caseNo, moments::eventOf)
                    .filter(watched::containsKey)
                    .ifPresent(this::soon));
        }
    }

    private void soon(String event) {
        Watched of = watched.get(event);
        if (of != null && running) {
            of.toDraw().ifPresent(wait -> {
                var unused = scheduler.schedule(
                        () -> draw(event, of), scheduler.getClock().instant().plus(wait));
            });
        }
    }

    private void draw(String event, Watched of) {
        of.drawing();
        try {
            moments.now(event).ifPresent(gathered -> of.views.values().forEach(view -> view.draw(gathered)));
        } catch (RuntimeException e) {
            // the database may be away; it is looked at again
            LOG.warn("the screens of {} could not be drawn", event, e);
        }
    }

    /** Looks for what other nodes have done, for what is not on record, and for screens that nobody looks at any more. */
    void look() {
        watched.entrySet().removeIf(each -> each.getValue().idle());
        watched.forEach((event, of) -> {
            if (of.counted(moments.count(event)) || of.stale()) {
                soon(event);
            }
        });
    }

    @EventListener
    void on(TimeAdvanced advanced) {
        watched.values().forEach(of -> of.views.values().forEach(view -> view.timeMoved(clock.instant())));
    }

    /** How many screens show an event. */
    int watching(String event) {
        Watched of = watched.get(event);
        return of == null
                ? 0
                : of.views.values().stream()
                        .mapToInt(view -> view.viewers().count())
                        .sum();
    }

    @Override
    public void start() {
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix("command-feed-");
        scheduler.initialize();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
