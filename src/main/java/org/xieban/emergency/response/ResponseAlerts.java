package org.xieban.emergency.response;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.alert.ContactAlerts;
import org.xieban.emergency.alert.Occasion;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** Tells the contacts of the plan, and those of departments where nobody is on duty, what is decided on a response. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ResponseAlerts {

    private final ContactAlerts alerts;
    private final ResponsePlans plans;
    private final ResponseOrders orders;
    private final EventShown shown;
    private final OfficeTexts texts;

    ResponseAlerts(
            ContactAlerts alerts, ResponsePlans plans, ResponseOrders orders, EventShown shown, OfficeTexts texts) {
        this.alerts = alerts;
        this.plans = plans;
        this.orders = orders;
        this.shown = shown;
        this.texts = texts;
    }

    /** Tells what was decided, once of each decision; that a response is over, whoever was told that it had begun. */
    void decided(Event event, ResponseProposal proposal) {
        boolean over = proposal.kind() == ResponseProposal.Kind.END;
        Grade level = proposal.level();
        Set<String> concerned = new TreeSet<>(orders.departments(proposal));
        concerned.add(event.lead());
        alerts.tell(
                new Purpose(Purpose.Kind.RESPONSE, event.caseNo(), event.drill()),
                occasion(proposal.kind()),
                proposal.no(),
                over
                        ? List.of()
                        : plans.proposal(event.kind(), level)
                                .map(PlanVersion::contacts)
                                .orElse(List.of()),
                over ? Set.of() : concerned,
                texts.office("emergency.response.alert." + proposal.kind(), shown.title(event), shown.level(level)),
                texts.office(
                        "emergency.response.alertText." + proposal.kind(),
                        shown.title(event),
                        shown.kind(event.kind()),
                        shown.place(event),
                        OfficialTime.minute(event.occurredAt()),
                        shown.level(level),
                        shown.harm(event.harm())));
    }

    private static Occasion occasion(ResponseProposal.Kind kind) {
        return switch (kind) {
            case START -> Occasion.RESPONSE_STARTED;
            case CHANGE -> Occasion.LEVEL_CHANGED;
            case END -> Occasion.RESPONSE_ENDED;
        };
    }
}
