package org.xieban.inspection.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.ObjectRegister;

/** The figures are those of the visits, counted once each. */
@XiebanTest
class OverviewTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private InspectionOverview overview;

    @Autowired
    private Visits visits;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void visitsThatWereMergedAreCountedOnceAndSayHowManyWereAvoided() throws Exception {
        InspectionSteps steps = new InspectionSteps(mvc);
        String first = steps.calls().registered("甲");
        String second = steps.calls().registered("乙");
        List<String> codes = InspectionSteps.objects(
                objects, "概览" + UUID.randomUUID().toString().substring(0, 8), 2, "H62", CreditClass.C);
        // a year of this test's own
        LocalDate from = LocalDate.of(2051, 1, 1);
        LocalDate until = LocalDate.of(2051, 12, 31);
        transaction.executeWithoutResult(status -> {
            visits.plan(
                    first,
                    from,
                    until,
                    List.of(
                            going(codes.get(0), "scjg", "SCJG-001", "inspector.han", "inspector.luo"),
                            going(codes.get(1), "scjg", "SCJG-001", "inspector.han", "inspector.cai")));
            visits.plan(
                    second,
                    from,
                    until,
                    List.of(
                            going(codes.get(0), "scjg", "SCJG-002", "inspector.cai", "inspector.luo"),
                            going(codes.get(0), "xfjy", "XFJY-001", "inspector.ma", "inspector.bai")));
        });
        InspectionOverview.Figures all = overview.of(new OverviewFilter(from, until, null));
        assertThat(all.visits()).isEqualTo(2);
        // scjg twice and xfjy once to the first, scjg once to the second: four, of which two are made
        assertThat(all.avoided()).isEqualTo(2);
        assertThat(all.classes().get(CreditClass.C).planned()).isEqualTo(2);
        assertThat(all.classes().get(CreditClass.C).drawn()).isZero();
        assertThat(all.trades().get("H62").of()).isGreaterThanOrEqualTo(2);
        assertThat(all.departments().get("scjg").planned()).isEqualTo(2);
        assertThat(all.departments().get("xfjy").planned()).isEqualTo(1);
        assertThat(all.loads().get("scjg").visits()).isEqualTo(4);
        assertThat(all.loads().get("scjg").most()).isEqualTo(2);
        assertThat(overview.of(new OverviewFilter(from, until, second)).visits())
                .isEqualTo(1);
        assertThat(overview.of(new OverviewFilter(LocalDate.of(2052, 1, 1), LocalDate.of(2052, 2, 1), null))
                        .visits())
                .isZero();
        String table = mvc.perform(get("/inspection/overview.csv")
                        .param("from", "2051-01-01")
                        .param("until", "2051-12-31")
                        .with(user(people.loadUserByUsername("market.zhou"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(table).contains("减少上门次数,2", "信用风险类别,C 类 较高风险,");
        mvc.perform(get("/inspection/overview")
                        .param("from", "2051-12-31")
                        .param("until", "2051-01-01")
                        .with(user(people.loadUserByUsername("market.zhou"))))
                .andExpect(status().isBadRequest());
    }

    private static Visits.Going going(String code, String department, String item, String... inspectors) {
        return new Visits.Going(code, department, List.of(inspectors), List.of(item));
    }
}
