package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.trace.Recurring;

/** What the owner of the database can do whom no trigger stops. */
@Component
public class Tampering {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Sequencer sequencer;

    Tampering(JdbcClient jdbc, TransactionTemplate transaction, Sequencer sequencer) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.sequencer = sequencer;
    }

    /** Takes the triggers away until the transaction is rolled back. */
    static void free(JdbcClient jdbc) {
        // what is deferred until the commit would keep a table from being altered
        jdbc.sql("set constraints all immediate").update();
        for (String table :
                new String[] {"trace_entry", "trace_sequence", "log_tile", "log_checkpoint", "public_log", "log_key"}) {
            jdbc.sql("alter table " + table + " disable trigger all").update();
        }
    }

    /** Changes rows of the record for good, and leaves the triggers as they were. */
    public void byHand(String sql, Object... parameters) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set constraints all immediate").update();
            jdbc.sql("alter table trace_entry disable trigger all").update();
            assertThat(jdbc.sql(sql).params(parameters).update()).isPositive();
            jdbc.sql("alter table trace_entry enable always trigger trace_entry_refuses_change")
                    .update();
            jdbc.sql("alter table trace_entry enable always trigger trace_entry_refuses_statement")
                    .update();
        });
    }

    /** Does something while an entry says what it did not say when it was written. */
    void whileItSays(UUID entry, String other, Work work) throws Exception {
        String said = jdbc.sql("select entry from trace_entry where id = ?")
                .param(entry)
                .query(String.class)
                .single();
        byHand("update trace_entry set entry = ? where id = ?", other, entry);
        try {
            work.run();
        } finally {
            byHand("update trace_entry set entry = ? where id = ?", said, entry);
        }
    }

    /** What a test does. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }

    /** Gives all that is committed its place in the log, not waiting for it to be done. */
    public void sequence() {
        sequencer.sequence();
    }

    /** Sequences every second, as an installation does by default, until it is closed. */
    public Sequencing sequencing() {
        Recurring recurring = new Recurring("sequencer", Duration.ofSeconds(1), sequencer::sequence);
        recurring.start();
        return recurring::stop;
    }

    /** A sequencer at work. */
    @FunctionalInterface
    public interface Sequencing extends AutoCloseable {

        @Override
        void close();
    }
}
