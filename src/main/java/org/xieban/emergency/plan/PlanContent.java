package org.xieban.emergency.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.resource.Resource;

/**
 * What a plan says.
 *
 * @param title what it is called
 * @param conditions when the response starts, in words
 * @param checklist what must be done, whoever does it
 * @param contacts codes of whom to call
 * @param resources what to bring
 */
public record PlanContent(
        String title,
        String conditions,
        List<Item> checklist,
        List<PlannedOrder> orders,
        List<String> contacts,
        List<Need> resources) {

    public PlanContent {
        checklist = List.copyOf(checklist);
        orders = List.copyOf(orders);
        contacts = List.copyOf(contacts);
        resources = List.copyOf(resources);
    }

    /**
     * What a plan demands; met by an order or ticked by hand.
     *
     * @param code the same in all levels of a kind where it means the same: what was done stays done when the level changes
     */
    public record Item(String code, String text) {}

    /**
     * What a department is ordered.
     *
     * @param acknowledgeMinutes within which it has to acknowledge
     * @param completeMinutes within which it has to be done
     * @param item code of the item of the checklist that it meets; null for none
     * @param atOnce whether it is given when an alarm opens an event of the kind, before anybody has verified it (先期处置)
     */
    public record PlannedOrder(
            String department,
            String text,
            int acknowledgeMinutes,
            int completeMinutes,
            @Nullable String item,
            boolean atOnce) {}

    /** So many of a kind of resource. */
    public record Need(Resource.Kind kind, int amount) {}

    /** What is ordered before anybody has verified what an alarm says. */
    public List<PlannedOrder> ordersAtOnce() {
        return orders.stream().filter(PlannedOrder::atOnce).toList();
    }

    /** The item of the checklist of that code. */
    public Optional<Item> item(@Nullable String code) {
        return checklist.stream().filter(each -> each.code().equals(code)).findFirst();
    }
}
