package org.xieban.emergency.directive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.xieban.web.LivePages;

/**
 * Tells pages of directives that something of an event's has changed; what, they ask for themselves, each as far as
 * whoever looks may see it. It is looked at in the tables, whichever node changed it; while nobody looks nothing is asked.
 */
@Component
class DirectiveLive {

    private final DirectiveStore store;
    private final LivePages pages;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    DirectiveLive(DirectiveStore store, LivePages pages) {
        this.store = store;
        this.pages = pages;
    }

    /** Those who look at an event's directives, and what they were told last. */
    private static final class Watched {

        private final LivePages.Viewers viewers;
        private volatile LivePages.Told last;

        Watched(LivePages pages, LivePages.Told now) {
            last = now;
            viewers = pages.viewers(seen -> last.id().equals(seen) ? null : last);
        }
    }

    /** What a page has seen that is loaded now. */
    String seen(String event) {
        return store.turn(event);
    }

    /**
     * One more who looks.
     *
     * @param seen what he has seen; null or empty for nothing
     */
    synchronized SseEmitter watch(String event, @Nullable String seen) {
        return watched.computeIfAbsent(event, caseNo -> new Watched(pages, told(caseNo)))
                .viewers
                .open(seen);
    }

    /** Tells who looks what has changed since the last time. */
    void tell() {
        forgetUnseen();
        watched.forEach((event, of) -> {
            LivePages.Told now = told(event);
            if (!now.id().equals(of.last.id())) {
                of.last = now;
                of.viewers.tell();
            }
        });
    }

    /** Never between the moments in which an event begins to be watched and in which somebody watches it. */
    private synchronized void forgetUnseen() {
        watched.values().removeIf(each -> each.viewers.isEmpty());
    }

    private LivePages.Told told(String event) {
        return new LivePages.Told(store.turn(event), "changed", "{}");
    }
}
