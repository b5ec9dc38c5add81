package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Trace;

@XiebanTest
class AppendOnlyTest {

    @Autowired
    Trace trace;

    @Autowired
    Ledger ledger;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final String caseNo =
            "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();

    @Test
    void actsOfACaseAreReadInTheOrderTheyWereDone() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 20; i++) {
                trace.record(Act.of("test.done", "test", "" + i).inCase(caseNo, "step_" + i));
            }
        });

        List<TraceEntry> entries = ledger.ofCase(caseNo);

        assertThat(entries)
                .extracting(entry -> entry.act().step())
                .containsExactly(
                        IntStream.range(0, 20).mapToObj(i -> "step_" + i).toArray(String[]::new));
        assertThat(entries).allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(Actor.SYSTEM));
    }

    @Test
    void anActThatIsRolledBackLeavesNoEntry() {
        transaction.executeWithoutResult(status -> {
            record();
            status.setRollbackOnly();
        });

        assertThat(ledger.ofCase(caseNo)).isEmpty();
    }

    @Test
    void anActDoneWhileItsTransactionCommitsIsRecordedToo() {
        transaction.executeWithoutResult(status -> {
            record();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    record();
                }
            });
        });

        assertThat(ledger.ofCase(caseNo)).hasSize(2);
    }

    @Test
    void noActIsRecordedOutsideATransaction() {
        assertThatThrownBy(this::record).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void anEntryAwaitsItsPlaceInTheLog() {
        transaction.executeWithoutResult(status -> record());

        assertThat(jdbc.sql("select count(*) from trace_entry join trace_sequence on entry_id = id"
                                + " where case_no = ? and number is null")
                        .param(caseNo)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update trace_entry set actor_id = 'nobody' where case_no = '%s'",
                "update trace_entry set actor_id = 'nobody' where false",
                "delete from trace_entry where case_no = '%s'",
                "truncate trace_entry",
                "insert into trace_entry select * from trace_entry where case_no = '%s'"
                        + " on conflict (id) do update set act = 'x'",
                "delete from trace_sequence",
                "truncate trace_sequence"
            })
    void evenTheOwnerOfTheDatabaseCannotSimplyChangeTheRecord(String statement) {
        transaction.executeWithoutResult(status -> record());

        assertThatThrownBy(() -> jdbc.sql(statement.formatted(caseNo)).update())
                .hasMessageContaining("the record is append-only");
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("set local session_replication_role = replica").update();
                    jdbc.sql(statement.formatted(caseNo)).update();
                }))
                .as("in a session that passes by ordinary triggers")
                .hasMessageContaining("the record is append-only");
        assertThat(ledger.ofCase(caseNo)).hasSize(1);
    }

    @Test
    void aPlaceInTheLogIsGivenOnce() {
        transaction.executeWithoutResult(status -> record());
        transaction.executeWithoutResult(status -> {
            String set = "update trace_sequence set number = %d from trace_entry where entry_id = id and case_no = ?";
            jdbc.sql(set.formatted(Integer.MAX_VALUE)).param(caseNo).update();

            assertThatThrownBy(() -> jdbc.sql(set.formatted(1)).param(caseNo).update())
                    .hasMessageContaining("given once");
            status.setRollbackOnly();
        });
    }

    @Test
    void whatASignInMayCarryIsKeptHoweverLongAndOdd() {
        String odd = "\0\uD800" + "名".repeat(10_000);
        transaction.executeWithoutResult(status ->
                trace.record(Act.of("test.done", "test", odd).inCase(caseNo, null), new Actor(odd, odd, null)));

        assertThat(ledger.ofCase(caseNo))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor().id()).isEqualTo(odd.replace('\uD800', '\uFFFD')));
    }

    private void record() {
        trace.record(Act.of("test.done", "test", "1").inCase(caseNo, null));
    }
}
