package org.xieban.emergency.response;

import java.util.ArrayList;
import java.util.List;
import org.springframework.util.MultiValueMap;

/**
 * A draft of orders as it is typed: one row each, and some that are still empty.
 *
 * @param version of the event that was seen
 */
record OrdersForm(int version, List<Row> rows) {

    private static final int EMPTY_ROWS = 3;
    private static final Row EMPTY = new Row("", "", "10", "120", "");

    /** A row; the minutes as they were typed. */
    record Row(String department, String text, String acknowledge, String complete, String planItem) {

        boolean none() {
            return department.isBlank() && text.isBlank();
        }

        DraftOrder read() {
            return new DraftOrder(
                    department,
                    text.strip(),
                    minutes(acknowledge),
                    minutes(complete),
                    planItem.isBlank() ? null : planItem.strip());
        }

        private static int minutes(String typed) {
            // what is no number of minutes is refused as one
            return typed.strip().matches("[0-9]{1,6}") ? Integer.parseInt(typed.strip()) : 0;
        }
    }

    static OrdersForm of(int version, List<DraftOrder> orders) {
        List<Row> rows = new ArrayList<>();
        for (DraftOrder order : orders) {
            rows.add(new Row(
                    order.department(),
                    order.text(),
                    String.valueOf(order.acknowledge()),
                    String.valueOf(order.complete()),
                    order.planItem() == null ? "" : order.planItem()));
        }
        return new OrdersForm(version, rows);
    }

    /** What was typed; rows that say nothing are left out. */
    static OrdersForm typed(int version, MultiValueMap<String, String> typed) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < typed.getOrDefault("department", List.of()).size(); i++) {
            Row row = new Row(
                    at(typed, "department", i),
                    at(typed, "text", i),
                    at(typed, "acknowledge", i),
                    at(typed, "complete", i),
                    at(typed, "planItem", i));
            if (!row.none()) {
                rows.add(row);
            }
        }
        return new OrdersForm(version, rows);
    }

    private static String at(MultiValueMap<String, String> typed, String name, int index) {
        List<String> values = typed.getOrDefault(name, List.of());
        return index < values.size() ? values.get(index) : "";
    }

    List<DraftOrder> read() {
        return rows.stream().map(Row::read).toList();
    }

    /** With rows that are still empty behind them. */
    OrdersForm withEmptyRows() {
        List<Row> more = new ArrayList<>(rows);
        for (int i = 0; i < EMPTY_ROWS; i++) {
            more.add(EMPTY);
        }
        return new OrdersForm(version, more);
    }
}
