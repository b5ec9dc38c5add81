package org.xieban.emergency.directive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xieban.directory.DepartmentNames;

/**
 * Orders as they are typed: for one department that was chosen; or a line for each, which begins with the department's
 * name.
 *
 * @param key of the form, so that what is sent twice is not given twice
 * @param instruction number of the instruction from above that they come from
 */
record DirectiveForm(
        @Nullable String department,
        @Nullable String text,
        @Nullable String acknowledgeMinutes,
        @Nullable String completeMinutes,
        @Nullable String planItem,
        @Nullable String instruction,
        @Nullable String key) {

    /** How long a department has to acknowledge and to complete, unless somebody says otherwise. */
    private static final int ACKNOWLEDGE = 10;

    private static final int COMPLETE = 120;

    /** One to begin with. */
    static DirectiveForm begun(@Nullable String instruction) {
        return new DirectiveForm(
                null,
                null,
                String.valueOf(ACKNOWLEDGE),
                String.valueOf(COMPLETE),
                null,
                instruction,
                UUID.randomUUID().toString());
    }

    /** What is meant; whether it may be is for the rules to say. */
    List<Order> read(DepartmentNames names) {
        String all = said(text);
        if (!said(department).isEmpty() || all.isEmpty()) {
            return List.of(order(said(department), all));
        }
        List<Order> orders = new ArrayList<>();
        for (String line :
                all.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            orders.add(named(line, names));
        }
        return orders;
    }

    private Order named(String line, DepartmentNames names) {
        String code = "";
        String name = "";
        for (Map<String, String> each : List.of(names.byCode(), names.shortByCode())) {
            Map.Entry<String, String> found = each.entrySet().stream()
                    .filter(one -> line.startsWith(one.getValue()))
                    .max(Comparator.comparingInt(one -> one.getValue().length()))
                    .orElse(null);
            if (found != null && found.getValue().length() > name.length()) {
                code = found.getKey();
                name = found.getValue();
            }
        }
        return order(code, line.substring(name.length()).replaceFirst("^[\\s\u3000：:，,、]+", ""));
    }

    private Order order(String to, String what) {
        String item = said(planItem);
        return new Order(to, what, minutes(acknowledgeMinutes), minutes(completeMinutes), item.isEmpty() ? null : item);
    }

    /** None where it is no number, so that the rules refuse it at its field. */
    private static Duration minutes(@Nullable String given) {
        String digits = said(given);
        return digits.matches("[0-9]{1,6}") ? Duration.ofMinutes(Integer.parseInt(digits)) : Duration.ZERO;
    }

    static String said(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
