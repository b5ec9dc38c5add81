package org.xieban.calendar;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionMemory;

/** The calendar in force, and how a year's notice comes into it. */
@Service
public class Calendars {

    private record Loaded(long version, WorkCalendar calendar, Map<Integer, ImportedNotice> imported) {}

    private final List<Notice> builtIn = BuiltInNotices.read();
    private final NoticeStore store;
    private final ObjectProvider<OpenClocks> clocks;
    private final Trace trace;
    private final Clock clock;
    private final OfficeHours hours;
    private final TransactionMemory<Calendars, Loaded> inForce = new TransactionMemory<>();
    private volatile @Nullable Loaded loaded;

    Calendars(
            NoticeStore store,
            ObjectProvider<OpenClocks> clocks,
            Trace trace,
            Clock clock,
            @Value("${xieban.calendar.office-hours:08:30-12:00,13:00-17:30}") String hours) {
        this.store = store;
        this.clocks = clocks;
        this.trace = trace;
        this.clock = clock;
        this.hours = OfficeHours.parse(hours);
    }

    /** The calendar as it is now, on every node the same; costs one small query in each transaction. */
    public WorkCalendar current() {
        return loaded().calendar();
    }

    /** Who brought in the notice for a year and when; empty for a built-in one or none. */
    Optional<ImportedNotice> imported(int year) {
        return Optional.ofNullable(loaded().imported().get(year));
    }

    /** What bringing in this notice would change; changes nothing. */
    @Transactional(readOnly = true)
    NoticeChange preview(Notice notice) {
        WorkCalendar before = current();
        WorkCalendar after = before.with(notice);
        return NoticeChange.of(
                before,
                after,
                notice,
                clocks.stream()
                        .flatMap(each -> each.wouldMove(before, after).stream())
                        .toList());
    }

    /** Puts this notice in place of the one for its year, and moves the open clocks that it moves. */
    @Transactional
    NoticeChange bringIn(Notice notice, String by) {
        store.lock();
        inForce.forget(this);
        WorkCalendar before = current();
        store.replace(notice, clock.instant(), by);
        inForce.forget(this);
        WorkCalendar after = current();
        List<MovedClock> moved = new ArrayList<>();
        clocks.forEach(each -> moved.addAll(each.move(before, after)));
        trace.record(Act.of("calendar.imported", "calendar", Integer.toString(notice.year()))
                .change(before.notice(notice.year()).map(Calendars::told).orElse(null), told(notice))
                .with("movedClocks", moved.size()));
        return NoticeChange.of(before, after, notice, moved);
    }

    private Loaded loaded() {
        return inForce.get(this, calendars -> newest());
    }

    private Loaded newest() {
        long version = store.version();
        Loaded known = loaded;
        if (known == null || known.version() != version) {
            known = load(version);
            loaded = known;
        }
        return known;
    }

    private Loaded load(long version) {
        Map<Integer, ImportedNotice> imported = new LinkedHashMap<>();
        store.all().forEach(each -> imported.put(each.notice().year(), each));
        List<Notice> notices = new ArrayList<>(builtIn);
        imported.values().forEach(each -> notices.add(each.notice()));
        return new Loaded(version, WorkCalendar.of(notices, hours), imported);
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
}
