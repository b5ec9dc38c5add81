package org.xieban.emergency.response;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventReported;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;

/**
 * What is ordered at once when an alarm opens an event (先期处置, 突发事件应对法 17): to verify on the spot, to stand by, to
 * warn people nearby; in the name of the plan that is in force and orders it so, before anybody has verified or graded the
 * event. That it is to be done is written with the event, and done by a transaction of its own: an event waits for
 * nobody's directives, and none is lost or given twice.
 */
@Component
class FirstDirectives {

    private static final Logger log = LoggerFactory.getLogger(FirstDirectives.class);

    /** So long what could not be given waits before it is tried again. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final int TOLD_AT = 2;

    private final Events events;
    private final ResponsePlans plans;
    private final Directives directives;
    private final EventShown shown;
    private final Notices notices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    FirstDirectives(
            Events events,
            ResponsePlans plans,
            Directives directives,
            EventShown shown,
            Notices notices,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.events = events;
        this.plans = plans;
        this.directives = directives;
        this.shown = shown;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(EventReported reported) {
        Event event = events.find(reported.caseNo()).orElseThrow();
        if (event.source() == Event.Source.ALARM) {
            jdbc.sql("insert into emergency_first_directive (event, next_at) values (:event, :now)")
                    .param("event", event.caseNo())
                    .param("now", OfficialTime.of(OfficialTime.now(clock)))
                    .update();
        }
    }

    /** Gives all that is due; what fails is kept and does not keep up the others. */
    void work() {
        Optional<String> next = due();
        while (next.isPresent()) {
            String event = next.get();
            try {
                transactions.executeWithoutResult(status -> give(event));
            } catch (RuntimeException e) {
                log.warn("the first directives of {} are given a minute later", event, e);
                transactions.executeWithoutResult(status -> later(event));
            }
            next = due();
        }
    }

    private Optional<String> due() {
        return jdbc.sql("""
                        select event from emergency_first_directive where done_at is null and next_at <= :now
                         order by next_at, event limit 1""")
                .param("now", OfficialTime.of(OfficialTime.now(clock)))
                .query(String.class)
                .optional();
    }

    private void give(String caseNo) {
        // held, so that two nodes do it one after the other
        Event event = events.lock(caseNo);
        int given = event.state().open() ? give(event) : 0;
        jdbc.sql("""
                update emergency_first_directive set done_at = :now, given = :given
                 where event = :event and done_at is null""")
                .param("event", caseNo)
                .param("now", OfficialTime.of(OfficialTime.now(clock)))
                .param("given", given)
                .update();
    }

    private int give(Event event) {
        PlanVersion plan = plans.atOnce(event.kind()).orElse(null);
        if (plan == null) {
            return 0;
        }
        List<Directive> before = directives.of(event.caseNo());
        List<Order> orders = plan.content().ordersAtOnce().stream()
                .filter(each -> before.stream().noneMatch(one -> one.does(each.department(), each.text(), each.item())))
                .map(ResponseOrders::order)
                .toList();
        if (!orders.isEmpty()) {
            directives.giveAtOnce(event.caseNo(), orders, new Directive.Plan(plan.level(), plan.no(), plan.title()));
        }
        return orders.size();
    }

    /** What fails again is no accident: whoever can telephone and order by hand is told, once. */
    private void later(String caseNo) {
        Instant next = OfficialTime.now(clock).plus(REST);
        int failures = jdbc.sql("""
                        update emergency_first_directive set next_at = :next, failures = failures + 1
                         where event = :event and done_at is null returning failures""")
                .param("event", caseNo)
                .param("next", OfficialTime.of(next))
                .query(Integer.class)
                .optional()
                .orElse(0);
        if (failures == TOLD_AT) {
            Event event = events.find(caseNo).orElseThrow();
            notices.send(
                    new Audience(
                            List.of(), List.of(Group.name(event.lead(), Role.DUTY_COMMANDER), Role.SUPERVISOR.code())),
                    "emergency.response.notice.firstFailing",
                    List.of(shown.title(event)),
                    "/emergency/events/" + caseNo);
        }
    }
}
