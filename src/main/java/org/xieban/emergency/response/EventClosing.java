package org.xieban.emergency.response;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.web.Refusal;

/** What has to be done before an event is closed (归档, 突发事件应对法 94). */
@Component
@Transactional(readOnly = true)
class EventClosing {

    private final EventGrading grading;
    private final ResponseOrders orders;

    EventClosing(EventGrading grading, ResponseOrders orders) {
        this.grading = grading;
        this.orders = orders;
    }

    /**
     * Asks for all that an event needs that had a response.
     *
     * @throws Refusal as {@link #requireNothingUnderWay}
     */
    void require(String caseNo) {
        requireNothingUnderWay(caseNo);
    }

    /**
     * Asks that nothing is under way.
     *
     * @throws Refusal {@code event.regradingOpen}, {@code event.directivesOpen} (409)
     */
    void requireNothingUnderWay(String caseNo) {
        if (grading.regrading(caseNo)) {
            throw Refusal.conflict("event.regradingOpen");
        }
        long open = orders.open(caseNo);
        if (open > 0) {
            throw Refusal.conflict("event.directivesOpen", open);
        }
    }
}
