package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.sources.DataResource.Sharing;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;

/**
 * What grants, record and masking cost beside a plain HTTP client that asks the same local service as many at once; and
 * what a source that hangs does to others.
 *
 * <p>Where the service answers at once, nothing of that is hidden behind its answer time, and the ratio says how much
 * dearer a call on record is than none. What limits it is the record itself: a failed attempt must leave its record too,
 * so that each call is two durable commits, one before and one after, whatever else is spared. The floor is therefore
 * measured with it: the plain client between two commits of one row each, and nothing else, which are four round trips to
 * the database. A call makes eleven: before it the case with who may see it, what was claimed, the resource, its grants,
 * the call; the source; after it the call, the fact, the entry of the case's record; and both commits.
 */
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
@Tag("bench")
class SourcesBench {

    private static final int AT_ONCE = 16;
    private static final int CALLS = 1_000;
    private static final int ROUNDS = 2;
    private static final int PAGES = 300;

    /** How long a department's service takes that is quick: the demonstration's slow one takes 700. */
    private static final int QUICK_MILLIS = 50;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private QueryApi api;

    @Autowired
    private Resources resources;

    @Autowired
    private Grants grants;

    @Autowired
    private SourceSetUp setUp;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final AtomicInteger keys = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private ExecutorService serving;
    private ExecutorService asking;
    private HttpServer service;
    private SecurityContext signedIn;

    /** Each asks for a case of its own, as departments do. */
    private final BlockingQueue<String> cases = new LinkedBlockingQueue<>();

    private final ThreadLocal<String> caseNo = ThreadLocal.withInitial(() -> {
        String mine = cases.remove();
        cases.add(mine);
        return mine;
    });

    static {
        // read once, as the first server is made: without it each answer waits for 40 ms
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    @BeforeEach
    void open() throws Exception {
        serving = Executors.newCachedThreadPool();
        asking = Executors.newFixedThreadPool(2 * AT_ONCE);
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        service.setExecutor(serving);
        byte[] answer = "{\"name\": \"王强\", \"status\": \"存续\", \"phone\": \"0396-1234567\", \"salary\": \"1\"}"
                .getBytes(StandardCharsets.UTF_8);
        service.createContext("/", exchange -> {
            try {
                int millis = Integer.parseInt(exchange.getRequestURI().getPath().split("/")[1]);
                if (millis > 0) {
                    over.await(millis, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        for (int i = 0; i < AT_ONCE; i++) {
            cases.add(new CaseCalls(mvc).registered("王强"));
        }
        UserDetails officer = people.loadUserByUsername("clerk.chen");
        signedIn = SecurityContextHolder.createEmptyContext();
        signedIn.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
    }

    @AfterEach
    void close() {
        over.countDown();
        asking.shutdownNow();
        service.stop(0);
        serving.shutdownNow();
    }

    /** A resource whose source takes that long. */
    private String resource(int millis, int timeoutMillis) {
        String code = TestResources.code();
        resources.publishMissing(ResourceTable.write(List.of(TestResources.of(code, Sharing.CONDITIONAL))));
        setUp.keep(new Source(
                code,
                "本机服务",
                Source.Kind.HTTP,
                true,
                1,
                new Source.Limits(timeoutMillis, 10_000, 1, 10, AT_ONCE, 5),
                Map.of("baseUrl", address(millis))));
        setUp.keep(new Binding(
                code,
                code,
                Map.of("path", "/companies/{creditCode}"),
                Map.of(),
                Map.of("name", "/name", "status", "/status", "phone", "/phone")));
        grants.grantAsDecided(new Grants.Granting(
                code,
                "spj",
                CaseCalls.ITEM,
                Set.of("name", "status", "phone"),
                Purpose.EXAMINATION,
                LocalDate.of(2020, 1, 1),
                LocalDate.of(2099, 1, 1),
                "测试"));
        return code;
    }

    private String address(int millis) {
        return "http://127.0.0.1:" + service.getAddress().getPort() + "/" + millis;
    }

    private Object throughTheProduct(String code) {
        SecurityContextHolder.setContext(signedIn);
        try {
            return api.query(
                    code,
                    new QueryApi.Asked(
                            Purpose.EXAMINATION, caseNo.get(), Map.of("creditCode", "91411900MA45CXY19U"), List.of()),
                    code + "-" + keys.incrementAndGet());
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private Object plainly(int millis) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address(millis) + "/companies/91411900MA45CXY19U"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private double perSecond(Callable<Object> call) throws Exception {
        List<Future<Object>> all = new ArrayList<>();
        AtomicInteger left = new AtomicInteger(CALLS);
        long began = System.nanoTime();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(asking.submit(() -> {
                while (left.getAndDecrement() > 0) {
                    call.call();
                }
                return "";
            }));
        }
        for (Future<Object> each : all) {
            each.get();
        }
        return CALLS / ((System.nanoTime() - began) / 1e9);
    }

    /** The plain client, between two durable commits of one row: what no record can do without. */
    private Object recorded(int millis) throws Exception {
        Long row = transaction.execute(
                status -> jdbc.sql("insert into sources_bench (state) values ('STARTED') returning id")
                        .query(Long.class)
                        .single());
        Object answer = plainly(millis);
        transaction.executeWithoutResult(status -> jdbc.sql("update sources_bench set state = 'ANSWERED' where id = ?")
                .param(row)
                .update());
        return answer;
    }

    @Test
    void callsPerSecondBesideAPlainClient() throws Exception {
        jdbc.sql("create table sources_bench (id bigint generated always as identity primary key, state text)")
                .update();
        double ratio = compare(QUICK_MILLIS);
        compare(0);
        assertThat(ratio).isGreaterThanOrEqualTo(0.8);
    }

    /** In turns, the best of each. */
    private double compare(int millis) throws Exception {
        String code = resource(millis, 5_000);
        double plain = 0;
        double floor = 0;
        double ours = 0;
        for (int round = 0; round < ROUNDS; round++) {
            plain = Math.max(plain, perSecond(() -> plainly(millis)));
            floor = Math.max(floor, perSecond(() -> recorded(millis)));
            ours = Math.max(ours, perSecond(() -> throughTheProduct(code)));
        }
        System.out.printf(
                "%d at once, a service of %d ms: plain %.0f/s; between two durable commits %.0f/s (%.2f of it); with"
                        + " grants, record and masking %.0f/s (%.2f of plain, %.2f of two commits)%n",
                AT_ONCE, millis, plain, floor, floor / plain, ours, ours / plain, ours / floor);
        return ours / plain;
    }

    @Test
    void aSourceThatHangsLeavesOthersAndThePagesAlone() throws Exception {
        String good = resource(QUICK_MILLIS, 5_000);
        String hanging = resource(600_000, 3_000);
        page(PAGES);
        List<Double> normal = page(PAGES);
        List<Double> others = times(60, () -> throughTheProduct(good));
        AtomicBoolean more = new AtomicBoolean(true);
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> hung = new ArrayList<>();
        for (int i = 0; i < AT_ONCE + 4; i++) {
            hung.add(asking.submit(() -> {
                while (more.get()) {
                    try {
                        throughTheProduct(hanging);
                    } catch (RuntimeException e) {
                        refused.incrementAndGet();
                        over.await(200, TimeUnit.MILLISECONDS);
                    }
                }
                return "";
            }));
        }
        over.await(500, TimeUnit.MILLISECONDS);
        List<Double> meanwhile = page(PAGES);
        List<Double> othersMeanwhile = times(60, () -> throughTheProduct(good));
        more.set(false);
        double ratio = p95(meanwhile) / p95(normal);
        System.out.printf(
                "a source hangs and %d ask it: the work list's p95 %.1f ms, else %.1f ms (%.2f ×); another source's p95"
                        + " %.1f ms, else %.1f ms; %d were told that it does not answer%n",
                AT_ONCE + 4, p95(meanwhile), p95(normal), ratio, p95(othersMeanwhile), p95(others), refused.get());
        assertThat(ratio).isLessThanOrEqualTo(1.2);
        for (Future<?> each : hung) {
            each.get();
        }
    }

    private List<Double> page(int times) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/tasks?queue=group"))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("clerk.chen:xieban-demo".getBytes(StandardCharsets.US_ASCII)))
                .build();
        return times(times, () -> {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        });
    }

    private static List<Double> times(int number, Callable<Object> call) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            long began = System.nanoTime();
            call.call();
            times.add((System.nanoTime() - began) / 1e6);
        }
        times.sort(Double::compare);
        return times;
    }

    private static double p95(List<Double> sorted) {
        return sorted.get(sorted.size() * 95 / 100);
    }
}
