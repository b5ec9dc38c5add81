package org.xieban.demonstration.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What six departments, the city's exchange platform and its sensors would run themselves: {@code GET /<source>/<resource>/<number>}
 * answers what is known, some of it slowly. {@code POST /switch/<source>/<mode>} lets one fail; {@code GET /journal} tells how often each key was seen. It
 * listens on this machine only, and ends with whoever started it.
 */
public final class CityServices implements AutoCloseable {

    /** How a source behaves. */
    public enum Mode {
        ANSWERING,
        SLOW,
        FAILING
    }

    private static final String SENSORS = "city-operation";
    private static final int SLOW_MILLIS = 700;
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final JsonNode known;
    private final CitySensors sensors = new CitySensors();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Mode> modes = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> journal = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public CityServices() throws IOException {
        try (InputStream data = CityServices.class.getResourceAsStream("/demonstration/known.json")) {
            this.known = json.readTree(data);
        }
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        this.threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        modes.put("insurance", Mode.SLOW);
    }

    /**
     * Serves until whoever started it has ended. Its port is its only line on standard output: the system gives it out, so
     * that none is taken already, and a pipe tells the parent at once, also that this process has ended before it served.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CityServices services = new CityServices();
        System.out.println(services.port());
        System.out.flush();
        // ends with its parent: the pipe from it is closed however it ends
        while (System.in.read() >= 0) {
            // nothing is said there
        }
        services.close();
        System.exit(0);
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets a source behave so from now on. */
    public void behave(String source, Mode mode) {
        modes.put(source, mode);
    }

    /** How often a key was seen. */
    public int seen(String key) {
        AtomicInteger count = journal.get(key);
        return count == null ? 0 : count.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            if (path.length == 4
                    && path[1].equals("switch")
                    && exchange.getRequestMethod().equals("POST")) {
                behave(path[2], Mode.valueOf(path[3]));
                answer(exchange, 204, null);
            } else if (path.length == 2 && path[1].equals("journal")) {
                ObjectNode seen = json.createObjectNode();
                journal.forEach((key, count) -> seen.put(key, count.get()));
                answer(exchange, 200, seen);
            } else if (path.length == 2 && path[1].equals("modes")) {
                ObjectNode now = json.createObjectNode();
                modes.forEach((source, mode) -> now.put(source, mode.name()));
                answer(exchange, 200, now);
            } else if (path.length == 4) {
                ask(exchange, path[1], path[2], path[3]);
            } else {
                answer(exchange, 404, null);
            }
        } catch (IllegalArgumentException wrong) {
            answer(exchange, 400, null);
        }
    }

    private void ask(HttpExchange exchange, String source, String resource, String number) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null) {
            journal.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
        }
        switch (modes.getOrDefault(source, Mode.ANSWERING)) {
            case FAILING -> {
                answer(exchange, 500, null);
                return;
            }
            case SLOW -> pause();
            case ANSWERING -> {
                // at once
            }
        }
        JsonNode entry = entry(resource, number);
        if (entry.isMissingNode()) {
            answer(exchange, 404, null);
        } else {
            answer(exchange, 200, json.createObjectNode().set("data", entry));
        }
    }

    private JsonNode entry(String resource, String number) {
        if (!resource.equals(SENSORS)) {
            return known.path(resource).path(number);
        }
        Double shown = sensors.shows(number, System.currentTimeMillis());
        return shown == null
                ? MissingNode.getInstance()
                : json.createObjectNode().put("code", number).put("value", shown);
    }

    private void pause() {
        try {
            closed.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
