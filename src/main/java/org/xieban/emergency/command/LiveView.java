package org.xieban.emergency.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xieban.web.LivePages;

/**
 * What all see who share a viewpoint. Each change of it has a number, and each piece the number of the change that drew it
 * last: so whoever has been away is told just what he has missed.
 */
final class LiveView {

    /** Draws a piece. */
    @FunctionalInterface
    interface Drawing {
        String draw(Piece piece, Viewpoint to);
    }

    private record Drawn(Piece piece, String html, long change) {}

    /** What stands in a list, in its order, since which change. */
    private record Listed(List<String> ids, long change) {}

    private final Viewpoint viewpoint;
    private final Drawing drawing;
    private final ObjectMapper json;
    private final LivePages.Viewers viewers;

    // changes of another start of the product, or of another node, are not this one's
    private final String series = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, LivePages.Told> told = new HashMap<>();
    private Map<String, Drawn> drawn = Map.of();
    private Map<String, Listed> lists = Map.of();
    private Instant at = Instant.EPOCH;
    private long turn;
    private long change;
    private int drawings;

    LiveView(Viewpoint viewpoint, Drawing drawing, ObjectMapper json, LivePages pages) {
        this.viewpoint = viewpoint;
        this.drawing = drawing;
        this.json = json;
        this.viewers = pages.viewers(this::after);
    }

    Viewpoint viewpoint() {
        return viewpoint;
    }

    LivePages.Viewers viewers() {
        return viewers;
    }

    /** Draws what has changed, and tells those who look. */
    void draw(EventMoments.Gathered gathered) {
        if (redraw(gathered)) {
            viewers.tell();
        }
    }

    private synchronized boolean redraw(EventMoments.Gathered gathered) {
        if (gathered.turn() < turn) {
            return false;
        }
        turn = gathered.turn();
        at = gathered.moment().now();
        Map<String, Drawn> next = new LinkedHashMap<>();
        boolean changed = false;
        for (Piece piece : gathered.pieces(viewpoint)) {
            Drawn before = drawn.get(piece.id());
            if (before != null && before.piece().equals(piece)) {
                next.put(piece.id(), before);
            } else {
                drawings++;
                next.put(piece.id(), new Drawn(piece, drawing.draw(piece, viewpoint), change + 1));
                changed = true;
            }
        }
        Map<String, Listed> listed = listed(next.values());
        changed |= !listed.equals(lists) || !next.keySet().equals(drawn.keySet());
        lists = listed;
        drawn = next;
        if (changed) {
            change++;
            told.clear();
        }
        return changed;
    }

    private Map<String, Listed> listed(Collection<Drawn> all) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        for (Drawn each : all) {
            if (each.piece().list() != null) {
                ids.computeIfAbsent(each.piece().list(), any -> new ArrayList<>())
                        .add(each.piece().id());
            }
        }
        lists.keySet().forEach(before -> ids.putIfAbsent(before, new ArrayList<>()));
        Map<String, Listed> listed = new LinkedHashMap<>();
        ids.forEach((list, now) -> {
            Listed before = lists.get(list);
            listed.put(list, before != null && before.ids().equals(now) ? before : new Listed(now, change + 1));
        });
        return listed;
    }

    /** Has all look at their clocks: the product's time has jumped. */
    void timeMoved(Instant now) {
        synchronized (this) {
            at = now;
            change++;
            told.clear();
        }
        viewers.tell();
    }

    private synchronized LivePages.@Nullable Told after(@Nullable String seen) {
        String now = id();
        return now.equals(seen)
                ? null
                : told.computeIfAbsent(String.valueOf(seen), any -> new LivePages.Told(now, "pieces", since(seen)));
    }

    private String id() {
        return series + "-" + change;
    }

    private String since(@Nullable String seen) {
        long known = seen != null && seen.startsWith(series + "-")
                ? Long.parseLong(seen.substring(series.length() + 1))
                : -1;
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("now", at.toString());
        List<Map<String, Object>> pieces = new ArrayList<>();
        for (Drawn each : drawn.values()) {
            String list = each.piece().list();
            if (each.change() > known) {
                pieces.add(Map.of("id", each.piece().id(), "list", list == null ? "" : list, "html", each.html()));
            }
        }
        message.put("pieces", pieces);
        Map<String, List<String>> arranged = new LinkedHashMap<>();
        lists.forEach((list, listed) -> {
            if (listed.change() > known) {
                arranged.put(list, listed.ids());
            }
        });
        message.put("lists", arranged);
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    /** The screen as it stands, for the page before it is told anything. */
    synchronized Screen screen() {
        Map<String, String> pieces = new LinkedHashMap<>();
        Map<String, StringBuilder> lists = new LinkedHashMap<>();
        for (Drawn each : drawn.values()) {
            String list = each.piece().list();
            if (list == null) {
                pieces.put(each.piece().id(), each.html());
            } else {
                lists.computeIfAbsent(list, any -> new StringBuilder()).append(each.html());
            }
        }
        lists.forEach((list, html) -> pieces.put(list, html.toString()));
        return new Screen(id(), at, pieces);
    }

    /**
     * The screen as it stands.
     *
     * @param seen id of the last change in it
     * @param html by id of the piece or the list
     */
    record Screen(String seen, Instant now, Map<String, String> html) {

        public String of(String id) {
            return html.getOrDefault(id, "");
        }

        public boolean has(String id) {
            return html.containsKey(id);
        }
    }

    /** How many pieces were ever drawn. */
    synchronized int drawings() {
        return drawings;
    }
}
