package org.xieban.emergency.support;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.support.Comparison.Line;
import org.xieban.emergency.support.Comparison.Step;
import org.xieban.web.Refusal;

/** Compares how fast two events of a kind were answered, from the report on. */
@Component
@Transactional(readOnly = true)
public class Comparisons {

    private static final int MOST_OTHERS = 20;

    private final SupportStore store;
    private final Events events;
    private final EventHistory history;
    private final Directives directives;
    private final CaseAccess access;

    Comparisons(SupportStore store, Events events, EventHistory history, Directives directives, CaseAccess access) {
        this.store = store;
        this.events = events;
        this.history = history;
        this.directives = directives;
        this.access = access;
    }

    /**
     * An event beside another of its kind.
     *
     * @param with number of the other; null for the last one before it, drill or not
     * @throws Refusal {@code event.unknown} (404) where there is none, or whoever is signed in does not see it; {@code
     *     access.denied} (403) where he sees a part of it; {@code comparison.otherKind} (422)
     */
    public Comparison of(String caseNo, @Nullable String with) {
        Event event = whole(caseNo);
        List<Event> others = store.earlier(event, DecisionSupport.seenWhole(access), MOST_OTHERS).stream()
                .flatMap(each -> events.find(each).stream())
                .toList();
        Event other =
                with == null || with.isBlank() ? others.stream().findFirst().orElse(null) : whole(with);
        if (other != null && other.kind() != event.kind()) {
            throw Refusal.rule("comparison.otherKind");
        }
        return new Comparison(event, other, others, lines(event, other));
    }

    private Event whole(String caseNo) {
        Event event = events.require(caseNo);
        access.requireWhole(caseNo);
        return event;
    }

    private List<Line> lines(Event event, @Nullable Event other) {
        Map<String, Duration> here = done(event);
        Map<String, Duration> there = other == null ? Map.of() : done(other);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Step.VERIFIED, null, null, here.get("event.verified"), there.get("event.verified")));
        lines.add(new Line(Step.GRADED, null, null, here.get("event.graded"), there.get("event.graded")));
        lines.add(new Line(Step.STARTED, null, null, started(event), other == null ? null : started(other)));
        lines.addAll(orders(ordered(event), other == null ? Map.of() : ordered(other)));
        return List.copyOf(lines);
    }

    /** How long it took from the report until each was done for the first time. */
    private Map<String, Duration> done(Event event) {
        Map<String, Duration> done = new HashMap<>();
        history.changes(event.caseNo())
                .forEach(each -> done.putIfAbsent(each.act(), Duration.between(event.reportedAt(), each.at())));
        return done;
    }

    private static @Nullable Duration started(Event event) {
        Instant since = event.respondingSince();
        return since == null ? null : Duration.between(event.reportedAt(), since);
    }

    /** The orders by department and turn: the same department's first beside its first. */
    private Map<String, OrderTimes> ordered(Event event) {
        List<Directive> all = new ArrayList<>(directives.standing(event.caseNo()));
        Collections.reverse(all);
        Map<String, Integer> turns = new HashMap<>();
        Map<String, OrderTimes> ordered = new LinkedHashMap<>();
        all.stream()
                .map(OrderTimes::of)
                .forEach(each ->
                        ordered.put(each.department() + " " + turns.merge(each.department(), 1, Integer::sum), each));
        return ordered;
    }

    static List<Line> orders(Map<String, OrderTimes> here, Map<String, OrderTimes> there) {
        Set<String> all = new LinkedHashSet<>(here.keySet());
        all.addAll(there.keySet());
        List<Line> lines = new ArrayList<>();
        for (String key : all) {
            OrderTimes one = here.get(key);
            OrderTimes other = there.get(key);
            String department = key.substring(0, key.indexOf(' '));
            String text = one != null ? one.text() : other != null ? other.text() : null;
            lines.add(new Line(
                    Step.ACKNOWLEDGED,
                    department,
                    text,
                    one == null ? null : one.acknowledgedAfter(),
                    other == null ? null : other.acknowledgedAfter()));
            lines.add(new Line(
                    Step.COMPLETED,
                    department,
                    text,
                    one == null ? null : one.endedAfter(),
                    other == null ? null : other.endedAfter()));
        }
        return lines;
    }
}
