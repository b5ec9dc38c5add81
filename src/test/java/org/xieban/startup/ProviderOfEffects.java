package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A department that does something when it is asked, once for each key; at first it keeps its answer to itself. */
final class ProviderOfEffects implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch effect = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);

    ProviderOfEffects() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            effect.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] body = "{\"listed\": false}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Host and port. */
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What sets it up as the source of what everybody may ask. */
    String[] setUp() {
        return new String[] {"""
            insert into data_source (code, name, kind, enabled, version, limits, settings)
            values ('effects', '核验', 'HTTP', true, 1,
                '{"timeoutMillis": 20000, "largestBytes": 10000, "attempts": 1, "backoffMillis": 10, "concurrent": 4,
                  "openSeconds": 5}',
                '{"baseUrl": "http://127.0.0.1:%d"}')""".formatted(server.getAddress().getPort()), """
            insert into data_binding (resource, source, settings, keys, fields)
            values ('serious-dishonesty', 'effects', '{"path": "/listed"}', '{}', '{"listed": "/listed"}')"""};
    }

    /** Registers a case that has it asked. */
    void asksFor(String address) throws Exception {
        String application = """
                {"itemCode": "housing-eligibility",
                 "applicant": {"kind": "PERSON", "name": "何春燕", "idNumber": "11010519491231002X", "phone": "13800138000"},
                 "form": {"matter": "申请保障", "place": "411902", "address": "柏城街道", "preferredDelivery": "WINDOW",
                          "truthful": true}}""";
        ProductApi.Answer answer = new ProductApi(address, "clerk.chen").post("/cases", application);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    }

    void awaitEffect() throws InterruptedException {
        assertThat(effect.await(30, TimeUnit.SECONDS)).as("it was asked").isTrue();
    }

    void answersFromNowOn() {
        answers.countDown();
    }

    int requests() {
        return requests.get();
    }

    /** As many as there were keys. */
    int effects() {
        return keys.size();
    }

    @Override
    public void close() {
        answers.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
