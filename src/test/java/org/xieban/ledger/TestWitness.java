package org.xieban.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A witness, written from C2SP tlog-witness and tlog-cosignature with nothing but Java's own classes. */
final class TestWitness implements AutoCloseable {

    private static final String NAME = "witness.example/w1";

    private final HttpServer server;
    private final KeyPair keys;
    private final byte[] typed;
    private final PlainVerifier.Key log;

    /** What it signed last. */
    volatile long size;

    volatile byte[] root = new byte[0];

    /** Answers this instead, where it is not 0. */
    volatile int answers;

    final List<String> posted = new ArrayList<>();

    TestWitness(PlainVerifier.Key log) throws IOException, GeneralSecurityException {
        this.log = log;
        this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        this.typed = ByteBuffer.allocate(33)
                .put((byte) 4)
                .put(encoded, encoded.length - 32, 32)
                .array();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w1/add-checkpoint", this::add);
        server.createContext("/notes", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, answers == 0 ? 201 : answers, "");
        });
        server.start();
    }

    URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private byte[] id() {
        return Arrays.copyOf(PlainVerifier.sha256((NAME + "\n").getBytes(StandardCharsets.UTF_8), typed), 4);
    }

    String vkey() {
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    private synchronized void add(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        posted.add(body);
        if (answers != 0) {
            answer(exchange, answers, "");
            return;
        }
        List<String> lines = body.substring(0, body.indexOf("\n\n")).lines().toList();
        long old = Long.parseLong(lines.get(0).substring("old ".length()));
        PlainVerifier.Head head = PlainVerifier.Head.parse(body.substring(body.indexOf("\n\n") + 2));
        if (!head.isSignedBy(log)) {
            answer(exchange, 403, "");
        } else if (old > head.size()) {
            answer(exchange, 400, "");
        } else if (old != size || (old == head.size() && !Arrays.equals(root, head.root()))) {
            exchange.getResponseHeaders().add("Content-Type", "text/x.tlog.size");
            answer(exchange, 409, size + "\n");
        } else if (old > 0
                && !PlainVerifier.consistent(
                        old,
                        root,
                        head.size(),
                        head.root(),
                        lines.stream().skip(1).map(Base64.getDecoder()::decode).toList())) {
            answer(exchange, 422, "");
        } else {
            size = head.size();
            root = head.root();
            answer(exchange, 200, cosignature(head.text()));
        }
    }

    String cosignature(String text) {
        long time = 1_795_000_000L;
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(keys.getPrivate());
            ed25519.update(("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
            byte[] line = ByteBuffer.allocate(4 + 8 + 64)
                    .put(id())
                    .putLong(time)
                    .put(ed25519.sign())
                    .array();
            return "\u2014 " + NAME + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
