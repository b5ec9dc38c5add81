package org.xieban.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks every few milliseconds at what threads are doing, and for whom. */
public final class Sampler implements AutoCloseable {

    private static final long EVERY_MILLIS = 4;

    private final Map<String, Integer> samples = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    public Sampler(Collection<Thread> watched) {
        List<Thread> threads = List.copyOf(watched);
        timer.scheduleWithFixedDelay(() -> look(threads), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(List<Thread> watched) {
        for (Thread each : watched) {
            StackTraceElement[] stack = each.getStackTrace();
            if (stack.length > 0) {
                samples.merge(place(stack), 1, Integer::sum);
            }
        }
    }

    /** The class and method of ours that is nearest, or the engine's phase where that is nearer. */
    private static String place(StackTraceElement[] stack) {
        boolean atDatabase = false;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            String method = frame.getMethodName();
            atDatabase |= type.startsWith("org.postgresql.");
            String by = null;
            if (type.endsWith("DbEntityManager") && method.equals("flush")) {
                by = "engine: flush";
            } else if (type.equals("org.springframework.jdbc.datasource.DataSourceTransactionManager")
                    || type.endsWith("JdbcTransaction")) {
                by = "transaction: " + method;
            } else if (type.startsWith("org.xieban.")
                    && !type.startsWith("org.xieban.bench.")
                    && !type.contains("$$")) {
                by = type.substring("org.xieban.".length()).replaceAll("\\$.*", "") + "."
                        + method.replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
            } else if (type.startsWith("org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager")
                    && method.startsWith("select")) {
                by = "engine: select";
            }
            if (by != null) {
                return by + (atDatabase ? " [database]" : " [cpu]");
            }
        }
        return "other" + (atDatabase ? " [database]" : " [cpu]");
    }

    /** The places with the most samples, one a line with its share. */
    public String top(int most) {
        int all = samples.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder lines = new StringBuilder();
        samples.entrySet().stream()
                .sorted(Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .forEach(entry ->
                        lines.append("  %5.1f %%  %s%n".formatted(100.0 * entry.getValue() / all, entry.getKey())));
        return lines.toString();
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("still looking");
        }
    }
}
