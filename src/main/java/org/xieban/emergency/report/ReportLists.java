package org.xieban.emergency.report;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The reports there are, for whoever sees the cases of their events. */
@Component
@Transactional(readOnly = true)
class ReportLists {

    static final String LIST = "emergency/reports";

    private final ReportStore store;
    private final CaseAccess access;
    private final Officers officers;
    private final Trace trace;
    private final Clock clock;

    ReportLists(ReportStore store, CaseAccess access, Officers officers, Trace trace, Clock clock) {
        this.store = store;
        this.access = access;
        this.officers = officers;
        this.trace = trace;
        this.clock = clock;
    }

    /** Those that whoever is signed in sees, the newest first. */
    Listing<Report> list(ReportFilter filter, PageRequest page) {
        SqlConditions conditions = filter.conditions(OfficialTime.now(clock));
        conditions.add(access.visibleTo(CaseAccess.requireOfficer(), "r.event_case_no"));
        long total = store.count(conditions);
        if (page.after() != null) {
            conditions.add("(r.called_at, r.case_no) < (:afterAt, :afterNo)");
            Instant at = Objects.requireNonNull(page.after().instant(0));
            conditions.with("afterAt", OfficialTime.of(at));
            conditions.with("afterNo", page.after().text(1));
        }
        return page.listing(store.list(conditions, page.limit()), total, report ->
                new Object[] {report.call().at(), report.caseNo()});
    }

    /**
     * One that whoever is signed in sees.
     *
     * @throws Refusal {@code report.unknown} (404)
     */
    Report require(String caseNo) {
        return store.find(caseNo)
                .filter(found -> access.maySee(CaseAccess.requireOfficer(), found.eventCaseNo()))
                .orElseThrow(() -> Refusal.notFound("report.unknown", caseNo));
    }

    /** Whether whoever is signed in sees its case, too, which is of the department that leads the event. */
    boolean mayOpen(String caseNo) {
        return access.maySee(CaseAccess.requireOfficer(), caseNo);
    }

    /** Those of its event that say something else of it than that report does. */
    List<Report> corrections(Report report) {
        return store.of(report.eventCaseNo()).stream()
                .filter(each -> report.caseNo().equals(each.corrects()))
                .toList();
    }

    /** What else it is about. */
    List<Report.Call> merged(Report report) {
        return store.merged(report.caseNo());
    }

    /** Keeps on record that a list was taken away. */
    @Transactional
    public void exported(ReportFilter filter) {
        trace.record(Act.of("report.exported", "report", "list").with("filter", filter.address()));
    }

    /** Names of those who had to do with reports, by their logins. */
    Map<String, String> people(List<Report> reports) {
        Set<String> logins = new TreeSet<>();
        for (Report each : reports) {
            Report.Telephone telephone = each.telephone();
            Report.Writing writing = each.writing();
            Stream.of(
                            each.call().by(),
                            telephone == null ? null : telephone.by(),
                            writing == null ? null : writing.draftedBy(),
                            writing == null ? null : writing.signedBy())
                    .filter(Objects::nonNull)
                    .forEach(logins::add);
        }
        Map<String, String> people = new LinkedHashMap<>();
        for (Officer officer : officers.findAll(List.copyOf(logins))) {
            people.put(officer.login(), officer.name());
        }
        return people;
    }
}
