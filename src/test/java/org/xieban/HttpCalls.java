package org.xieban;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Calls of the running product over HTTP with a demonstration account, of which only the status counts. */
public final class HttpCalls {

    private final String server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CookieManager> webApps = new HashMap<>();

    public HttpCalls(int port) {
        this.server = "http://localhost:" + port;
    }

    public int get(String officer, String path) throws IOException, InterruptedException {
        return send(http, request(officer, path));
    }

    public int post(String officer, String path, String body) throws IOException, InterruptedException {
        return send(http, request(officer, path).POST(BodyPublishers.ofString(body)));
    }

    public int put(String officer, String path, String body) throws IOException, InterruptedException {
        return send(http, request(officer, path).PUT(BodyPublishers.ofString(body)));
    }

    /** As Camunda's web apps do, with Camunda's own token against forged requests. */
    public int postToWebApp(String officer, String path, String body) throws IOException, InterruptedException {
        CookieManager cookies = webApps.computeIfAbsent(officer, any -> new CookieManager());
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        if (cookies.getCookieStore().getCookies().isEmpty()) {
            send(browser, request(officer, "/camunda/app/tasklist/default/"));
        }
        HttpRequest.Builder request = request(officer, path).POST(BodyPublishers.ofString(body));
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .forEach(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
        return send(browser, request);
    }

    private HttpRequest.Builder request(String officer, String path) {
        byte[] credentials = (officer + ":xieban-demo").getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static int send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
