package org.xieban.emergency.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.plan.PlanContent.PlannedOrder;

/** What a later version of a plan says otherwise; an order is the same where it is the same department's, in turn. */
final class PlanDifference {

    private final List<Change> changes = new ArrayList<>();

    private PlanDifference() {}

    /** What a change is about. */
    enum Part {
        TITLE,
        CONDITIONS,
        ITEM,
        ORDER,
        ORDER_ACKNOWLEDGE,
        ORDER_COMPLETE,
        ORDER_ITEM,
        ORDER_AT_ONCE,
        CONTACT,
        RESOURCE;

        public String textKey() {
            return "emergency.plan.part." + name();
        }
    }

    /**
     * One thing that is otherwise.
     *
     * @param of which: a department, the code of an item or contact, a kind of resource; empty of the plan itself
     * @param before null where it is new
     * @param after null where it is gone
     */
    record Change(
            Part part,
            String of,
            @Nullable String before,
            @Nullable String after) {}

    static List<Change> between(PlanContent before, PlanContent after) {
        PlanDifference difference = new PlanDifference();
        difference.compare(Part.TITLE, Map.of("", before.title()), Map.of("", after.title()));
        difference.compare(Part.CONDITIONS, Map.of("", before.conditions()), Map.of("", after.conditions()));
        difference.compare(Part.ITEM, items(before), items(after));
        difference.orders(before, after);
        difference.compare(Part.CONTACT, contacts(before), contacts(after));
        difference.compare(Part.RESOURCE, resources(before), resources(after));
        return List.copyOf(difference.changes);
    }

    private void compare(Part part, Map<String, String> before, Map<String, String> after) {
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        all.forEach(of -> change(part, of, before.get(of), after.get(of)));
    }

    private void change(Part part, String of, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            changes.add(new Change(part, of, before, after));
        }
    }

    private void orders(PlanContent before, PlanContent after) {
        Map<String, PlannedOrder> earlier = orders(before);
        Map<String, PlannedOrder> later = orders(after);
        Set<String> all = new LinkedHashSet<>(earlier.keySet());
        all.addAll(later.keySet());
        for (String key : all) {
            PlannedOrder one = earlier.get(key);
            PlannedOrder other = later.get(key);
            String department = key.substring(0, key.indexOf(' '));
            change(Part.ORDER, department, one == null ? null : one.text(), other == null ? null : other.text());
            if (one != null && other != null) {
                change(
                        Part.ORDER_ACKNOWLEDGE,
                        department,
                        String.valueOf(one.acknowledgeMinutes()),
                        String.valueOf(other.acknowledgeMinutes()));
                change(
                        Part.ORDER_COMPLETE,
                        department,
                        String.valueOf(one.completeMinutes()),
                        String.valueOf(other.completeMinutes()));
                change(Part.ORDER_ITEM, department, text(before, one.item()), text(after, other.item()));
                change(Part.ORDER_AT_ONCE, department, mark(one), mark(other));
            }
        }
    }

    /** Said by the page in words; null where it is not marked. */
    private static @Nullable String mark(PlannedOrder order) {
        return order.atOnce() ? "✓" : null;
    }

    private static @Nullable String text(PlanContent content, @Nullable String item) {
        return content.item(item).map(PlanContent.Item::text).orElse(null);
    }

    private static Map<String, PlannedOrder> orders(PlanContent content) {
        Map<String, Integer> turns = new HashMap<>();
        Map<String, PlannedOrder> orders = new LinkedHashMap<>();
        content.orders()
                .forEach(each ->
                        orders.put(each.department() + " " + turns.merge(each.department(), 1, Integer::sum), each));
        return orders;
    }

    private static Map<String, String> items(PlanContent content) {
        Map<String, String> items = new LinkedHashMap<>();
        content.checklist().forEach(each -> items.put(each.code(), each.text()));
        return items;
    }

    private static Map<String, String> contacts(PlanContent content) {
        Map<String, String> contacts = new LinkedHashMap<>();
        content.contacts().forEach(each -> contacts.put(each, each));
        return contacts;
    }

    private static Map<String, String> resources(PlanContent content) {
        Map<String, String> resources = new LinkedHashMap<>();
        content.resources().forEach(each -> resources.put(each.kind().name(), String.valueOf(each.amount())));
        return resources;
    }
}
