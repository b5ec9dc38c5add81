package org.xieban.inspection.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.bench.Processor;
import org.xieban.bench.Sampler;
import org.xieban.bench.StatementCount;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.Plans;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/**
 * Ten thousand planned visits of two departments begin while somebody reads his work list; beside how many transactions
 * with a single row this machine makes durable at all, his list before, and visits that begin one by one. Then what
 * begins together costs: its statements, and where the time goes.
 */
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
@Tag("bench")
class VisitsBench {

    private static final int VISITS = Integer.getInteger("bench.visits", 10_000);
    private static final int ALONE = Math.max(VISITS / 20, 50);
    private static final int TOGETHER = 25;
    private static final int LOOKED_AT = 40 * TOGETHER;
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
    private VisitOpening opening;

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
        jdbc.sql("""
                insert into inspection_object (credit_code, name, trade, region, place, credit_class, risk_marks, listed,
                    searched, grams, changed_at)
                select '93' || lpad(i::text, 16, '0'), '检查对象' || i, 'H62', '411902', '文昌路 1 号', 'D', '{}', true, '', '{}', now()
                  from generate_series(1, :visits) i""").param("visits", 2 * ALONE + LOOKED_AT + VISITS).update();
        begin("warming up", calls.plan("热身"), 1, ALONE, 1);
        begin("one by one", calls.plan("逐户"), 1 + ALONE, ALONE, 1);
        lookInto(calls.plan("分析"), 1 + 2 * ALONE);

        String plan = calls.plan("一万户");
        plan(plan, 1 + 2 * ALONE + LOOKED_AT, VISITS);
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
        Processor used = Processor.now(jdbc);
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
                "visits: %,d begun in %.1f s, %.0f a second, %s; %.0f durable transactions of one row a second on this"
                        + " machine; the work list of somebody else (p95) %.1f ms before, %.1f ms meanwhile: %.2f times%n",
                VISITS,
                seconds[0],
                VISITS / seconds[0],
                said(Processor.now(jdbc).since(used, VISITS)),
                floor,
                before,
                during,
                during / before);
        assertThat(starts.last(plan).orElseThrow().begun()).isEqualTo(VISITS);
        assertThat(starts.last(plan).orElseThrow().failed()).isZero();
    }

    /** Plans visits of both departments to objects by their numbers. */
    private void plan(String plan, int first, int number) {
        LocalDate today = OfficialTime.today(clock);
        List<Visits.Going> going = new ArrayList<>();
        for (int i = first; i < first + number; i++) {
            String code = "93%016d".formatted(i);
            going.add(new Visits.Going(code, "scjg", List.of("market.zhou", "inspector.han"), List.of("SCJG-001")));
            going.add(new Visits.Going(code, "xfjy", List.of("inspector.ma", "inspector.bai"), List.of("XFJY-001")));
        }
        transaction.executeWithoutResult(
                status -> visits.plan(plan, today, LocalDate.of(today.getYear(), 12, 31), going));
    }

    /** Begins visits in this thread, so many in each transaction, and says how fast. */
    private void begin(String how, String plan, int first, int number, int together) {
        plan(plan, first, number);
        starts.request(plan, "market.zhou");
        List<PlannedVisit> planned = visits.planned(plan, 0, number);
        VisitOpening.Common common =
                opening.common(starts.last(plan).orElseThrow().id(), plan, planned);
        Processor used = Processor.now(jdbc);
        long begun = System.nanoTime();
        for (int from = 0; from < number; from += together) {
            opening.begin(planned.subList(from, from + together), common);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "visits: %,d %s, %.0f a second, %s%n",
                number, how, number / seconds, said(Processor.now(jdbc).since(used, number)));
        starts.goOn();
    }

    private static String said(Processor each) {
        return "%.1f ms of the processor for each in the product (its compilers %.1f) and %.1f in the database"
                .formatted(each.product(), each.compilers(), each.database());
    }

    /** What begins together in one transaction, as statements and as samples. */
    private void lookInto(String plan, int first) throws Exception {
        plan(plan, first, LOOKED_AT);
        starts.request(plan, "market.zhou");
        List<PlannedVisit> planned = visits.planned(plan, 0, LOOKED_AT);
        VisitOpening.Common common =
                opening.common(starts.last(plan).orElseThrow().id(), plan, planned);
        Map<String, Integer> one = StatementCount.during(() -> opening.begin(planned.subList(0, 1), common));
        Map<String, Integer> many =
                StatementCount.during(() -> opening.begin(planned.subList(1, 1 + TOGETHER), common));
        System.out.printf(
                "visits: %d statements of ours and %d kinds of the engine's for one alone, %d and %d for %d together:%n",
                ours(one).count(),
                one.size() - ours(one).count(),
                ours(many).count(),
                many.size() - ours(many).count(),
                TOGETHER);
        many.forEach(
                (sql, times) -> System.out.printf("  %3d  %s%n", times, sql.substring(0, Math.min(140, sql.length()))));
        try (Sampler sampler = new Sampler(List.of(Thread.currentThread()))) {
            for (int from = 1 + TOGETHER; from + TOGETHER <= LOOKED_AT; from += TOGETHER) {
                opening.begin(planned.subList(from, from + TOGETHER), common);
            }
            System.out.print(sampler.top(25));
        }
        starts.goOn();
    }

    private static IntStream ours(Map<String, Integer> statements) {
        return statements.entrySet().stream()
                .filter(each -> each.getKey().startsWith("ours"))
                .flatMapToInt(each -> IntStream.range(0, each.getValue()));
    }
}
