package org.xieban.emergency.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanContent;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.web.Refusal;

/** What is ordered when a response starts or is raised: as the plan has it, until somebody makes it otherwise. */
@Component
@Transactional
class ResponseOrders {

    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_ITEM = 200;
    private static final int MOST_ACKNOWLEDGE = (int) Duration.ofHours(24).toMinutes();
    private static final int MOST_COMPLETE = (int) Duration.ofDays(30).toMinutes();

    private final ResponsePlans plans;
    private final Directives directives;
    private final Departments departments;

    ResponseOrders(ResponsePlans plans, Directives directives, Departments departments) {
        this.plans = plans;
        this.directives = directives;
        this.departments = departments;
    }

    /**
     * What the plan for a level has that was not ordered yet: all of it when a response starts, the difference when it is
     * raised. What is under way goes on, also where the level becomes milder.
     */
    @Transactional(readOnly = true)
    List<DraftOrder> planned(Event event, Grade level) {
        List<Directive> given = directives.of(event.caseNo());
        return plans.proposal(event.kind(), level).map(PlanVersion::orders).orElse(List.of()).stream()
                .map(ResponseOrders::draft)
                .filter(each -> by(given, each).isEmpty())
                .toList();
    }

    /** By which of those a department is, or was, at an order already: it is not ordered the same of a plan twice. */
    private static Optional<Directive> by(List<Directive> given, DraftOrder order) {
        return given.stream()
                .filter(each -> each.does(order.department(), order.text(), order.planItem()))
                .findFirst();
    }

    /** What a plan orders, to be given. */
    static Order order(PlanContent.PlannedOrder planned) {
        return order(draft(planned));
    }

    private static Order order(DraftOrder draft) {
        return new Order(
                draft.department(),
                draft.text(),
                Duration.ofMinutes(draft.acknowledge()),
                Duration.ofMinutes(draft.complete()),
                draft.planItem());
    }

    private static DraftOrder draft(PlanContent.PlannedOrder planned) {
        return new DraftOrder(
                planned.department(),
                planned.text(),
                planned.acknowledgeMinutes(),
                planned.completeMinutes(),
                planned.item());
    }

    /**
     * Refuses what is no draft of orders, or would be given somebody a second time.
     *
     * @throws Refusal {@code response.orders} (422) naming every field at fault, as {@code orders[n].field}
     */
    void check(String caseNo, List<DraftOrder> orders) {
        List<Directive> given = directives.of(caseNo);
        Refusal wrong = Refusal.rule("response.orders");
        if (orders.size() > MOST) {
            wrong = wrong.at("orders", "response.tooManyOrders", MOST);
        }
        Set<String> known = departments.all().stream().map(Department::code).collect(Collectors.toSet());
        for (int i = 0; i < orders.size(); i++) {
            DraftOrder order = orders.get(i);
            String of = "orders[" + i + "].";
            wrong = known.contains(order.department())
                    ? wrong
                    : wrong.at(of + "department", "department.unknown", order.department());
            wrong = order.text().isBlank() ? wrong.at(of + "text", "response.orderText") : wrong;
            wrong = order.text().length() > LONGEST_TEXT
                    ? wrong.at(of + "text", "filter.tooLong", LONGEST_TEXT)
                    : wrong;
            Directive before = by(given, order).orElse(null);
            wrong = before == null ? wrong : wrong.at(of + "text", "response.orderedBefore", before.number());
            String item = order.planItem();
            wrong = item != null && item.length() > LONGEST_ITEM
                    ? wrong.at(of + "planItem", "filter.tooLong", LONGEST_ITEM)
                    : wrong;
            boolean terms = order.acknowledge() >= 1
                    && order.acknowledge() <= MOST_ACKNOWLEDGE
                    && order.complete() >= order.acknowledge()
                    && order.complete() <= MOST_COMPLETE;
            wrong = terms
                    ? wrong
                    : wrong.at(of + "acknowledge", "response.orderTerms", MOST_ACKNOWLEDGE, MOST_COMPLETE);
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    /** Those who were ordered something in an event, or are with a proposal. */
    @Transactional(readOnly = true)
    Set<String> departments(ResponseProposal proposal) {
        Set<String> ordered = new TreeSet<>();
        directives.of(proposal.caseNo()).forEach(each -> ordered.add(each.department()));
        proposal.orders().forEach(each -> ordered.add(each.department()));
        return ordered;
    }

    /** Sends what was proposed, once; what somebody has ordered since it was proposed is not ordered again. */
    void give(ResponseProposal proposal) {
        List<Directive> given = directives.of(proposal.caseNo());
        List<Order> orders = proposal.orders().stream()
                .filter(each -> by(given, each).isEmpty())
                .map(ResponseOrders::order)
                .toList();
        if (!orders.isEmpty()) {
            directives.give(proposal.caseNo(), orders, "response/" + proposal.caseNo() + "/" + proposal.no());
        }
    }
}
