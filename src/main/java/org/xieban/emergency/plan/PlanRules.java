package org.xieban.emergency.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.xieban.web.Refusal;

/** What a plan must say before it is kept: it may be needed the same night. */
final class PlanRules {

    static final int LONGEST_TITLE = 120;
    static final int LONGEST_TEXT = 1000;
    static final int MOST_ROWS = 50;

    /** A week: what takes longer is no order of an emergency. */
    static final int MOST_MINUTES = 7 * 24 * 60;

    private static final int MOST_NEEDED = 100_000;

    private final Predicate<String> department;
    private final Predicate<String> contact;

    /**
     * @param department whether there is one of that code that somebody works for
     * @param contact whether there is one of that code that is still to be called
     */
    PlanRules(Predicate<String> department, Predicate<String> contact) {
        this.department = department;
        this.contact = contact;
    }

    /**
     * Looks at all of it.
     *
     * @throws Refusal {@code responsePlan.wrong} (422) at every field that is wrong: {@code title}, {@code
     *     orders[0].text}
     */
    void check(PlanContent content) {
        Refusal wrong = Refusal.rule("responsePlan.wrong");
        wrong = text(wrong, "title", content.title(), LONGEST_TITLE);
        wrong = text(wrong, "conditions", content.conditions(), LONGEST_TEXT);
        if (content.orders().isEmpty()) {
            wrong = wrong.at("orders", "responsePlan.noOrders");
        }
        for (String list : List.of("orders", "checklist", "contacts", "resources")) {
            if (size(content, list) > MOST_ROWS) {
                wrong = wrong.at(list, "responsePlan.tooMany", MOST_ROWS);
            }
        }
        wrong = checklist(wrong, content);
        wrong = orders(wrong, content);
        Set<String> called = new HashSet<>();
        for (int i = 0; i < content.contacts().size(); i++) {
            String code = content.contacts().get(i);
            if (!contact.test(code)) {
                wrong = wrong.at("contacts[" + i + "]", "responsePlan.contact", code);
            } else if (!called.add(code)) {
                wrong = wrong.at("contacts[" + i + "]", "responsePlan.twice");
            }
        }
        Set<Object> needed = new HashSet<>();
        for (int i = 0; i < content.resources().size(); i++) {
            PlanContent.Need need = content.resources().get(i);
            if (need.amount() < 1 || need.amount() > MOST_NEEDED) {
                wrong = wrong.at("resources[" + i + "].amount", "register.number", 1, MOST_NEEDED);
            }
            if (!needed.add(need.kind())) {
                wrong = wrong.at("resources[" + i + "].kind", "responsePlan.twice");
            }
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    private static int size(PlanContent content, String list) {
        return switch (list) {
            case "orders" -> content.orders().size();
            case "checklist" -> content.checklist().size();
            case "contacts" -> content.contacts().size();
            default -> content.resources().size();
        };
    }

    private static Refusal checklist(Refusal before, PlanContent content) {
        Refusal wrong = before;
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < content.checklist().size(); i++) {
            PlanContent.Item item = content.checklist().get(i);
            wrong = text(wrong, "checklist[" + i + "].text", item.text(), LONGEST_TEXT);
            if (!item.code().matches("[a-z0-9][a-z0-9-]{0,39}") || !codes.add(item.code())) {
                wrong = wrong.at("checklist[" + i + "].text", "responsePlan.twice");
            }
        }
        return wrong;
    }

    private Refusal orders(Refusal before, PlanContent content) {
        Refusal wrong = before;
        for (int i = 0; i < content.orders().size(); i++) {
            PlanContent.PlannedOrder order = content.orders().get(i);
            String at = "orders[" + i + "].";
            if (!department.test(order.department())) {
                wrong = wrong.at(at + "department", "responsePlan.department");
            }
            wrong = text(wrong, at + "text", order.text(), LONGEST_TEXT);
            if (order.acknowledgeMinutes() < 1 || order.acknowledgeMinutes() > MOST_MINUTES) {
                wrong = wrong.at(at + "acknowledgeMinutes", "register.number", 1, MOST_MINUTES);
            }
            if (order.completeMinutes() < 1 || order.completeMinutes() > MOST_MINUTES) {
                wrong = wrong.at(at + "completeMinutes", "register.number", 1, MOST_MINUTES);
            } else if (order.completeMinutes() < order.acknowledgeMinutes()) {
                wrong = wrong.at(at + "completeMinutes", "responsePlan.order");
            }
            if (order.item() != null && content.item(order.item()).isEmpty()) {
                wrong = wrong.at(at + "item", "responsePlan.noItem");
            }
        }
        return wrong;
    }

    private static Refusal text(Refusal wrong, String field, String text, int most) {
        if (text.isBlank()) {
            return wrong.at(field, "register.missing");
        }
        return text.length() > most ? wrong.at(field, "register.tooLong", most) : wrong;
    }
}
