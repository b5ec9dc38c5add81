package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.Verification.Finding;
import org.xieban.ledger.Verification.Report;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.LogHash;

/** A log of which something was changed, as the database's owner can without triggers, and what two verifiers say. */
abstract class TamperedLog extends OnTheLog {

    @Autowired
    JdbcTemplate template;

    @Autowired
    Clock clock;

    @Autowired
    ApplicationEventPublisher events;

    List<UUID> entries = List.of();

    List<String> plain = List.of();

    long first;

    @BeforeEach
    void aCaseStandsInTheLog() {
        sequencer.sequence();
        record(20);
        sequencer.sequence();
        entries = jdbc.sql("select id from trace_entry where case_no = ? order by id")
                .param(caseNo)
                .query(UUID.class)
                .list();
        first = Objects.requireNonNull(store.places(entries).get(entries.get(0)).number());
    }

    /** What is found after something was done, which is then undone; by the product, and by a verifier of its own. */
    Report after(Runnable tampering) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            tampering.run();
            plain = readPlainly();
            return verification.verify(read -> {});
        }));
    }

    List<String> readPlainly() {
        return Objects.requireNonNull(template.execute((Connection connection) -> {
            try {
                return PlainVerifier.read(connection, null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    Report after(String sql, Object... parameters) {
        return after(() -> assertThat(jdbc.sql(sql).params(parameters).update()).isPositive());
    }

    Finding at(Fault fault, int entry) {
        return new Finding(fault, first + entry, entries.get(entry));
    }

    void place(UUID entry, long number) {
        jdbc.sql("update trace_sequence set number = ? where entry_id = ?")
                .params(number, entry)
                .update();
    }

    void replace(int which, String entry, byte[] salt) {
        jdbc.sql("update trace_entry set entry = ?, salt = ?, leaf = ?, act = 'test.gone' where id = ?")
                .params(entry, salt, Leaf.of(LogHash.SHA_256, salt, entry), entries.get(which))
                .update();
    }

    /** The tree as it follows from the leaves that stand there now. */
    GrowingTree rebuild() {
        jdbc.sql("delete from log_tile").update();
        Identity log = store.identity().orElseThrow();
        GrowingTree tree = new GrowingTree(log.hash(), 0, store, tile -> store.keep(List.of(tile)));
        for (byte[] leaf : store.leaves(0, Integer.MAX_VALUE)) {
            tree.append(log.hash().leaf(leaf));
        }
        store.keep(tree.unfinished());
        return tree;
    }
}
