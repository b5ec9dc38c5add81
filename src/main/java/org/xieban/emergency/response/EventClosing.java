package org.xieban.emergency.response;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.directive.DirectiveChanged;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.EventGraded;
import org.xieban.emergency.report.ReportSent;
import org.xieban.emergency.report.SituationReports;
import org.xieban.engine.Processes;
import org.xieban.web.Refusal;

/**
 * What has to be done before an event is closed (归档, 突发事件应对法 94); one to which there is no response is closed as soon
 * as that is done.
 */
@Component
@Transactional
public class EventClosing {

    private final EventGrading grading;
    private final Directives directives;
    private final SituationReports reports;
    private final Processes processes;

    EventClosing(EventGrading grading, Directives directives, SituationReports reports, Processes processes) {
        this.grading = grading;
        this.directives = directives;
        this.reports = reports;
        this.processes = processes;
    }

    /**
     * Asks that nothing is under way, and that those above have been told how it ended.
     *
     * @throws Refusal {@code event.regradingOpen}, {@code event.directivesOpen}, {@code event.finalMissing} (409)
     */
    void require(String caseNo) {
        requireQuiet(caseNo);
        if (!reports.complete(caseNo)) {
            throw Refusal.conflict("event.finalMissing");
        }
    }

    /**
     * Asks that nothing is under way.
     *
     * @throws Refusal {@code event.regradingOpen}, {@code event.directivesOpen} (409)
     */
    void requireQuiet(String caseNo) {
        if (grading.regrading(caseNo)) {
            throw Refusal.conflict("event.regradingOpen");
        }
        long open = directives.open(caseNo);
        if (open > 0) {
            throw Refusal.conflict("event.directivesOpen", open);
        }
    }

    /**
     * There is to be no response: what was reported to those above is reported to its end, too.
     *
     * @return whether that was done already
     */
    public boolean settle(String caseNo) {
        reports.callFinal(caseNo);
        return settled(caseNo);
    }

    private boolean settled(String caseNo) {
        return reports.complete(caseNo) && directives.open(caseNo) == 0 && !grading.regrading(caseNo);
    }

    @EventListener
    void on(ReportSent sent) {
        goOn(sent.eventCaseNo());
    }

    @EventListener
    void on(DirectiveChanged changed) {
        goOn(changed.eventCaseNo());
    }

    private void goOn(String caseNo) {
        if (processes.awaits(ResponseModel.SETTLED, caseNo) && settled(caseNo)) {
            processes.tell(ResponseModel.SETTLED, caseNo, null);
        }
    }

    /** What is graver than it was when no response was thought needed is thought over again. */
    @EventListener
    void on(EventGraded graded) {
        if (graded.before() == null || graded.grade().graverThan(graded.before())) {
            processes.tell(ResponseModel.RECONSIDERED, graded.caseNo(), null);
        }
    }
}
