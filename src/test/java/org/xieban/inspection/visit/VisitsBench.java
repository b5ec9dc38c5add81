package org.xieban.inspection.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.inspection.Plans;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/**
 * Ten thousand planned visits of two departments begin, each in a transaction of its own, while somebody reads his work
 * list; beside how many transactions with a single row this machine makes durable at all, and his list before.
 */
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
@Tag("bench")
class VisitsBench {

    private static final int VISITS = Integer.getInteger("bench.visits", 10_000);
    private static final int FLOOR = 2_000;
    private static final String READER = "handler.li";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private Plans plans;

    @Autowired
    private Visits visits;

    @Autowired
    private VisitStarts starts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    /** How long each page took that was read, in milliseconds, while something goes on. */
    private List<Double> reading(AtomicBoolean goesOn, int least) throws Exception {
        List<Double> took = new ArrayList<>();
        while (goesOn.get() || took.size() < least) {
            long begun = System.nanoTime();
            mvc.perform(get("/api/v1/tasks?queue=group").with(user(people.loadUserByUsername(READER))))
                    .andExpect(status().isOk());
            took.add((System.nanoTime() - begun) / 1e6);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return took;
    }

    private static double p95(List<Double> took) {
        return took.stream().sorted().toList().get(took.size() * 95 / 100);
    }

    @Test
    void tenThousandVisitsBegin() throws Exception {
        VisitCalls calls = new VisitCalls(mvc, people, objects, plans, visits, starts, clock);
        String plan = calls.plan("一万户");
        jdbc.sql("""
                insert into inspection_object (credit_code, name, trade, region, place, credit_class, risk_marks, listed,
                    searched, grams, changed_at)
                select '93' || lpad(i::text, 16, '0'), '检查对象' || i, 'H62', '411902', '文昌路 1 号', 'D', '{}', true, '', '{}', now()
                  from generate_series(1, :visits) i""").param("visits", VISITS).update();
        LocalDate today = OfficialTime.today(clock);
        List<Visits.Going> going = new ArrayList<>();
        for (int i = 1; i <= VISITS; i++) {
            String code = "93%016d".formatted(i);
            going.add(new Visits.Going(code, "scjg", List.of("market.zhou", "inspector.han"), List.of("SCJG-001")));
            going.add(new Visits.Going(code, "xfjy", List.of("inspector.ma", "inspector.bai"), List.of("XFJY-001")));
        }
        transaction.executeWithoutResult(
                status -> visits.plan(plan, today, LocalDate.of(today.getYear(), 12, 31), going));
        starts.request(plan, "market.zhou");

        jdbc.sql("create table bench_floor (id int, content text)").update();
        long begun = System.nanoTime();
        for (int i = 0; i < FLOOR; i++) {
            int id = i;
            transaction.executeWithoutResult(status -> jdbc.sql("insert into bench_floor values (:id, 'a row')")
                    .param("id", id)
                    .update());
        }
        double floor = FLOOR / ((System.nanoTime() - begun) / 1e9);
        jdbc.sql("drop table bench_floor").update();

        reading(new AtomicBoolean(false), 100);
        double before = p95(reading(new AtomicBoolean(false), 200));
        AtomicBoolean goesOn = new AtomicBoolean(true);
        double[] seconds = new double[1];
        Thread starting = new Thread(() -> {
            long from = System.nanoTime();
            try {
                starts.goOn();
            } finally {
                seconds[0] = (System.nanoTime() - from) / 1e9;
                goesOn.set(false);
            }
        });
        starting.start();
        double during = p95(reading(goesOn, 1));
        starting.join();
        System.out.printf(
                "visits: %,d begun in %.1f s, %.0f a second; %.0f durable transactions of one row a second on this"
                        + " machine; the work list of somebody else (p95) %.1f ms before, %.1f ms meanwhile: %.2f times%n",
                VISITS, seconds[0], VISITS / seconds[0], floor, before, during, during / before);
        assertThat(starts.last(plan).orElseThrow().begun()).isEqualTo(VISITS);
        assertThat(starts.last(plan).orElseThrow().failed()).isZero();
    }
}
