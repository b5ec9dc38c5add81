package org.xieban.emergency.directive;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.emergency.event.Event;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.TransactionMemory;
import org.xieban.web.OfficeTexts;

/** A directive in the office's words, as forms, lists and messages have it. */
@Component
class DirectiveShown {

    /** So much of an order is in the title of its case. */
    private static final int BRIEF = 40;

    private final Departments departments;
    private final OfficeTexts texts;
    private final TransactionMemory<String, DepartmentNames> names = new TransactionMemory<>();

    DirectiveShown(Departments departments, OfficeTexts texts) {
        this.departments = departments;
        this.texts = texts;
    }

    DepartmentNames names() {
        return names.get("", all -> DepartmentNames.of(departments));
    }

    /** What the case of one is called. */
    String title(Event event, Order order) {
        return marked(event.drill(), names().shortOf(order.department()) + " · " + brief(order.text()));
    }

    /** A text with the mark of a drill, where it is of one. */
    String marked(boolean drill, String text) {
        return drill ? texts.office("directive.drillMark", text) : text;
    }

    static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = Math.min(
                line.length(), line.offsetByCodePoints(0, Math.min(BRIEF, line.codePointCount(0, line.length()))));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }

    /**
     * What the forms of its steps show.
     *
     * @param instruction from above that it comes from, null for none
     * @param plan in whose name it is given at once, null for none
     */
    Map<String, @Nullable Object> of(
            Event event,
            Order order,
            @Nullable Instruction instruction,
            Directive.@Nullable Plan plan,
            Instant givenAt) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("drillText", event.drill() ? texts.office("directive.drillText") : "");
        shown.put("eventText", event.title());
        shown.put("placeText", event.place());
        shown.put("orderText", order.text());
        shown.put("directedText", names().of(order.department()));
        shown.put(
                "giverText",
                plan == null
                        ? names().of(event.lead())
                        : texts.office("directive.atOnce.giver", names().of(event.lead())));
        shown.put("planItemText", plan != null ? named(plan) : order.planItem() == null ? "" : order.planItem());
        shown.put(
                "instructionText",
                instruction == null ? "" : texts.office("instruction.said", instruction.saidBy(), instruction.text()));
        shown.put("completeByText", OfficialTime.minute(givenAt.plus(order.completeWithin())));
        return shown;
    }

    /** The plan in whose name something was ordered at once; null for none. */
    @Nullable
    String named(Directive.@Nullable Plan plan) {
        return plan == null ? null : texts.office("directive.atOnce.plan", plan.title(), String.valueOf(plan.no()));
    }
}
