package org.xieban.worklist;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.xieban.directory.SignedInOfficer;

/** Somebody of the same groups takes tasks and gives them back, so many times a second. */
final class SteadyWriter implements AutoCloseable {

    private final JdbcClient jdbc;
    private final TasksOfCases tasks;
    private final TaskOperations operations;
    private final int rate;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger writes = new AtomicInteger();
    private final long begun = System.nanoTime();
    private final Thread thread = new Thread(this::write);

    SteadyWriter(JdbcClient jdbc, TasksOfCases tasks, TaskOperations operations, int rate) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.operations = operations;
        this.rate = rate;
        thread.start();
    }

    private void write() {
        SignedInOfficer officer = tasks.signedIn("handler.li");
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        List<String> waiting = jdbc.sql("""
                            select task_id from work_item where closed_at is null and assignee is null
                               and candidate_groups && array['spj.handler'] order by due_order limit 2000""").query(String.class).list();
        while (!ended.get()) {
            String task = waiting.get(writes.get() / 2 % waiting.size());
            if (writes.getAndIncrement() % 2 == 0) {
                operations.claim(task);
            } else {
                operations.release(task);
            }
            long wait = begun + writes.get() * 1_000_000_000L / rate - System.nanoTime();
            if (wait > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(wait);
            }
        }
    }

    double perSecond() {
        return writes.get() * 1e9 / (System.nanoTime() - begun);
    }

    @Override
    public void close() throws Exception {
        ended.set(true);
        thread.join();
    }
}
