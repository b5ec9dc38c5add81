package org.xieban.supervision.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;

/**
 * What it costs that the database notes each end for the heat maps (ADR 0012): passages as the engine writes them, begun by
 * one statement and ended by another, in a transaction that is taken back; with the triggers and without, in turns.
 */
@XiebanTest
@Tag("bench")
class NotedEndsBench {

    private static final int PASSAGES = 5_000;
    private static final int ROUNDS = 21;

    private static final String PASS = """
            do $$ begin
                for n in 1..%d loop
                    insert into act_hi_actinst (id_, proc_def_key_, proc_def_id_, proc_inst_id_, execution_id_, act_id_,
                           act_type_, start_time_, act_inst_state_, sequence_counter_)
                    values ('noted-' || n, 'noted', 'noted', 'noted-' || n / 20, 'noted', 'userTask_noted',
                            'userTask', now(), 0, n);
                    update act_hi_actinst set end_time_ = now(), duration_ = 1 where id_ = 'noted-' || n;
                end loop;
            end $$""".formatted(PASSAGES);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aPassageWithItsEndNotedAndWithout() {
        List<Double> noted = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        microsOfAPassage(true);
        microsOfAPassage(false);
        for (int round = 0; round < ROUNDS; round++) {
            noted.add(microsOfAPassage(true));
            plain.add(microsOfAPassage(false));
            more.add(noted.get(round) - plain.get(round));
        }
        System.out.printf(
                "a passage takes the database %.1f us with its end noted, %.1f us without: %.1f us more;"
                        + " at the quickest %.1f and %.1f%n",
                median(noted), median(plain), median(more), noted.get(0), plain.get(0));
    }

    private double microsOfAPassage(boolean noted) {
        Double micros = transaction.execute(status -> {
            status.setRollbackOnly();
            if (!noted) {
                jdbc.sql("alter table act_hi_actinst disable trigger user").update();
            }
            long begun = System.nanoTime();
            jdbc.sql(PASS).update();
            double taken = (System.nanoTime() - begun) / 1e3 / PASSAGES;
            assertThat(jdbc.sql("select count(*) from ended_activity where activity like 'noted-%'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(noted ? PASSAGES : 0);
            return taken;
        });
        return micros == null ? 0 : micros;
    }

    /** Of values that it puts in their order. */
    private static double median(List<Double> values) {
        values.sort(null);
        return values.get(values.size() / 2);
    }
}
