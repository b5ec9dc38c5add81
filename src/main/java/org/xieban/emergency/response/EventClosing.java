package org.xieban.emergency.response;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.report.SituationReports;
import org.xieban.web.Refusal;

/** What has to be done before an event is closed (归档, 突发事件应对法 94). */
@Component
@Transactional(readOnly = true)
class EventClosing {

    private final EventGrading grading;
    private final ResponseOrders orders;
    private final SituationReports reports;

    EventClosing(EventGrading grading, ResponseOrders orders, SituationReports reports) {
        this.grading = grading;
        this.orders = orders;
        this.reports = reports;
    }

    /**
     * Asks that nothing is under way, and that those above have been told how it ended.
     *
     * @throws Refusal {@code event.regradingOpen}, {@code event.directivesOpen}, {@code event.finalMissing} (409)
     */
    void require(String caseNo) {
        if (grading.regrading(caseNo)) {
            throw Refusal.conflict("event.regradingOpen");
        }
        long open = orders.open(caseNo);
        if (open > 0) {
            throw Refusal.conflict("event.directivesOpen", open);
        }
        if (!reports.complete(caseNo)) {
            throw Refusal.conflict("event.finalMissing");
        }
    }
}
