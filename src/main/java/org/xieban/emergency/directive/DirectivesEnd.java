package org.xieban.emergency.directive;

import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.emergency.event.EventClosed;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.EventRefuted;
import org.xieban.web.OfficeTexts;

/** Withdraws what is still open of an event that is over, and says why. */
@Component
class DirectivesEnd {

    private final Directives directives;
    private final DirectiveStore store;
    private final EventHistory history;
    private final OfficeTexts texts;

    DirectivesEnd(Directives directives, DirectiveStore store, EventHistory history, OfficeTexts texts) {
        this.directives = directives;
        this.store = store;
        this.history = history;
        this.texts = texts;
    }

    @EventListener
    void on(EventClosed closed) {
        withdraw(closed.caseNo(), texts.office("directive.closedReason"));
    }

    @EventListener
    void on(EventRefuted refuted) {
        Optional<String> into = history.belongsTo(refuted.caseNo());
        withdraw(
                refuted.caseNo(),
                into.map(other -> texts.office("directive.mergedReason", other))
                        .orElseGet(() -> texts.office("directive.refutedReason")));
    }

    private void withdraw(String event, String reason) {
        store.open(event).forEach(number -> directives.withdraw(number, reason));
    }
}
