package org.xieban.emergency.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanContent;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.emergency.support.CheckedItem;
import org.xieban.emergency.support.DecisionSupport;

/** What the plan for the event demands, and has not been ordered yet. */
@Component
@Order(3)
class PlanPart implements Part<Optional<PlanPart.Shown>> {

    private final ResponsePlans plans;
    private final DecisionSupport support;

    PlanPart(ResponsePlans plans, DecisionSupport support) {
        this.plans = plans;
        this.support = support;
    }

    /**
     * An order that the plan has ready.
     *
     * @param place in the plan, from 0
     * @param key by which it is chosen; null for none
     */
    record Planned(int place, @Nullable Integer key, PlanContent.PlannedOrder order) {}

    /** What the plan demands: how far it is met. */
    record Demand(String text, boolean ordered, boolean done) {}

    /** The plan as it stands against the event. */
    record Shown(String title, String event, List<Planned> planned, List<Demand> demands) {

        /** How many demands nobody was ordered to meet. */
        public long open() {
            return demands.stream().filter(each -> !each.ordered()).count();
        }
    }

    /** The plan that an event is answered by; before a response, that for its grade. */
    Optional<PlanVersion> of(Event event) {
        Grade level = event.level() == null ? event.grade() : event.level();
        return level == null ? Optional.empty() : plans.proposal(event.kind(), level);
    }

    @Override
    public Optional<Shown> gather(Moment moment) {
        return of(moment.event()).map(plan -> against(plan, moment));
    }

    private Shown against(PlanVersion plan, Moment moment) {
        List<Planned> planned = new ArrayList<>();
        for (int place = 0; place < plan.orders().size(); place++) {
            PlanContent.PlannedOrder order = plan.orders().get(place);
            if (moment.directives().stream()
                    .noneMatch(each -> each.does(order.department(), order.text(), order.item()))) {
                int key = planned.size() + 1;
                planned.add(new Planned(place, key > 9 ? null : key, order));
            }
        }
        List<Demand> demands = support.checklist(moment.event()).stream()
                .map(item -> new Demand(
                        item.text(), item.state() != CheckedItem.State.OPEN, item.state() == CheckedItem.State.DONE))
                .toList();
        return new Shown(plan.title(), moment.event().caseNo(), planned, demands);
    }

    @Override
    public void show(Moment moment, Optional<Shown> known, Viewpoint to, Consumer<Piece> pieces) {
        if (known.isEmpty() || to.right() == Viewpoint.Right.PART) {
            return;
        }
        if (to.commands() && moment.event().state().open()) {
            pieces.accept(new Piece("planned", null, "planned", known.get()));
        }
        pieces.accept(new Piece("demands", null, "demands", known.get()));
    }
}
