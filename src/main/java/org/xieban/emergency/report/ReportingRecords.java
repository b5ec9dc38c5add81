package org.xieban.emergency.report;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlConditions;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.report.Report.Kind;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** What was known and what was reported, for whoever sees the event: supervisors see every one. */
@Component
@Transactional(readOnly = true)
class ReportingRecords {

    private final ReportStore store;
    private final ReportTerms terms;
    private final Events events;
    private final EventHistory history;
    private final CaseAccess access;
    private final Trace trace;
    private final Clock clock;

    ReportingRecords(
            ReportStore store,
            ReportTerms terms,
            Events events,
            EventHistory history,
            CaseAccess access,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.terms = terms;
        this.events = events;
        this.history = history;
        this.access = access;
        this.trace = trace;
        this.clock = clock;
    }

    /** That of an event; whether the asker may see it is for the caller. */
    ReportingRecord of(Event event) {
        return ReportingRecord.of(
                history.harm(event.caseNo()),
                store.of(event.caseNo()),
                event.state() == Event.State.REFUTED,
                terms.of(Kind.FIRST, event).written(),
                terms.ofHarm(event).written(),
                OfficialTime.now(clock));
    }

    /** Events that whoever is signed in sees and of which nothing was told in time, the newest first. */
    List<Event> untold() {
        SqlConditions conditions = new SqlConditions();
        conditions.add(access.visibleTo(CaseAccess.requireOfficer(), "e.case_no"));
        return store.untold(conditions).stream()
                .flatMap(caseNo -> events.find(caseNo).stream())
                .filter(event -> event.reportedAt()
                        .plus(terms.of(Kind.FIRST, event).written())
                        .isBefore(OfficialTime.now(clock)))
                .toList();
    }

    /** Keeps on record that it was taken away. */
    @Transactional
    void exported(Event event) {
        trace.record(Act.of("report.recordExported", "event", event.caseNo()).inCase(event.caseNo(), null));
    }
}
