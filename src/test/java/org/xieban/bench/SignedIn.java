package org.xieban.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The browser of somebody who has signed in, over HTTP. */
public final class SignedIn {

    private static final Pattern HREF = Pattern.compile("\"href\":\"([^\"]+)\"");

    private final String server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** Signs in. */
    public SignedIn(int port, String login) throws IOException, InterruptedException {
        server = "http://localhost:" + port;
        page("/sign-in");
        http.send(
                request("/sign-in")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-XIEBAN-CSRF", token())
                        .POST(BodyPublishers.ofString("login=" + login + "&password=xieban-demo"))
                        .build(),
                BodyHandlers.discarding());
        // whoever signs in is given another token, by the first page that he opens
        page("/start");
    }

    /** By which pages of ours are told from those of other sites. */
    private String token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XIEBAN-CSRF"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Accept", "text/html");
    }

    /** A page that there is. */
    public String page(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(path).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** Saves a file. */
    public void save(String path, Path to) throws IOException, InterruptedException {
        assertThat(http.send(request(path).build(), BodyHandlers.ofFile(to)).statusCode())
                .isEqualTo(200);
    }

    /** Sends a file to the API; where it says that it is told what becomes of it. */
    public String send(String path, String type, Path file) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Content-Type", type)
                        .header("X-XIEBAN-CSRF", token())
                        .POST(BodyPublishers.ofFile(file))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Matcher href = HREF.matcher(answer.body());
        assertThat(href.find()).isTrue();
        return href.group(1);
    }

    /** The milliseconds of a page that is asked for again and again, as {@code p50 / p95}. */
    public String milliseconds(String path, int times) throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        page(path);
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            page(path);
            took.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(took);
        return "%.0f / %.0f ms".formatted(took.get(times / 2), took.get(times * 95 / 100));
    }
}
