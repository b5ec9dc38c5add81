package org.xieban.emergency.event;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.directory.Regions;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionLock;
import org.xieban.web.Refusal;

/**
 * Takes reports in (接报, 突发事件应对法 17, 61), from wherever they come: each is kept as it came, and is an event of its
 * own until somebody finds that it is another's. The same report twice is the same event.
 */
@Component
@Transactional
class EventReports {

    /** Code of the item that an event is as a case. */
    static final String ITEM = "emergency-event";

    static final int LONGEST_TITLE = 100;
    static final int LONGEST_PLACE = 200;
    static final int LONGEST_SAID = 2000;
    private static final int LONGEST_REPORTER = 100;

    /** What is reported has happened; clocks of senders may be a little fast. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Duration BACK = Duration.ofDays(365);

    private final EventStore store;
    private final EventHistory history;
    private final EventShown shown;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final EventChanges changes;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;
    private final Trace trace;
    private final Clock clock;

    EventReports(
            EventStore store,
            EventHistory history,
            EventShown shown,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            EventChanges changes,
            Regions regions,
            JdbcClient jdbc,
            ApplicationEventPublisher publisher,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.history = history;
        this.shown = shown;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.changes = changes;
        this.regions = regions;
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * A report.
     *
     * @param title what the event is to be called, nothing personal
     * @param drill set here and never afterwards
     * @param place in words
     * @param said what was reported, as it was
     * @param reporter who reported, as far as he said
     * @param harm so far as it was reported
     */
    public record Report(
            EventKind kind,
            String title,
            boolean drill,
            String region,
            String place,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude,
            Instant occurredAt,
            String said,
            @Nullable String reporter,
            Harm harm) {}

    /**
     * From where a report came.
     *
     * @param event by which what comes from there is one event: a group of alarms, the sender's key; null where each
     *     report is one
     * @param report by which it is one report: the number of the alarm, the sender's key; null where it has none
     */
    public record From(
            Event.Source source,
            @Nullable String event,
            @Nullable String report) {}

    /**
     * What became of a report.
     *
     * @param repeated whether it was there already
     */
    public record Received(String caseNo, boolean repeated) {}

    /**
     * Takes a report in; publishes {@link EventReported} where it is a new event.
     *
     * @param lead code of the department whose duty room leads it
     * @throws Refusal {@code event.invalid} (422) naming every field at fault
     */
    public Received take(String lead, From from, Report report) {
        check(report);
        if (from.event() != null) {
            TransactionLock.hold(jdbc, "emergency-event/" + from.source() + "/" + from.event());
            Optional<String> there = store.from(from.source(), from.event()).map(store::real);
            if (there.isPresent()) {
                return new Received(there.get(), true);
            }
        }
        return new Received(open(lead, from, report), false);
    }

    private String open(String lead, From from, Report report) {
        String caseNo = internalCases
                .registerOwn(ITEM, lead, shown.title(report.title(), report.drill()), Map.of(), null)
                .number();
        Instant now = OfficialTime.now(clock);
        Event event = new Event(
                caseNo,
                report.kind(),
                report.title(),
                lead,
                report.drill(),
                report.region(),
                report.place(),
                report.longitude(),
                report.latitude(),
                report.occurredAt(),
                now,
                from.source(),
                from.event(),
                report.harm(),
                Event.State.REPORTED,
                null,
                null,
                null,
                null,
                null,
                0);
        store.insert(event);
        String by = EventChanges.by();
        history.add(new EventHistory.Report(
                caseNo, from.source(), from.report(), report.said(), report.reporter(), by, now));
        Act act = EventChanges.act("event.reported", event)
                .with("eventKind", report.kind().name())
                .with("source", from.source().name())
                .with("drill", report.drill());
        history.add(caseNo, new EventHistory.Change(0, act.name(), report.said(), by, now));
        history.add(caseNo, new EventHistory.KnownHarm(0, report.harm(), report.said(), by, now));
        Map<String, @Nullable Object> known = shown.of(event);
        known.put("saidText", report.said());
        facts.put(caseNo, CaseFiles.APPLICATION, known);
        trace.record(act);
        cases.accept(caseNo, now);
        cases.review(caseNo);
        publisher.publishEvent(new EventReported(caseNo));
        return caseNo;
    }

    /**
     * Keeps one more report of an event that is there: its line in the record. Nothing where it is there already.
     *
     * @throws Refusal {@code event.unknown} (404)
     */
    public void join(String caseNo, From from, String said) {
        String real = store.real(caseNo);
        Event event = store.find(real, true).orElseThrow(() -> Refusal.notFound("event.unknown", real));
        if (from.report() != null && history.knows(from.source(), from.report())) {
            return;
        }
        history.add(new EventHistory.Report(
                real, from.source(), from.report(), said, null, EventChanges.by(), OfficialTime.now(clock)));
        note(event, from.source(), said);
        publisher.publishEvent(new EventJoined(real, null));
    }

    /** Keeps on record what was said of an event, whether or not it is a report of it. */
    void note(Event event, Event.Source source, String said) {
        changes.note(
                event.caseNo(),
                EventChanges.act("event.reportedAgain", event)
                        .with("source", source.name())
                        .with("words", said),
                said);
    }

    /** The moment, or the nearest that a report may name: what sensors measure may come in very late. */
    Instant possible(Instant occurred) {
        Instant now = clock.instant();
        Instant first = now.minus(BACK).plus(AHEAD);
        return occurred.isBefore(first) ? first : occurred.isAfter(now) ? now : occurred;
    }

    private void check(Report report) {
        Refusal wrong = Refusal.rule("event.invalid");
        wrong = text(wrong, "title", report.title(), LONGEST_TITLE);
        wrong = text(wrong, "place", report.place(), LONGEST_PLACE);
        wrong = text(wrong, "said", report.said(), LONGEST_SAID);
        if (report.reporter() != null && report.reporter().length() > LONGEST_REPORTER) {
            wrong = wrong.at("reporter", "filter.tooLong", LONGEST_REPORTER);
        }
        if (regions.find(report.region()).isEmpty()) {
            wrong = wrong.at("region", "event.regionUnknown", report.region());
        }
        wrong = point(wrong, report.longitude(), report.latitude());
        Instant now = clock.instant();
        if (report.occurredAt().isAfter(now.plus(AHEAD)) || report.occurredAt().isBefore(now.minus(BACK))) {
            wrong = wrong.at("occurredAt", "event.occurredAt");
        }
        if (!report.harm().possible()) {
            wrong = wrong.at("injured", "event.harmImpossible");
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    private static Refusal text(Refusal wrong, String field, String given, int longest) {
        if (given.isBlank()) {
            return wrong.at(field, "event.missing." + field);
        }
        return given.length() > longest ? wrong.at(field, "filter.tooLong", longest) : wrong;
    }

    private static Refusal point(Refusal wrong, @Nullable BigDecimal longitude, @Nullable BigDecimal latitude) {
        boolean right = (longitude == null || latitude == null)
                ? longitude == null && latitude == null
                : within(longitude, 180) && within(latitude, 90);
        return right ? wrong : wrong.at("longitude", "event.point");
    }

    private static boolean within(BigDecimal degrees, int most) {
        return degrees.abs().compareTo(BigDecimal.valueOf(most)) <= 0;
    }
}
