package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;

@XiebanTest
class AttemptsTest {

    private static final int FIRST = 4711;
    private static final int SECOND = 4712;

    @Autowired
    private Attempts attempts;

    @Autowired
    private JdbcClient jdbc;

    private final CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void twoWhoWaitForEachOtherBothGetThere() {
        CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(() -> takes(FIRST, SECOND));
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> takes(SECOND, FIRST));

        assertThat(one.join()).isTrue();
        assertThat(other.join()).isTrue();
        assertThat(tries).as("the database breaks off one of the two").hasValue(3);
    }

    private boolean takes(int its, int others) {
        return attempts.of(() -> {
            boolean first = tries.incrementAndGet() <= 2;
            lock(its);
            if (first) {
                awaitTheOther();
            }
            lock(others);
            return true;
        });
    }

    private void lock(int number) {
        jdbc.sql("select pg_advisory_xact_lock(:number)")
                .param("number", number)
                .query(row -> {});
    }

    private void awaitTheOther() {
        try {
            bothHaveOne.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
