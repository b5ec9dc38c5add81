package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.Lamp;
import org.xieban.casefile.SqlCondition;

/** Cases are found under the lamp that each of them shows. */
@XiebanTest
class LampsOfCasesTest {

    @Autowired
    StandingOfCases standings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aCaseIsFoundUnderTheLampThatItShowsAndUnderNoOther() throws Exception {
        for (int number = 0; number < 12; number++) {
            new CaseCalls(mvc).registered("灯下黑");
        }
        transaction.executeWithoutResult(status -> {
            // some clocks of each kind, put back as they were
            jdbc.sql("""
                    update clock set yellow_at = now() + (array['-9 days', '-9 days', '9 days'])[1 + id % 3]::interval,
                           due_at = now() + (array['-8 days', '8 days', '10 days'])[1 + id % 3]::interval
                     where ended_at is null and kind <> 'STEP'""").update();
            for (String change : List.of(
                    "clock c set paused = true, next_change_at = null from f"
                            + " where c.case_no = f.number and c.ended_at is null and c.kind <> 'STEP' and f.n % 5 = 0",
                    "clock c set ended_at = now(), outcome = 'MET', next_change_at = null from f"
                            + " where c.case_no = f.number and c.ended_at is null and c.kind <> 'STEP' and f.n % 5 in (1, 2)",
                    "case_file c set state = case when f.n % 5 = 1 then 'SUPPLEMENTING' else 'IN_REVIEW' end,"
                            + " state_before = null from f where c.number = f.number and c.closed_at is null")) {
                jdbc.sql(
                                "with f as (select number, row_number() over (order by number desc) as n from case_file) update "
                                        + change)
                        .update();
            }
            List<String> open = jdbc.sql("select number from case_file where closed_at is null")
                    .query(String.class)
                    .list();
            Map<Lamp, TreeSet<String>> shown = standings.of(open).entrySet().stream()
                    .collect(Collectors.groupingBy(
                            each -> each.getValue().lamp(),
                            Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))));
            assertThat(shown).containsOnlyKeys(Lamp.values());
            Arrays.stream(Lamp.values()).forEach(lamp -> {
                for (int few : new int[] {0, 100_000}) {
                    assertThat(new TreeSet<>(found(standings.under(lamp, "c.number", few))))
                            .as("%s, named where there are up to %d", lamp, few)
                            .isEqualTo(shown.get(lamp));
                }
            });
            status.setRollbackOnly();
        });
    }

    private List<String> found(SqlCondition condition) {
        return jdbc.sql("select c.number from case_file c where c.closed_at is null and " + condition.sql())
                .params(condition.parameters())
                .query(String.class)
                .list();
    }
}
