package org.xieban.calendar;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * How something comes into the calendar: shown first, then brought in together with what it moves, in one transaction.
 */
@Service
class CalendarChanges {

    /** Each gives way after half a second to whoever is at work with a clock that it wants. */
    private static final int ATTEMPTS = 10;

    /** The most rows that one query of a preview gives. */
    private static final int ALL = Integer.MAX_VALUE;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private final Calendars calendars;
    private final EditionStore store;
    private final PreviewStore previews;
    private final Places places;
    private final ObjectProvider<OpenClocks> clocks;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CalendarChanges(
            Calendars calendars,
            EditionStore store,
            PreviewStore previews,
            Places places,
            ObjectProvider<OpenClocks> clocks,
            Trace trace,
            TransactionTemplate transaction,
            Clock clock) {
        this.calendars = calendars;
        this.store = store;
        this.previews = previews;
        this.places = places;
        this.clocks = clocks;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A change and the clocks that it moves. */
    record Moving(CalendarChange change, List<MovedClock> clocks) {}

    /** What was shown, and every clock of it. */
    record Shown(UUID token, CalendarChange change, List<MovedClock> clocks) {}

    /** What bringing these in would change; changes nothing, and keeps what it says for a day. */
    Shown preview(List<Edition> editions, String by) {
        check(editions);
        return transaction.execute(status -> {
            long version = store.version();
            CalendarBook before = calendars.book();
            CalendarBook after = before.with(editions);
            Instant at = now();
            CalendarChange change = CalendarChange.of(before, after, editions, places);
            List<MovedClock> moved = clocks.stream()
                    .flatMap(each -> each.wouldMove(moving(before, after, change, at)).stream())
                    .toList();
            return new Shown(previews.add(version, editions, moved, at, by), change, moved);
        });
    }

    /**
     * What was shown, as long as it is kept and the calendar has not changed since.
     *
     * @throws Refusal {@code calendar.previewGone} (404), {@code calendar.previewOutdated} (409)
     */
    CalendarPreview shown(UUID token) {
        PreviewStore.Row row = row(token);
        CalendarBook before = calendars.book();
        if (row.appliedAt() == null && row.version() != store.version()) {
            throw Refusal.conflict("calendar.previewOutdated");
        }
        return new CalendarPreview(
                token,
                CalendarChange.of(before, before.with(row.editions()), row.editions(), places),
                previews.count(token),
                row.at(),
                row.by(),
                row.appliedAt());
    }

    /** What was to be brought in, also where it no longer can be as it was shown. */
    List<Edition> editions(UUID token) {
        return row(token).editions();
    }

    /** Clocks that were shown, after a place in their list, which begins with 1. */
    List<MovedClock> shownClocks(UUID token, long after, int limit) {
        return previews.clocks(token, after, limit);
    }

    /**
     * Brings in exactly what was shown.
     *
     * @throws Refusal {@code calendar.previewGone} (404); {@code calendar.previewApplied}, {@code
     *     calendar.previewOutdated} where the calendar, {@code calendar.clocksChanged} where a clock has changed since,
     *     {@code calendar.clocksBusy} where others do not let go of clocks (409): nothing has changed then
     */
    Moving apply(UUID token, String by) {
        return patiently(() -> {
            PreviewStore.Row row = row(token);
            if (row.appliedAt() != null) {
                throw Refusal.conflict("calendar.previewApplied");
            }
            if (row.version() != store.version()) {
                throw Refusal.conflict("calendar.previewOutdated");
            }
            Moving moved = bringIn(row.editions(), row.at(), by);
            int differing = differing(previews.clocks(token, 0, ALL), moved.clocks());
            if (differing > 0) {
                throw Refusal.conflict("calendar.clocksChanged", differing);
            }
            previews.applied(token, now());
            return moved;
        });
    }

    /** Brings these in without having shown what they move. */
    Moving bringIn(List<Edition> editions, String by) {
        check(editions);
        return patiently(() -> bringIn(editions, now(), by));
    }

    private Moving bringIn(List<Edition> editions, Instant at, String by) {
        CalendarBook before = calendars.book();
        editions.forEach(each -> store.add(each, now(), by));
        calendars.forget();
        CalendarBook after = calendars.book();
        CalendarChange change = CalendarChange.of(before, after, editions, places);
        List<MovedClock> moved = new ArrayList<>();
        clocks.forEach(each -> moved.addAll(each.move(moving(before, after, change, at))));
        editions.forEach(each -> trace.record(act(each, before, after, moved.size())));
        return new Moving(change, moved);
    }

    private Moving patiently(Supplier<Moving> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> {
                    store.lock();
                    calendars.forget();
                    return work.get();
                });
            } catch (DataAccessException e) {
                if (!busy(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw Refusal.conflict("calendar.clocksBusy");
                }
            }
        }
    }

    /** Whether others would not let go, or each waited for the other. */
    static boolean busy(DataAccessException failure) {
        return failure.getRootCause() instanceof SQLException cause
                && (LOCK_NOT_AVAILABLE.equals(cause.getSQLState()) || DEADLOCK.equals(cause.getSQLState()));
    }

    private void check(List<Edition> editions) {
        Set<Edition.Part> parts = new HashSet<>();
        for (Edition each : editions) {
            places.require(each.place());
            Integer year = each.year();
            if (year != null && !parts.add(each.part())) {
                throw Refusal.rule("calendar.yearTwice", year.toString())
                        .at("year", "calendar.yearTwice", year.toString());
            }
            if (each.removed() && calendars.kept(each.part()).isEmpty()) {
                throw Refusal.conflict("calendar.nothingToRemove");
            }
        }
    }

    private OpenClocks.Change moving(CalendarBook before, CalendarBook after, CalendarChange change, Instant at) {
        return new OpenClocks.Change(calendars.departments(before), calendars.departments(after), change.from(), at);
    }

    private PreviewStore.Row row(UUID token) {
        return previews.find(token).orElseThrow(() -> Refusal.notFound("calendar.previewGone"));
    }

    private static int differing(List<MovedClock> shown, List<MovedClock> moved) {
        Set<MovedClock> one = new HashSet<>(shown);
        Set<MovedClock> other = new HashSet<>(moved);
        Set<String> clocks = new HashSet<>();
        shown.stream().filter(each -> !other.contains(each)).forEach(each -> clocks.add(each.id()));
        moved.stream().filter(each -> !one.contains(each)).forEach(each -> clocks.add(each.id()));
        return clocks.size();
    }

    private static Act act(Edition edition, CalendarBook before, CalendarBook after, int moved) {
        Place place = edition.place();
        Integer year = edition.year();
        String subject = place.local() || year == null ? place.key() : year.toString();
        Act act;
        if (year == null) {
            act = Act.of("calendar.hoursSet", "calendar", subject)
                    .change(toldPeriods(before.periods(place)), toldPeriods(after.periods(place)));
        } else {
            String name = place.local() ? "calendar.deviated" : "calendar.imported";
            act = Act.of(edition.removed() ? "calendar.withdrawn" : name, "calendar", subject)
                    .with("year", year)
                    .change(
                            before.notice(place, year)
                                    .map(CalendarChanges::told)
                                    .orElse(null),
                            after.notice(place, year).map(CalendarChanges::told).orElse(null));
        }
        return act.with("movedClocks", moved);
    }

    private static List<String> toldPeriods(List<OfficePeriod> periods) {
        return periods.stream()
                .map(each -> each.from() + " " + (each.hours() == null ? "" : each.hours()) + " "
                        + (each.dayEnd() == null ? "" : each.dayEnd()))
                .map(String::strip)
                .toList();
    }

    private static Map<String, @Nullable Object> told(Notice notice) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("source", notice.source());
        told.put(
                "days",
                notice.days().stream()
                        .map(day -> Map.of(
                                "date",
                                day.date().toString(),
                                "kind",
                                day.kind().name(),
                                "name",
                                day.name()))
                        .toList());
        return told;
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }
}
