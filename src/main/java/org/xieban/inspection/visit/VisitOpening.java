package org.xieban.inspection.visit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.engine.Processes;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.Visits;

/** Makes cases of planned visits: of as many as are asked for at a time, by hardly more statements than of one. */
@Component
@Transactional
class VisitOpening {

    private final JdbcClient jdbc;
    private final Visits visits;
    private final VisitRepository rows;
    private final VisitForms forms;
    private final VisitTeams teams;
    private final Doors doors;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final Processes processes;

    VisitOpening(
            JdbcClient jdbc,
            Visits visits,
            VisitRepository rows,
            VisitForms forms,
            VisitTeams teams,
            Doors doors,
            InternalCases internalCases,
            CaseFiles cases,
            Processes processes) {
        this.jdbc = jdbc;
        this.visits = visits;
        this.rows = rows;
        this.forms = forms;
        this.teams = teams;
        this.doors = doors;
        this.internalCases = internalCases;
        this.cases = cases;
        this.processes = processes;
    }

    /**
     * What visits have in common, looked up once.
     *
     * @param batch in which they begin
     * @param asking department whose task it is
     */
    record Common(long batch, String task, String asking, VisitRepository.Known known, VisitForms.Names names) {}

    /** Looks it up, and makes codes for the doors that have none. */
    Common common(long batch, String task, List<PlannedVisit> planned) {
        doors.make(planned.stream().map(PlannedVisit::creditCode).toList());
        return new Common(
                batch,
                task,
                cases.require(task).registeredDepartment(),
                rows.known(planned),
                forms.names(planned.stream()
                        .flatMap(visit -> visit.teams().values().stream())
                        .flatMap(team -> team.inspectors().stream())));
    }

    /** Begins those that are still planned and that nobody else is at. */
    void begin(List<PlannedVisit> looked, Common common) {
        List<PlannedVisit> held =
                visits.hold(looked.stream().map(PlannedVisit::id).toList());
        if (held.isEmpty()) {
            return;
        }
        // somebody may have joined meanwhile
        Common now = new HashSet<>(looked).containsAll(held) ? common : common(common.batch(), common.task(), held);
        List<Visit> begun = held.stream()
                .map(each -> rows.beginning(each, lead(each, now), now.known()))
                .toList();
        List<CaseFile> files = internalCases.registerOwn(
                VisitModel.ITEM,
                begun.stream()
                        .map(visit -> new InternalCases.Asked(
                                visit.lead(), visit.object().name(), forms.of(visit, now.names()), now.task()))
                        .toList());
        List<Visits.Beginning> beginnings = new ArrayList<>();
        List<Processes.Start> starts = new ArrayList<>();
        for (int i = 0; i < begun.size(); i++) {
            Visit visit = begun.get(i);
            String caseNo = files.get(i).number();
            beginnings.add(new Visits.Beginning(visit.id(), caseNo, visit.lead()));
            starts.add(start(visit, caseNo));
            teams.begin(caseNo, visit.planned());
        }
        visits.begin(beginnings);
        processes.start(VisitModel.PROCESS, starts);
        counted(common.batch(), begun.size(), 0);
    }

    private static String lead(PlannedVisit planned, Common common) {
        return planned.teams().containsKey(common.asking())
                ? common.asking()
                : planned.teams().firstKey();
    }

    private static Processes.Start start(Visit visit, String caseNo) {
        return new Processes.Start(
                caseNo,
                List.of(
                        VisitModel.LEAD_DEPARTMENT.is(visit.lead()),
                        VisitModel.NOTICE_DUE.is(visit.announced()),
                        // the engine keeps the list as JSON
                        VisitModel.INSPECTING_DEPARTMENTS.is(
                                new ArrayList<>(visit.planned().teams().keySet()))));
    }

    /** One could not; it stays planned. */
    void failed(long batch) {
        counted(batch, 0, 1);
    }

    /** In the transaction in which they begin, so that a crash loses no count. */
    private void counted(long batch, int begun, int failed) {
        jdbc.sql("update visit_batch set begun = begun + :begun, failed = failed + :failed where id = :id")
                .param("id", batch)
                .param("begun", begun)
                .param("failed", failed)
                .update();
    }
}
