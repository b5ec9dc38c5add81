package org.xieban.emergency.directive;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.outreach.Recipient;
import org.xieban.web.OfficeTexts;

/** Tells the departments that have a system of their own, by the receiver that is registered under the department's code. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DirectiveOutreach {

    private final Outreach outreach;
    private final DirectiveShown shown;
    private final OfficeTexts texts;

    DirectiveOutreach(Outreach outreach, DirectiveShown shown, OfficeTexts texts) {
        this.outreach = outreach;
        this.shown = shown;
        this.texts = texts;
    }

    /**
     * Tells of directives as they are given, each under a key of its own.
     *
     * @param plan in whose name they are given at once, null for none
     */
    void given(Event event, List<Order> orders, List<String> numbers, Directive.@Nullable Plan plan) {
        Set<String> told =
                outreach.receiving(orders.stream().map(Order::department).collect(Collectors.toSet()));
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            if (told.contains(order.department())) {
                send(
                        event.drill(),
                        order.department(),
                        numbers.get(i),
                        texts.office("directive.outreach.subject", event.title()),
                        texts.office(
                                        "directive.outreach.text",
                                        order.text(),
                                        numbers.get(i),
                                        order.acknowledgeWithin().toMinutes(),
                                        order.completeWithin().toMinutes())
                                + (plan == null ? "" : "\n" + shown.named(plan)),
                        "directive-" + numbers.get(i));
            }
        }
    }

    /** Tells that one is withdrawn. */
    void withdrawn(Directive directive, String reason) {
        if (!outreach.receiving(Set.of(directive.department())).isEmpty()) {
            send(
                    directive.drill(),
                    directive.department(),
                    directive.number(),
                    texts.office("directive.outreach.withdrawn", directive.number()),
                    texts.office("directive.outreach.withdrawnText", directive.text(), reason),
                    "directive-withdrawn-" + directive.number());
        }
    }

    private void send(boolean drill, String department, String number, String subject, String text, String key) {
        outreach.send(
                new Purpose(Purpose.Kind.DIRECTIVE, number, drill),
                List.of(Recipient.receiver(department)),
                subject,
                text,
                key);
    }
}
