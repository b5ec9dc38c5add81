package org.xieban.trace;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Something that one transaction does at a time, on whatever node; the others wait until it has ended. */
public final class TransactionLock {

    private TransactionLock() {}

    /** Waits until nobody else holds the lock of that name, and holds it until the transaction ends. */
    public static void hold(JdbcClient jdbc, String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(:name))")
                .param("name", name)
                .query(row -> {});
    }
}
