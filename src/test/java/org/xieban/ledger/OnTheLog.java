package org.xieban.ledger;

import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** A test of the public log, with acts of a case that nobody else knows. */
@XiebanTest
abstract class OnTheLog {

    @Autowired
    Sequencer sequencer;

    @Autowired
    LogStore store;

    @Autowired
    Verification verification;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    final String caseNo = "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();

    /** Has so many acts done on the case, in one transaction. */
    void record(int acts) {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < acts; i++) {
                trace.record(Act.of("test.done", "test", "" + i).inCase(caseNo, null));
            }
        });
    }
}
