package org.xieban.emergency.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.emergency.ReportedEvents;

/** Two hundred orders are given in one event at once; beside as many transactions with a single row. */
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
@Tag("bench")
class DirectivesBench {

    private static final int ORDERS = 200;
    private static final int RUNS = 5;

    @Autowired
    private ReportedEvents events;

    @Autowired
    private Directives directives;

    @Autowired
    private Departments departments;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void twoHundredOrdersAreGiven() {
        List<String> codes = departments.all().stream().map(Department::code).toList();
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(new Order(
                    codes.get(i % codes.size()),
                    "转移第 " + i + " 网格低洼地区人员",
                    Duration.ofMinutes(10),
                    Duration.ofHours(2),
                    null));
        }
        jdbc.sql("create table bench_floor (id int, content text)").update();
        double floor = Double.MAX_VALUE;
        double given = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            for (int i = 0; i < ORDERS; i++) {
                int id = i;
                transaction.executeWithoutResult(status -> jdbc.sql("insert into bench_floor values (:id, 'a row')")
                        .param("id", id)
                        .update());
            }
            floor = Math.min(floor, (System.nanoTime() - begun) / 1e6);
            String event = events.verified("沙河洪水");
            begun = System.nanoTime();
            assertThat(directives.give(event, orders, "bench")).hasSize(ORDERS);
            given = Math.min(given, (System.nanoTime() - begun) / 1e6);
        }
        jdbc.sql("drop table bench_floor").update();
        System.out.printf(
                "directives: %d given at once in %.0f ms (best of %d), %.1f ms each; %d durable transactions of one row"
                        + " in %.0f ms: %.2f times%n",
                ORDERS, given, RUNS, given / ORDERS, ORDERS, floor, given / floor);
    }
}
