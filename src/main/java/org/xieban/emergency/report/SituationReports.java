package org.xieban.emergency.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.event.Event;

/** The situation reports of events, for whoever leads, watches or closes one. */
@Component
@Transactional
public class SituationReports {

    private final ReportStore store;
    private final ReportCalls calls;
    private final ReportTerms terms;

    SituationReports(ReportStore store, ReportCalls calls, ReportTerms terms) {
        this.store = store;
        this.calls = calls;
        this.terms = terms;
    }

    /** Those of an event, in the order in which they were called for; whether the asker may see it is for the caller. */
    @Transactional(readOnly = true)
    public List<Report> of(String eventCaseNo) {
        return store.of(eventCaseNo);
    }

    /** By when the next report of an event is due, called for or not yet; empty where none is. */
    @Transactional(readOnly = true)
    public Optional<Instant> due(String eventCaseNo) {
        List<Report> reports = store.of(eventCaseNo);
        Optional<Instant> open =
                reports.stream().map(Report::nextDue).filter(Objects::nonNull).min(Instant::compareTo);
        return open.isPresent() ? open : calls.nextPeriodDue(eventCaseNo, reports);
    }

    /** Whether the final report was sent and none is open: then the event may be closed. */
    @Transactional(readOnly = true)
    public boolean complete(String eventCaseNo) {
        List<Report> reports = store.of(eventCaseNo);
        return reports.stream().noneMatch(each -> each.state().open())
                && reports.stream()
                        .anyMatch(each -> each.kind() == Report.Kind.FINAL && each.state() == Report.State.SENT);
    }

    /**
     * Calls for the final report of an event to which there is no response; no change where it was called for.
     *
     * @throws org.xieban.web.Refusal {@code event.unknown} (404), {@code report.notYet}, {@code report.closed} (409)
     */
    public void callFinal(String eventCaseNo) {
        calls.callFinal(eventCaseNo, Report.Reason.DECLINED);
    }

    /**
     * Calls for a report on what became known of the harm: it is due at once.
     *
     * @param said what it makes of the event
     */
    public void callForHarm(String eventCaseNo, String said) {
        calls.harmMatters(eventCaseNo, said);
    }

    /**
     * Until when a change of casualties of an event is reported, even after all is done (生产安全事故报告和调查处理条例 13: 30
     * days from that on which it happened, 7 where it was a fire or on the road); empty where the table names no days.
     */
    @Transactional(readOnly = true)
    public Optional<Instant> casualtiesUntil(Event event) {
        return terms.casualtiesUntil(event);
    }
}
