package org.xieban.emergency.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.plan.PlanContent;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.engine.Tasks;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;

/**
 * Two hundred orders in one event, five hundred screens that watch: how long an acknowledgement takes from its commit to
 * every one of them. And how long a reading takes until the event that it becomes is on the commander's list, and until
 * every department that the plan orders something at once has its directive on the page of whoever is on duty, while five
 * thousand others come each second.
 */
@XiebanTest
@TestPropertySource(
        properties = {
            "xieban.data-temporary=false",
            "xieban.bench=command",
            "xieban.emergency.event.intake-every=500ms",
            "xieban.emergency.response.first-directives-every=1s",
            // somebody of each department is on duty, on whose list its directive is
            "xieban.demonstration.roster-every=1h"
        })
@Tag("bench")
class CommandBench {

    private static final int ORDERS = 200;
    private static final int SCREENS = 500;
    private static final int A_SECOND = 10;
    private static final double WANTED_SECONDS = 1;

    private static final int READINGS_A_SECOND = 5_000;
    private static final int BATCHES_A_SECOND = 5;
    private static final int EVENTS = 20;
    private static final double EVENT_SECONDS = 2;

    /** So often each of those on duty looks at his list. */
    private static final int LOOK_MILLIS = 50;

    private static final Pattern ON_THE_LIST = Pattern.compile("<span class=\"code\">([0-9A-Z-]+)</span>");

    private static final List<String> DEPARTMENTS = List.of("xfjy", "sthj", "scjg", "spj");
    private static final Pattern ACKNOWLEDGED =
            Pattern.compile("order-([0-9A-Z-]+)\\\\\"[^>]*data-standing=\\\\\"IN_PROGRESS");

    @LocalServerPort
    private int port;

    @Autowired
    private ReportedEvents events;

    @Autowired
    private Directives directives;

    @Autowired
    private CommandFeed feed;

    @Autowired
    private Tasks tasks;

    @Autowired
    private Indicators indicators;

    @Autowired
    private ResponsePlans plans;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(2))
            .build();

    /** Notes of each acknowledgement when it is there; several may come at once. */
    private final class Screen implements Flow.Subscriber<String> {

        private final Map<String, Long> came = new ConcurrentHashMap<>();
        private volatile boolean greeted;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            long now = System.nanoTime();
            greeted |= line.startsWith("event:hello");
            if (line.startsWith("data:{")) {
                Matcher each = ACKNOWLEDGED.matcher(line);
                while (each.find()) {
                    came.putIfAbsent(each.group(1), now);
                }
            }
        }

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onComplete() {}
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private String signedIn(String login) throws IOException, InterruptedException {
        var answer = http.send(
                request("/sign-in")
                        .header("Cookie", "XIEBAN-CSRF=bench")
                        .header("X-XIEBAN-CSRF", "bench")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("login=" + login + "&password=xieban-demo"))
                        .build(),
                BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceAll(";.*", ""))
                .filter(cookie -> !cookie.startsWith("XIEBAN-CSRF"))
                .reduce((one, other) -> one + "; " + other)
                .orElseThrow();
    }

    /** What a page has shown that is loaded before it asks what is new. */
    private String seen(String event, String session) throws IOException, InterruptedException {
        String page = http.send(
                        request("/emergency/events/" + event + "/command")
                                .header("Cookie", session)
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher seen = Pattern.compile("data-seen=\"([^\"]+)\"").matcher(page);
        assertThat(seen.find()).isTrue();
        return seen.group(1);
    }

    @Test
    void everyScreenHasAnAcknowledgementWithinASecond() throws Exception {
        String event = events.in(Event.State.RESPONDING, "洪河上游强降雨", false);
        List<Order> orders = IntStream.range(0, ORDERS)
                .mapToObj(n -> new Order(
                        DEPARTMENTS.get(n % DEPARTMENTS.size()),
                        "转移低洼地区群众，第 " + n + " 处",
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        null))
                .toList();
        List<String> given = directives.give(event, orders, UUID.randomUUID().toString());
        String session = signedIn("emergency.wu");
        String seen = seen(event, session);
        List<Screen> screens = new ArrayList<>();
        for (int n = 0; n < SCREENS; n++) {
            Screen screen = new Screen();
            screens.add(screen);
            http.sendAsync(
                    request("/emergency/events/" + event + "/command/live?seen=" + seen)
                            .header("Cookie", session)
                            .build(),
                    BodyHandlers.fromLineSubscriber(screen));
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> feed.watching(event) == SCREENS && screens.stream().allMatch(screen -> screen.greeted));

        Map<String, Long> committed = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        for (int n = 0; n < given.size(); n++) {
            LockSupport.parkNanos(start + n * 1_000_000_000L / A_SECOND - System.nanoTime());
            acknowledge(given.get(n), committed);
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> screens.stream().allMatch(screen -> screen.came.size() == ORDERS));
        List<Double> took = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        committed.forEach((number, at) -> {
            List<Double> of = screens.stream()
                    .map(screen -> Math.max(0, (screen.came.getOrDefault(number, Long.MAX_VALUE) - at) / 1e9))
                    .toList();
            took.addAll(of);
            last.add(Collections.max(of));
        });
        System.out.printf(
                Locale.ROOT,
                "%d orders, %d screens, %d acknowledgements a second: at a screen after %.3f s (median), %.3f s (p95); "
                        + "at the last of all after %.3f s (median), %.3f s (p95), %.3f s (most)%n",
                ORDERS,
                SCREENS,
                A_SECOND,
                of(took, 0.5),
                of(took, 0.95),
                of(last, 0.5),
                of(last, 0.95),
                of(last, 1));
        assertThat(of(last, 0.95)).isLessThan(WANTED_SECONDS);
    }

    /** As whoever is called does, or the duty room by telephone. */
    private void acknowledge(String number, Map<String, Long> committed) {
        var task = jdbc.sql("select task_id, assignee from work_item where case_no = ? and closed_at is null")
                .param(number)
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .single();
        String login = task[1] == null ? "emergency.wu" : task[1];
        UserDetails officer = people.loadUserByUsername(login);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        transaction.executeWithoutResult(status -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    committed.put(number, System.nanoTime());
                }
            });
            tasks.complete(task[0], login, Map.of());
        });
        SecurityContextHolder.clearContext();
    }

    private static double of(List<Double> took, double part) {
        List<Double> sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    @Test
    void whatAReadingBecomesIsOnEveryDepartmentsListWithinTwoSeconds() throws Exception {
        Map<String, String> onDuty = onDuty();
        Map<String, Set<String>> before = new HashMap<>();
        int sensors = 500;
        String[] codes = new String[sensors];
        String[] lines = new String[sensors];
        for (int n = 0; n < sensors; n++) {
            codes[n] = TestIndicators.code();
            lines[n] = codes[n] + ",体征" + n + ",TRAFFIC,yjgl,级,411921,,,PT10S,YEAR,,,true";
        }
        TestIndicators.register(indicators, lines);
        String[] gauges = new String[EVENTS];
        for (int n = 0; n < EVENTS; n++) {
            gauges[n] = TestIndicators.one(indicators, "RAIN", "411921");
        }
        AtomicInteger sent = new AtomicInteger();
        AtomicLong taken = new AtomicLong();
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        long began = System.nanoTime();
        load.scheduleAtFixedRate(
                () -> taken.addAndGet(usual(codes, sent.getAndIncrement())),
                0,
                1_000 / BATCHES_A_SECOND,
                TimeUnit.MILLISECONDS);
        List<Double> took = new ArrayList<>();
        List<Double> ordered = new ArrayList<>();
        try {
            for (String gauge : gauges) {
                for (String session : onDuty.values()) {
                    before.put(session, list(session));
                }
                // each is an event of its own: what came before it is over, and long ago
                jdbc.sql("update alarm set ended_at = now() where ended_at is null")
                        .update();
                jdbc.sql(
                                "update alarm_group set opened_at = opened_at - interval '1 day', last_at = last_at - interval '1 day'")
                        .update();
                long at = System.nanoTime();
                send("{\"readings\":[" + reading("over", gauge, clock.instant(), 60) + "]}");
                await().pollInterval(5, TimeUnit.MILLISECONDS)
                        .atMost(30, TimeUnit.SECONDS)
                        .until(() -> listed(gauge));
                took.add((System.nanoTime() - at) / 1e9);
                for (String session : onDuty.values()) {
                    await().pollInterval(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                            .atMost(30, TimeUnit.SECONDS)
                            .until(() -> !before.get(session).containsAll(list(session)));
                }
                ordered.add((System.nanoTime() - at) / 1e9);
            }
        } finally {
            load.shutdown();
            load.awaitTermination(10, TimeUnit.SECONDS);
        }
        double rate = taken.get() / ((System.nanoTime() - began) / 1e9);
        System.out.printf(
                Locale.ROOT,
                "from a reading to its event on the commander's list, %.0f readings/s beside: %.2f s (median), %.2f s (p95); "
                        + "to the first directive on the list of each of %d departments: %.2f s (median), %.2f s (p95), %.2f s (most)%n",
                rate,
                of(took, 0.5),
                of(took, 0.95),
                onDuty.size(),
                of(ordered, 0.5),
                of(ordered, 0.95),
                of(ordered, 1));
        assertThat(jdbc.sql("select count(*) from emergency_first_directive where given > 0")
                        .query(Integer.class)
                        .single())
                .isEqualTo(EVENTS);
        assertThat(of(ordered, 0.95)).isLessThan(EVENT_SECONDS);
        assertThat(rate).isGreaterThan(READINGS_A_SECOND * 0.9);
    }

    /** Those on duty for the departments that the plan orders something at once, each with his session. */
    private Map<String, String> onDuty() throws IOException, InterruptedException {
        Map<String, String> sessions = new TreeMap<>();
        for (PlanContent.PlannedOrder order :
                plans.atOnce(EventKind.FLOOD).orElseThrow().content().ordersAtOnce()) {
            String login =
                    jdbc.sql("""
                            select officer from duty_shift
                             where department = ? and starts_at <= now() and ends_at > now()
                             order by starts_at desc limit 1""").param(order.department()).query(String.class).single();
            sessions.put(order.department(), signedIn(login));
        }
        return sessions;
    }

    /** The cases on somebody's own list, as his page has them. */
    private Set<String> list(String session) throws IOException, InterruptedException {
        var answer =
                http.send(request("/tasks?queue=mine").header("Cookie", session).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        Set<String> numbers = new HashSet<>();
        Matcher each = ON_THE_LIST.matcher(answer.body());
        while (each.find()) {
            numbers.add(each.group(1));
        }
        return numbers;
    }

    private boolean listed(String gauge) {
        return jdbc.sql("""
                        select exists (
                            select from work_item w join emergency_event_report r on r.case_no = w.case_no
                             join alarm a on r.source = 'ALARM' and r.source_key = a.id::text
                             join indicator i on i.number = a.indicator
                            where i.code = ? and w.closed_at is null)""").param(gauge).query(Boolean.class).single();
    }

    private long usual(String[] codes, int batch) {
        int many = READINGS_A_SECOND / BATCHES_A_SECOND;
        StringBuilder body = new StringBuilder("{\"readings\":[");
        Instant now = clock.instant();
        for (int n = 0; n < many; n++) {
            body.append(n == 0 ? "" : ",")
                    .append(reading(batch + "-" + n, codes[n % codes.length], now.minusMillis(many - n), 4));
        }
        try {
            send(body.append("]}").toString());
            return many;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reading(String id, String code, Instant at, double value) {
        return "{\"id\":\"" + id + "\",\"indicator\":\"" + code + "\",\"at\":\"" + at + "\",\"value\":" + value + "}";
    }

    private void send(String body) throws IOException, InterruptedException {
        var answer = http.send(
                request("/api/v1/readings")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        "emergency.wu:xieban-demo".getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
