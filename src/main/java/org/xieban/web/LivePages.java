package org.xieban.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Pages that tell what is new by themselves (server-sent events). A page keeps {@link Viewers}; each screen is told by
 * itself all that it has not seen, so that nobody waits for one whose connection is slow, and one that was away catches
 * up.
 */
@Component
public class LivePages implements SmartLifecycle {

    /** Then the browser asks again, and with it whether he still may. */
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    /** So many slow screens at once keep the others waiting. */
    private static final int SENDERS = 8;

    private final Set<Screen> all = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ThreadPoolTaskExecutor senders;

    /**
     * What a screen is told.
     *
     * @param id by which it says what it has seen, when it asks again
     * @param name which of the page's listeners it is for
     * @param data JSON, or what becomes JSON
     */
    public record Told(String id, String name, Object data) {}

    /** What a page has to tell, known without asking anybody: every screen asks. */
    @FunctionalInterface
    public interface News {

        /**
         * What came after what a screen has seen.
         *
         * @param seen id of what it was told last; null where that was nothing
         * @return null where it has seen all
         */
        @Nullable
        Told after(@Nullable String seen);
    }

    /** Those who look at one page. */
    public Viewers viewers(News news) {
        return new Viewers(news);
    }

    /** Those who look at one page, and are told the same. */
    public final class Viewers {

        private final News news;
        private final Set<Screen> screens = ConcurrentHashMap.newKeySet();

        private Viewers(News news) {
            this.news = news;
        }

        /**
         * One more who looks; he is greeted with {@code hello}.
         *
         * @param seen id of what he was told last, null or empty for nothing
         */
        public SseEmitter open(@Nullable String seen) {
            SseEmitter emitter = new SseEmitter(AT_MOST.toMillis());
            Screen screen = new Screen(this, emitter, seen == null || seen.isEmpty() ? null : seen);
            emitter.onCompletion(screen::gone);
            emitter.onTimeout(emitter::complete);
            emitter.onError(failure -> screen.gone());
            screens.add(screen);
            all.add(screen);
            screen.greet();
            return emitter;
        }

        public boolean isEmpty() {
            return screens.isEmpty();
        }

        public int count() {
            return screens.size();
        }

        /** Tells every screen what it has not seen. */
        public void tell() {
            screens.forEach(Screen::wake);
        }
    }

    /** One that looks; told by one sender at a time. */
    private final class Screen implements Runnable {

        private final Viewers viewers;
        private final SseEmitter emitter;
        private final AtomicInteger wanted = new AtomicInteger();
        private @Nullable String seen;

        Screen(Viewers viewers, SseEmitter emitter, @Nullable String seen) {
            this.viewers = viewers;
            this.emitter = emitter;
            this.seen = seen;
        }

        void greet() {
            send(SseEmitter.event().name("hello").data("", MediaType.APPLICATION_JSON));
            wake();
        }

        void wake() {
            ThreadPoolTaskExecutor running = senders;
            if (wanted.getAndIncrement() == 0 && running != null) {
                running.execute(this);
            }
        }

        @Override
        public void run() {
            int before;
            do {
                before = wanted.get();
                Told told = viewers.news.after(seen);
                if (told != null) {
                    seen = told.id();
                    send(SseEmitter.event()
                            .id(told.id())
                            .name(told.name())
                            .data(told.data(), MediaType.APPLICATION_JSON));
                }
            } while (!wanted.compareAndSet(before, 0));
        }

        private void send(SseEmitter.SseEventBuilder event) {
            try {
                emitter.send(event);
            } catch (IOException | IllegalStateException away) {
                gone();
            }
        }

        void gone() {
            viewers.screens.remove(this);
            all.remove(this);
        }
    }

    @Override
    public void start() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("live-");
        executor.setCorePoolSize(SENDERS);
        executor.setAllowCoreThreadTimeOut(true);
        executor.initialize();
        senders = executor;
    }

    /** Lets all go, as the product ends: the server would wait for them. */
    @Override
    public void stop() {
        ThreadPoolTaskExecutor executor = senders;
        if (executor != null) {
            senders = null;
            all.forEach(screen -> screen.emitter.complete());
            executor.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return senders != null;
    }
}
