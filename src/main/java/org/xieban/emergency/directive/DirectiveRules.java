package org.xieban.emergency.directive;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.emergency.event.Event;
import org.xieban.web.Refusal;

/** What may be ordered, and when. */
@Component
class DirectiveRules {

    static final int LONGEST = 2000;
    static final int LONGEST_ITEM = 200;
    static final int LONGEST_KEY = 200;

    /** More than an event has departments to order; a thousand by mistake are none. */
    static final int MOST = 500;

    static final Duration LONGEST_ACKNOWLEDGEMENT = Duration.ofHours(24);
    static final Duration LONGEST_COMPLETION = Duration.ofDays(30);

    private final Departments departments;

    DirectiveRules(Departments departments) {
        this.departments = departments;
    }

    /**
     * Refuses to order anything in an event that is over, or not verified: before that only what a plan orders at once.
     *
     * @throws Refusal {@code directive.unverified}, {@code directive.eventOver} (409)
     */
    static void checkOpen(Event event, boolean atOnce) {
        if (event.state() == Event.State.REPORTED && !atOnce) {
            throw Refusal.conflict("directive.unverified", event.caseNo());
        }
        if (!event.state().open()) {
            throw Refusal.conflict("directive.eventOver", event.caseNo());
        }
    }

    /**
     * Refuses what is no order.
     *
     * @throws Refusal {@code directive.invalid} (422) naming every field at fault, of one among several below {@code
     *     orders[n]}
     */
    void check(List<Order> orders, String key) {
        Refusal wrong = Refusal.rule("directive.invalid");
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            wrong = wrong.at("key", "directive.key", LONGEST_KEY);
        }
        if (orders.isEmpty() || orders.size() > MOST) {
            wrong = wrong.at("orders", "directive.noOrders", MOST);
        }
        Set<String> known = departments.all().stream().map(Department::code).collect(Collectors.toSet());
        for (int i = 0; i < orders.size(); i++) {
            wrong = check(wrong, orders.size() == 1 ? "" : "orders[" + i + "].", orders.get(i), known);
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    private static Refusal check(Refusal wrong, String of, Order order, Set<String> known) {
        Refusal all = wrong;
        if (order.department().isBlank()) {
            all = all.at(of + "department", "directive.nobody");
        } else if (!known.contains(order.department())) {
            all = all.at(of + "department", "department.unknown", order.department());
        }
        if (order.text().isBlank()) {
            all = all.at(of + "text", "directive.empty");
        } else if (order.text().length() > LONGEST) {
            all = all.at(of + "text", "filter.tooLong", LONGEST);
        }
        String item = order.planItem();
        if (item != null && item.length() > LONGEST_ITEM) {
            all = all.at(of + "planItem", "filter.tooLong", LONGEST_ITEM);
        }
        if (!within(order.acknowledgeWithin(), LONGEST_ACKNOWLEDGEMENT)) {
            all = all.at(of + "acknowledgeMinutes", "directive.acknowledgeTerm", LONGEST_ACKNOWLEDGEMENT.toMinutes());
        }
        if (!within(order.completeWithin(), LONGEST_COMPLETION)
                || order.completeWithin().compareTo(order.acknowledgeWithin()) < 0) {
            all = all.at(of + "completeMinutes", "directive.completeTerm", LONGEST_COMPLETION.toMinutes());
        }
        return all;
    }

    private static boolean within(Duration given, Duration longest) {
        return given.toMinutes() >= 1
                && given.equals(Duration.ofMinutes(given.toMinutes()))
                && given.compareTo(longest) <= 0;
    }

    /**
     * A text that has to be said.
     *
     * @throws Refusal {@code directive.invalid} (422) at the field, with the code where it is empty
     */
    static String said(String field, String code, String given) {
        String text = given.strip();
        if (text.isEmpty()) {
            throw Refusal.rule("directive.invalid").at(field, code);
        }
        if (text.length() > LONGEST) {
            throw Refusal.rule("directive.invalid").at(field, "filter.tooLong", LONGEST);
        }
        return text;
    }
}
