package org.xieban.sources.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.sources.connect.SourceFailure.Kind;
import org.xieban.trace.Fingerprint;

/** Against a real socket that behaves badly: each fault is told apart, and none hangs. */
class HttpConnectorTest {

    private static final Source.Limits LIMITS = new Source.Limits(700, 10_000, 2, 10, 2, 30);
    private static final Binding BINDING = new Binding(
            "people",
            "registry",
            Map.of("path", "/people/{idNumber}", "root", "/data"),
            Map.of(),
            Map.of("name", "/name", "city", "/address/city", "age", "/age"));
    private static final Map<String, String> KEYS = Map.of("idNumber", "11010519491231002X");
    private static final String GOOD =
            "{\"data\": {\"name\": \"王强\", \"age\": 41, \"address\": {\"city\": \"西平\"}, \"salary\": 1}}";

    private FaultyServer server;

    @BeforeEach
    void open() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ConnectSettings settings(String... hosts) {
        return new ConnectSettings(List.of(hosts), Map.of("registry", "a secret"), Map.of());
    }

    private static Source source(String baseUrl, Source.Limits limits) {
        return new Source(
                "registry",
                "户籍库",
                Source.Kind.HTTP,
                true,
                1,
                limits,
                Map.of("baseUrl", baseUrl, "authHeader", "X-Key", "secret", "registry"));
    }

    private GuardedSource guarded(Source.Limits limits) {
        return at("http://127.0.0.1:" + server.port(), limits);
    }

    private static GuardedSource at(String baseUrl, Source.Limits limits) {
        Source source = source(baseUrl, limits);
        return new GuardedSource(source, new HttpConnector(source, settings("127.0.0.1")));
    }

    private SourceFailure failure(GuardedSource source) {
        return catchThrowableOfType(SourceFailure.class, () -> source.ask(BINDING, KEYS, "key-1"));
    }

    private void assertFails(Kind kind, int attempts) {
        SourceFailure failure = failure(guarded(LIMITS));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.attempts()).isEqualTo(attempts);
        assertThat(failure.getMessage()).doesNotContain("11010519491231002X", "王强");
    }

    @Test
    void readsWhatIsBoundAndNothingElse() {
        server.thenSay("200 OK", "Content-Type: application/json\r\n", GOOD);
        Answer answer = guarded(LIMITS).ask(BINDING, KEYS, "key-1");
        assertThat(answer.found()).isTrue();
        assertThat(answer.values())
                .containsOnly(Map.entry("name", "王强"), Map.entry("city", "西平"), Map.entry("age", new BigDecimal("41")));
        assertThat(answer.sha256()).isEqualTo(Fingerprint.sha256(GOOD.getBytes(StandardCharsets.UTF_8)));
        assertThat(server.requests().get(0)).startsWith("GET /people/11010519491231002X HTTP/1.1");
        assertThat(server.header("X-Key")).containsExactly("a secret");
        assertThat(answer.toString()).doesNotContain("王强");
    }

    @Test
    void whomItDoesNotKnowIsNoFailure() {
        server.thenSay("404 Not Found", "", "{}").thenSay("200 OK", "", "{\"data\": null}");
        GuardedSource source = guarded(LIMITS);
        assertThat(source.ask(BINDING, KEYS, "key-1").found()).isFalse();
        assertThat(source.ask(BINDING, KEYS, "key-2").found()).isFalse();
    }

    @Test
    void whatFailsForAMomentIsAskedAgainWithTheSameKey() {
        server.thenSay("500 Oops", "", "{}").thenSay("200 OK", "", GOOD);
        assertThat(guarded(LIMITS).ask(BINDING, KEYS, "key-7").attempts()).isEqualTo(2);
        assertThat(server.header("Idempotency-Key")).containsExactly("key-7", "key-7");
    }

    @Test
    void nobodyListens() throws IOException {
        server.close();
        assertFails(Kind.UNREACHABLE, 2);
    }

    @Test
    void aConnectionThatIsResetInMidAnswer() {
        server.then((socket, out) -> {
            out.write(FaultyServer.response("200 OK", "", GOOD), 0, 70);
            out.flush();
            socket.setSoLinger(true, 0);
            socket.close();
        });
        assertFails(Kind.BROKEN, 2);
    }

    /** No single pause is long, and the headers come at once: only the time of the whole answer tells. */
    @Test
    void anAnswerByteByByteIsNotWaitedForBeyondItsTime() {
        CountDownLatch never = new CountDownLatch(1);
        server.then((socket, out) -> {
            for (byte each : FaultyServer.response("200 OK", "", GOOD)) {
                out.write(each);
                out.flush();
                pause(never, 60);
            }
        });
        long begun = System.nanoTime();
        SourceFailure failure = failure(guarded(new Source.Limits(400, 10_000, 1, 10, 2, 30)));
        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    private static void pause(CountDownLatch never, int millis) {
        try {
            never.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void fiftyMegabytesAreHungUpOn() {
        server.then((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 800; i++) {
                out.write(block);
            }
        });
        assertFails(Kind.TOO_LARGE, 1);
    }

    @Test
    void anAnswerThatNeverEndsIsHungUpOn() {
        server.then((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("400\r\n" + " ".repeat(1024) + "\r\n").getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(chunk);
            }
        });
        assertFails(Kind.TOO_LARGE, 1);
    }

    @Test
    void itsOwnFailureIsToldApartFromOurs() {
        server.thenSay("500 Oops", "", "{}");
        assertFails(Kind.FAULTY, 2);
    }

    @Test
    void aQuestionThatItRefusesIsNotRepeated() {
        server.thenSay("403 Forbidden", "", "{}");
        assertFails(Kind.REJECTED, 1);
    }

    @Test
    void oneThatAsksForPatienceIsGivenIt() {
        server.thenSay("429 Too Many", "Retry-After: 1\r\n", "{}").thenSay("200 OK", "", GOOD);
        long begun = System.nanoTime();
        assertThat(guarded(LIMITS).ask(BINDING, KEYS, "key-1").attempts()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void oneThatAsksForMuchPatienceIsLeftToTheEngine() {
        server.thenSay("429 Too Many", "Retry-After: 600\r\n", "{}");
        SourceFailure failure = failure(guarded(LIMITS));
        assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatIsNoJsonOrNotWhatWasAgreedIsMalformed() {
        for (String body : List.of(
                GOOD.substring(0, 30),
                "<html>",
                GOOD + "x",
                "",
                "{\"data\": 7}",
                "{\"data\": [{}, {}]}",
                "{\"data\": {\"name\": {}}}")) {
            FaultyServer each = server.thenSay("200 OK", "", body);
            assertThat(failure(guarded(LIMITS)).kind()).as(body).isEqualTo(Kind.MALFORMED);
            assertThat(each).isNotNull();
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (FaultyServer elsewhere = new FaultyServer()) {
            elsewhere.thenSay("200 OK", "", GOOD);
            server.thenSay("302 Found", "Location: http://127.0.0.1:" + elsewhere.port() + "/\r\n", "");
            assertFails(Kind.REDIRECT, 1);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void nobodyIsAskedOnAHostThatTheSettingsDoNotName() {
        for (String url : List.of(
                "http://169.254.169.254/latest",
                "http://localhost:1",
                "file:///etc/passwd",
                "http://127.0.0.1@evil/",
                "ftp://127.0.0.1",
                "nonsense",
                "")) {
            SourceFailure failure = catchThrowableOfType(
                    SourceFailure.class, () -> new HttpConnector(source(url, LIMITS), settings("127.0.0.1")));
            assertThat(failure.kind()).as(url).isEqualTo(Kind.NOT_SET_UP);
        }
    }

    @Test
    void aKeyLeadsNowhereElse() {
        server.thenSay("404 Not Found", "", "");
        GuardedSource source = guarded(LIMITS);
        for (String key : List.of("../admin", "x?y=1#z", "a@b:1/", "%2e%2e", "' or 1=1 --", "a\r\nX-Evil: 1")) {
            assertThat(source.ask(BINDING, Map.of("idNumber", key), "key").found())
                    .isFalse();
        }
        assertThat(server.requests()).hasSize(6).allSatisfy(request -> assertThat(
                        request.lines().findFirst().orElseThrow())
                .matches("GET /people/[^/?#]+ HTTP/1.1"));
        assertThat(server.header("X-Evil")).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted(@TempDir Path folder) throws Exception {
        try (FaultyServer tls = new FaultyServer(TlsKeys.made(folder, "nobody").serverSocket(null))) {
            tls.thenSay("200 OK", "", GOOD);
            assertThat(failure(at("https://127.0.0.1:" + tls.port(), LIMITS)).kind())
                    .isEqualTo(Kind.TLS);
            assertThat(tls.requests()).isEmpty();
        }
        // and one that does not speak it at all
        server.then((Socket socket, OutputStream out) -> out.write("hello\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(failure(at("https://127.0.0.1:" + server.port(), LIMITS)).kind())
                .isIn(Kind.TLS, Kind.TIMEOUT, Kind.BROKEN);
    }

    @Test
    void whatFailsAgainAndAgainIsGivenARestAndThenTriedAnew() {
        server.thenSay("500 Oops", "", "{}");
        GuardedSource source = guarded(new Source.Limits(700, 10_000, 1, 10, 2, 1));
        for (int i = 0; i < 5; i++) {
            assertThat(failure(source).kind()).isEqualTo(Kind.FAULTY);
        }
        assertThat(failure(source).kind()).isEqualTo(Kind.RESTING);
        assertThat(server.requests()).hasSize(5);
        server.thenSay("200 OK", "", GOOD).thenSay("200 OK", "", GOOD);
        source.breaker().transitionToHalfOpenState();
        failureOrNot(source);
        assertThat(source.ask(BINDING, KEYS, "key-1").found()).isTrue();
    }

    private void failureOrNot(GuardedSource source) {
        // the first of them may still meet the failure that was repeated
        failure(source);
    }

    @Test
    void noMoreAskAtOnceThanTheSourceTakes() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        server.then((socket, out) -> {
            asked.countDown();
            pause(go, 5_000);
            out.write(FaultyServer.response("200 OK", "", GOOD));
        });
        GuardedSource source = guarded(new Source.Limits(3_000, 10_000, 1, 10, 2, 1));
        Thread[] askers = new Thread[2];
        for (int i = 0; i < 2; i++) {
            askers[i] = new Thread(() -> source.ask(BINDING, KEYS, "key"));
            askers[i].start();
        }
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(failure(source).kind()).isEqualTo(Kind.FULL);
        go.countDown();
        for (Thread asker : askers) {
            asker.join(5_000);
        }
        assertThat(source.ask(BINDING, KEYS, "key-3").found()).isTrue();
    }
}
