package org.xieban.emergency.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.emergency.resource.Assignment;
import org.xieban.emergency.resource.ResourceAssignments;
import org.xieban.emergency.resource.Resources;
import org.xieban.emergency.support.DecisionSupport;
import org.xieban.emergency.support.NeededResource;

/** What was given to the event, and what is near that can be. */
@Component
@Order(5)
class ResourcesPart implements Part<ResourcesPart.Known> {

    /** As many as there are keys. */
    private static final int OFFERED = 9;

    private final ResourceAssignments resources;
    private final DecisionSupport support;

    ResourcesPart(ResourceAssignments resources, DecisionSupport support) {
        this.resources = resources;
        this.support = support;
    }

    /**
     * A resource that can be given.
     *
     * @param wanting how many of its kind the plan still wants
     */
    record Offer(Resources.Near near, int wanting) {

        /** How many of it one would give. */
        public int amount() {
            return Math.min(near.resource().free(), Math.max(1, wanting));
        }
    }

    /** @param offers none where nothing can be given any more */
    record Known(List<Assignment> there, List<Offer> offers) {}

    /** What is there, to whoever looks, and what he may give. */
    record Shown(List<Assignment> there, List<Offer> offers, boolean commands, String event) {}

    @Override
    public Known gather(Moment moment) {
        List<Assignment> there = resources.standing(moment.event().caseNo());
        return new Known(there, moment.event().state().open() ? offers(support.resources(moment.event())) : List.of());
    }

    /** What is wanting first; the nearest of each kind before the second of any. */
    static List<Offer> offers(List<NeededResource> needed) {
        List<NeededResource> byNeed = needed.stream()
                .sorted(Comparator.comparing((NeededResource each) -> each.wanting() == 0))
                .toList();
        int deepest =
                byNeed.stream().mapToInt(each -> each.nearest().size()).max().orElse(0);
        List<Offer> offers = new ArrayList<>();
        for (int nth = 0; nth < deepest; nth++) {
            for (NeededResource each : byNeed) {
                if (nth < each.nearest().size() && offers.size() < OFFERED) {
                    offers.add(new Offer(each.nearest().get(nth), each.wanting()));
                }
            }
        }
        return offers;
    }

    @Override
    public void show(Moment moment, Known known, Viewpoint to, Consumer<Piece> pieces) {
        List<Assignment> seen = known.there().stream()
                .filter(each -> to.sees(each.department()))
                .toList();
        pieces.accept(new Piece(
                "resources",
                null,
                "resources",
                new Shown(
                        seen,
                        to.commands() ? known.offers() : List.of(),
                        to.commands(),
                        moment.event().caseNo())));
    }
}
