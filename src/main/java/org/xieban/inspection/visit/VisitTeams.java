package org.xieban.inspection.visit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionMemory;
import org.xieban.web.Refusal;

/** Who goes to a visit: those who were drawn or named, and those who go instead of one of them. */
@Component
@Transactional
class VisitTeams {

    private static final int LONGEST_REASON = 500;
    private static final Set<Role> SEND = Set.of(Role.HANDLER, Role.SECTION_HEAD, Role.LEADER);

    private final VisitRepository visits;
    private final SiteRecords records;
    private final VisitTasks tasks;
    private final InspectorRegister inspectors;
    private final Notices notices;
    private final JdbcClient jdbc;
    private final Trace trace;
    private final Clock clock;
    private final TransactionMemory<String, Map<String, String>> firsts = new TransactionMemory<>();

    VisitTeams(
            VisitRepository visits,
            SiteRecords records,
            VisitTasks tasks,
            InspectorRegister inspectors,
            Notices notices,
            JdbcClient jdbc,
            Trace trace,
            Clock clock) {
        this.visits = visits;
        this.records = records;
        this.tasks = tasks;
        this.inspectors = inspectors;
        this.notices = notices;
        this.jdbc = jdbc;
        this.trace = trace;
        this.clock = clock;
    }

    /** Login of the first of a department's team, to whom the model gives its step; null where it sends nobody. */
    @Transactional(readOnly = true)
    public @Nullable String first(String caseNo, String department) {
        return firsts.get(caseNo, this::readFirsts).get(department);
    }

    private Map<String, String> readFirsts(String caseNo) {
        Map<String, String> first = new HashMap<>();
        jdbc.sql("""
                        select d.department, d.inspectors[1] from visit v join visit_department d on d.visit = v.id
                         where v.case_no = :caseNo and cardinality(d.inspectors) > 0""").param("caseNo", caseNo).query(row -> {
            first.put(row.getString(1), row.getString(2));
        });
        return first;
    }

    /** Whom a visit begins with, so that nobody need ask as long as this transaction lasts. */
    void begin(String caseNo, PlannedVisit planned) {
        Map<String, String> first = new HashMap<>();
        planned.teams()
                .forEach((department, team) ->
                        team.inspectors().stream().findFirst().ifPresent(login -> first.put(department, login)));
        firsts.put(caseNo, first);
    }

    /** Whether whoever is signed in sends inspectors of that department. */
    boolean maySend(Visit visit, Visit.Part part) {
        return visit.underWay()
                && part.submittedAt() == null
                && CaseAccess.officer()
                        .filter(officer -> officer.departmentCode().equals(part.department())
                                && officer.roles().stream().anyMatch(SEND::contains))
                        .isPresent();
    }

    /** Those of a department who may go instead of another, by login. */
    @Transactional(readOnly = true)
    List<Inspector> substitutes(Visit visit, Visit.Part part) {
        LocalDate today = OfficialTime.today(clock);
        return inspectors.of(List.of(part.department())).stream()
                .filter(each -> unfit(visit, part, each, today) == null)
                .toList();
    }

    /** Why an inspector may not go: code of a refusal; null where he may. */
    private static @Nullable String unfit(Visit visit, Visit.Part part, Inspector inspector, LocalDate today) {
        String creditCode = visit.object().creditCode();
        if (!inspector.department().equals(part.department())
                || part.inspectors().contains(inspector.login())) {
            return "visit.substitute.other";
        }
        if (inspector.recusals().stream().anyMatch(each -> each.creditCode().equals(creditCode))) {
            return "visit.substitute.recused";
        }
        return inspector.maySetOut(today)
                        && inspector.trades().contains(visit.object().trade())
                ? null
                : "visit.substitute.unqualified";
    }

    /**
     * Sends another inspector instead of one who cannot go or must recuse himself (行政处罚法 43).
     *
     * @throws Refusal {@code access.denied} (403); {@code visit.noReason}, {@code visit.substitute.other}, {@code
     *     .recused}, {@code .unqualified} (422); {@code visit.submitted} (409); {@code visit.hasArrived} (409) where he
     *     is there already
     */
    public void replace(long id, String leftOut, String sent, String reason) {
        Visit visit = visits.find(id).orElseThrow(() -> Refusal.notFound("visit.unknown", id));
        Visit.Part part = visit.partOf(leftOut).orElseThrow(() -> Refusal.rule("visit.substitute.other"));
        if (!maySend(visit, part)) {
            throw Refusal.forbidden("access.denied");
        }
        if (!visits.lockOpen(id, part.department())) {
            throw Refusal.conflict("visit.submitted");
        }
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw Refusal.rule("visit.noReason").at("reason", "visit.noReason");
        }
        if (records.of(id).arrivals().stream().anyMatch(each -> each.login().equals(leftOut))) {
            throw Refusal.conflict("visit.hasArrived");
        }
        Inspector instead = inspectors.find(sent).orElseThrow(() -> Refusal.rule("visit.substitute.other"));
        String unfit = unfit(visit, part, instead, OfficialTime.today(clock));
        if (unfit != null) {
            throw Refusal.rule(unfit).at("sent", unfit);
        }
        SignedInOfficer officer = CaseAccess.requireOfficer();
        firsts.forget(visit.caseNo());
        visits.inspectors(
                id,
                part.department(),
                part.inspectors().stream()
                        .map(each -> each.equals(leftOut) ? sent : each)
                        .toList());
        records.changed(
                id,
                new SiteRecord.Change(part.department(), leftOut, sent, why, officer.login(), OfficialTime.now(clock)));
        tasks.handOver(visit.caseNo(), leftOut, sent);
        trace.record(Act.of("visit.inspectorChanged", "visit", visit.caseNo())
                .inCase(visit.caseNo(), VisitModel.INSPECT)
                .change(leftOut, sent)
                .with("reason", why));
        notices.send(
                Audience.officers(leftOut, sent),
                "inspection.visit.told.changed",
                List.of(visit.object().name()),
                "/inspection/visits/" + id);
    }
}
