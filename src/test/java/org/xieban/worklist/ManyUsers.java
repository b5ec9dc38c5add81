package org.xieban.worklist;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xieban.bench.SignedIn;

/** Browsers of many users, each with a session of his own, asking for the page of a list. */
final class ManyUsers {

    private final List<SignedIn> users = new ArrayList<>();

    ManyUsers(int port, int number) throws Exception {
        for (int user = 0; user < number; user++) {
            users.add(new SignedIn(port, WorklistBench.PERSON));
        }
    }

    /** @param everyMillis each user asks so often; 0 for as soon as he has the last */
    WorklistBench.Times at(int requests, int everyMillis) throws Exception {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService asking = Executors.newScheduledThreadPool(users.size());
        List<Future<?>> asked = new ArrayList<>();
        for (int user = 0; user < users.size(); user++) {
            SignedIn browser = users.get(user);
            long offset = (long) everyMillis * user / users.size();
            if (everyMillis == 0) {
                asked.add(asking.submit(() -> {
                    for (int request = 0; request < requests; request++) {
                        millis.add(ask(browser));
                    }
                    return null;
                }));
            } else {
                for (int request = 0; request < requests; request++) {
                    asked.add(asking.schedule(
                            () -> millis.add(ask(browser)),
                            offset + (long) request * everyMillis,
                            TimeUnit.MILLISECONDS));
                }
            }
        }
        for (Future<?> each : asked) {
            each.get();
        }
        asking.shutdown();
        return WorklistBench.times(millis);
    }

    private static double ask(SignedIn browser) throws Exception {
        long begun = System.nanoTime();
        browser.page("/tasks?queue=group");
        return (System.nanoTime() - begun) / 1e6;
    }
}
