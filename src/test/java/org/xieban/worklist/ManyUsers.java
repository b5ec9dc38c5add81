package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xieban.casefile.CaseCalls;

/** Browsers of many users, each with a session of his own, asking for the page of a list. */
final class ManyUsers {

    private static final String PERSON = WorklistBench.PERSON;
    private final int port;
    private final List<HttpClient> users = new ArrayList<>();

    ManyUsers(int port, int number) throws Exception {
        this.port = port;
        for (int user = 0; user < number; user++) {
            users.add(signedIn());
        }
    }

    private HttpClient signedIn() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(http.send(page("/sign-in").build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        assertThat(token.find()).isTrue();
        http.send(
                page("/sign-in")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "login=" + PERSON + "&password=" + CaseCalls.PASSWORD + "&_csrf=" + token.group(1)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return http;
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
    }

    /** @param everyMillis each user asks so often; 0 for as soon as he has the last */
    WorklistBench.Times at(int requests, int everyMillis) throws Exception {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService asking = Executors.newScheduledThreadPool(users.size());
        List<Future<?>> asked = new ArrayList<>();
        for (int user = 0; user < users.size(); user++) {
            HttpClient http = users.get(user);
            long offset = (long) everyMillis * user / users.size();
            if (everyMillis == 0) {
                asked.add(asking.submit(() -> {
                    for (int request = 0; request < requests; request++) {
                        millis.add(ask(http));
                    }
                    return null;
                }));
            } else {
                for (int request = 0; request < requests; request++) {
                    asked.add(asking.schedule(
                            () -> millis.add(ask(http)), offset + (long) request * everyMillis, TimeUnit.MILLISECONDS));
                }
            }
        }
        for (Future<?> each : asked) {
            each.get();
        }
        asking.shutdown();
        return WorklistBench.times(millis);
    }

    private double ask(HttpClient http) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer =
                http.send(page("/tasks?queue=group").build(), HttpResponse.BodyHandlers.ofString());
        double taken = (System.nanoTime() - begun) / 1e6;
        assertThat(answer.statusCode()).isEqualTo(200);
        return taken;
    }
}
