package org.xieban.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.register.RegisterFilter;
import org.xieban.ledger.Sequencing;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;
import org.xieban.web.PageRequest;

/** A register of a million objects: lists, searches, and a draw of it as the product holds one, beside a bare count. */
@Tag("bench")
@XiebanTest
class RegisterBench {

    private static final int OBJECTS = 1_000_000;
    private static final String LIST = "inspection/objects";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private Plans plans;

    @Autowired
    private PlanRepository planRows;

    @Autowired
    private DrawPreparation preparation;

    @Autowired
    private Draws draws;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext product;

    @Autowired
    private Clock clock;

    private void million() {
        jdbc.sql("""
                insert into inspection_object (credit_code, name, trade, region, place, credit_class, risk_marks, listed,
                    searched, grams, changed_at)
                select '92' || lpad(i::text, 16, '0'), n.name, (array['H62', 'F52', 'C13', 'H61'])[i % 4 + 1],
                       (array['411902', '411921', '411922'])[i % 3 + 1], '文昌路 1 号',
                       (array['A', 'A', 'A', 'A', 'B', 'B', 'B', 'C', 'C', 'D'])[i % 10 + 1], '{}', true, n.name,
                       (select array_agg(distinct substr(n.name, p, k))
                          from generate_series(1, length(n.name)) p, generate_series(1, 2) k), now()
                  from generate_series(1, :objects) i
                 cross join lateral (select (array['文昌', '柏亭', '棠溪', '嫘祖', '龙泉', '仪封', '权寨'])[i % 7 + 1]
                       || (array['烩面馆', '火锅店', '超市', '药房', '面粉厂', '酒店', '饭庄', '商行', '食品厂'])[i % 9 + 1]
                       || i as name) n""").param("objects", OBJECTS).update();
        jdbc.sql("vacuum analyze inspection_object").update();
    }

    private static double milliseconds(int times, LongSupplier asked) {
        asked.getAsLong();
        double[] took = new double[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            asked.getAsLong();
            took[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(took);
        return took[times / 2];
    }

    private long page(RegisterFilter filter, String after) {
        return objects.list(filter, PageRequest.of(LIST, after, 50)).items().size();
    }

    @Test
    void aMillionObjects() {
        million();
        String middle = Cursor.after(LIST, "92" + "%016d".formatted(OBJECTS / 2));
        RegisterFilter of = new RegisterFilter(null, "H62", CreditClass.D, "411902", null);
        System.out.printf(
                "registers: of %,d objects a page %.0f ms, one in the middle %.0f ms, of a trade, class and region %.0f ms,"
                        + " found by a rare name %.0f ms, by a frequent word %.0f ms; the bare count %.0f ms%n",
                OBJECTS,
                milliseconds(7, () -> page(RegisterFilter.ALL, null)),
                milliseconds(7, () -> page(RegisterFilter.ALL, middle)),
                milliseconds(7, () -> page(of, null)),
                milliseconds(7, () -> page(new RegisterFilter("火锅店12345", null, null, null, null), null)),
                milliseconds(7, () -> page(new RegisterFilter("文昌", null, null, null, null), null)),
                milliseconds(7, () -> jdbc.sql("select count(*) from inspection_object")
                        .query(Long.class)
                        .single()));
        draw();
        overview();
    }

    /** After the draw, so that there are visits to count. */
    private void overview() {
        UserDetails reader = people.loadUserByUsername("supervisor.zheng");
        System.out.printf(
                "overview of %,d objects and %,d visits: %.0f ms%n",
                OBJECTS,
                jdbc.sql("select count(*) from visit").query(Long.class).single(),
                milliseconds(5, () -> {
                    try {
                        return mvc.perform(get("/inspection/overview").with(user(reader)))
                                .andReturn()
                                .getResponse()
                                .getStatus();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    private void draw() {
        UserDetails lead = people.loadUserByUsername("market.zhou");
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(lead, null, lead.getAuthorities()));
        LocalDate today = OfficialTime.today(clock);
        String plan = plans.propose(new InspectionPlan.Terms(
                InspectionPlan.Kind.AD_HOC,
                "百万户抽查",
                List.of("SCJG-002"),
                List.of("H62", "F52", "C13", "H61"),
                List.of(),
                List.of(),
                Map.of(CreditClass.A, 50, CreditClass.B, 100, CreditClass.C, 150, CreditClass.D, 200),
                2,
                today,
                LocalDate.of(today.getYear(), 12, 31),
                "量一量"));
        planRows.state(plan, InspectionPlan.State.APPROVED);
        long begun = System.nanoTime();
        transaction.executeWithoutResult(status -> preparation.order(plans.require(plan)));
        double ordered = (System.nanoTime() - begun) / 1e9;
        begun = System.nanoTime();
        draws.goOn();
        double frozen = (System.nanoTime() - begun) / 1e9;
        Sequencing.now(product);
        transaction.executeWithoutResult(status -> draws.begin(plan));
        Sequencing.now(product);
        begun = System.nanoTime();
        draws.goOn();
        System.out.printf(
                "draw in the product: asked for in %.1f s, pools of %,d frozen and announced behind the scenes in %.1f s, %,d visits drawn, kept, published"
                        + " and planned in %.1f s%n",
                ordered,
                draws.of(plan).get(0).objects(),
                frozen,
                draws.of(plan).get(0).visits(),
                (System.nanoTime() - begun) / 1e9);
        assertThat(draws.of(plan).get(0).state()).isEqualTo(DrawState.DRAWN);
    }
}
