package org.xieban.emergency.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanContent.Item;
import org.xieban.emergency.plan.PlanContent.Need;
import org.xieban.emergency.plan.PlanContent.PlannedOrder;
import org.xieban.emergency.resource.Resource;
import org.xieban.web.Refusal;

/** A plan as it is typed: rows in which nothing stands are none, and what is no number stays as it was typed. */
record PlanForm(
        String title,
        String conditions,
        List<ItemRow> items,
        List<OrderRow> orders,
        List<String> contacts,
        List<NeedRow> needs) {

    private static final int BLANK_ROWS = 3;

    static final PlanForm EMPTY = new PlanForm("", "", List.of(), List.of(), List.of(), List.of());

    record ItemRow(String code, String text) {}

    /**
     * @param item place of the item in the checklist, from 1; empty for none
     * @param atOnce {@code true} where it is
     */
    record OrderRow(String department, String text, String acknowledge, String complete, String item, String atOnce) {}

    record NeedRow(String kind, String amount) {}

    static PlanForm of(PlanContent content) {
        List<String> codes = content.checklist().stream().map(Item::code).toList();
        return new PlanForm(
                content.title(),
                content.conditions(),
                content.checklist().stream()
                        .map(each -> new ItemRow(each.code(), each.text()))
                        .toList(),
                content.orders().stream()
                        .map(each -> new OrderRow(
                                each.department(),
                                each.text(),
                                String.valueOf(each.acknowledgeMinutes()),
                                String.valueOf(each.completeMinutes()),
                                each.item() == null ? "" : String.valueOf(codes.indexOf(each.item()) + 1),
                                String.valueOf(each.atOnce())))
                        .toList(),
                content.contacts(),
                content.resources().stream()
                        .map(each -> new NeedRow(each.kind().name(), String.valueOf(each.amount())))
                        .toList());
    }

    /** @param typed the fields of the page, those of rows beside each other */
    static PlanForm of(Map<String, List<String>> typed) {
        List<ItemRow> items = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < rows(typed, "itemText"); i++) {
            String text = at(typed, "itemText", i);
            if (!text.isEmpty()) {
                items.add(new ItemRow(at(typed, "itemCode", i), text));
            }
            places.add(text.isEmpty() ? 0 : items.size());
        }
        List<OrderRow> orders = new ArrayList<>();
        for (int i = 0; i < rows(typed, "orderText"); i++) {
            OrderRow row = new OrderRow(
                    at(typed, "orderDepartment", i),
                    at(typed, "orderText", i),
                    at(typed, "orderAcknowledge", i),
                    at(typed, "orderComplete", i),
                    place(at(typed, "orderItem", i), places),
                    at(typed, "orderAtOnce", i));
            if (!(row.department() + row.text()).isEmpty()) {
                orders.add(row);
            }
        }
        List<NeedRow> needs = new ArrayList<>();
        for (int i = 0; i < rows(typed, "needKind"); i++) {
            NeedRow row = new NeedRow(at(typed, "needKind", i), at(typed, "needAmount", i));
            if (!(row.kind() + row.amount()).isEmpty()) {
                needs.add(row);
            }
        }
        return new PlanForm(
                at(typed, "title", 0),
                at(typed, "conditions", 0),
                items,
                orders,
                typed.getOrDefault("contact", List.of()).stream()
                        .filter(code -> !code.isBlank())
                        .toList(),
                needs);
    }

    /** Where an item stands once the empty rows before it are gone; beyond the list where there is none. */
    private static String place(String typed, List<Integer> places) {
        if (typed.isEmpty()) {
            return "";
        }
        int place = number(typed);
        int kept = place >= 1 && place <= places.size() ? places.get(place - 1) : 0;
        return String.valueOf(kept == 0 ? places.size() + 1 : kept);
    }

    private static int rows(Map<String, List<String>> typed, String field) {
        return Math.min(typed.getOrDefault(field, List.of()).size(), PlanRules.MOST_ROWS + BLANK_ROWS);
    }

    private static String at(Map<String, List<String>> typed, String field, int row) {
        List<String> values = typed.getOrDefault(field, List.of());
        return row < values.size() ? values.get(row).strip() : "";
    }

    /** Zero for what is none, which no rule lets through. */
    private static int number(String typed) {
        return typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : 0;
    }

    /**
     * What it says.
     *
     * @param level of whose plan it is: what is new in the checklist is told from other levels' by it
     * @throws Refusal {@code responsePlan.wrong} (422) where a resource has no kind
     */
    PlanContent content(Grade level) {
        List<Item> checklist = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        items.forEach(each -> taken.add(each.code()));
        for (ItemRow row : items) {
            String code = row.code().isEmpty() ? fresh(level, taken) : row.code();
            checklist.add(new Item(code, row.text()));
        }
        List<Need> resources = new ArrayList<>();
        for (int i = 0; i < needs.size(); i++) {
            NeedRow row = needs.get(i);
            try {
                resources.add(new Need(Resource.Kind.valueOf(row.kind()), number(row.amount())));
            } catch (IllegalArgumentException none) {
                throw Refusal.rule("responsePlan.wrong").at("resources[" + i + "].kind", "register.missing");
            }
        }
        return new PlanContent(
                title,
                conditions,
                checklist,
                orders.stream()
                        .map(each -> new PlannedOrder(
                                each.department(),
                                each.text(),
                                number(each.acknowledge()),
                                number(each.complete()),
                                each.item().isEmpty() ? null : code(checklist, number(each.item())),
                                Boolean.parseBoolean(each.atOnce())))
                        .toList(),
                contacts,
                resources);
    }

    private static String code(List<Item> checklist, int place) {
        return place >= 1 && place <= checklist.size()
                ? checklist.get(place - 1).code()
                : "";
    }

    private static String fresh(Grade level, Set<String> taken) {
        String prefix = level.name().toLowerCase(Locale.ROOT) + "-";
        String code = IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> prefix + i)
                .filter(each -> !taken.contains(each))
                .findFirst()
                .orElseThrow();
        taken.add(code);
        return code;
    }

    /** The same with some empty rows to go on. */
    PlanForm withBlankRows() {
        return new PlanForm(
                title,
                conditions,
                and(items, new ItemRow("", "")),
                and(orders, new OrderRow("", "", "", "", "", "")),
                contacts,
                and(needs, new NeedRow("", "")));
    }

    private static <T> List<T> and(List<T> rows, T blank) {
        List<T> more = new ArrayList<>(rows);
        for (int i = 0; i < BLANK_ROWS; i++) {
            more.add(blank);
        }
        return more;
    }
}
