package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Other systems and Camunda Tasklist, as they call the product: over HTTP, with an officer's account. */
final class ApiClient {

    private static final String API = "/api/v1";
    private static final String TASKLIST = "/camunda/api/engine/engine/default";

    private final String server;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CookieManager> tasklists = new HashMap<>();

    ApiClient(int port, ObjectMapper json) {
        this.server = "http://localhost:" + port;
        this.json = json;
    }

    private HttpRequest.Builder request(String officer, String path) {
        byte[] credentials = (officer + ":xieban-demo").getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(server + path))
                .header("Accept-Language", "zh")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(answer.request().method() + " " + answer.uri() + ": " + answer.body())
                .isBetween(200, 299);
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    JsonNode get(String officer, String path) {
        return read(send(http, request(officer, API + path)));
    }

    JsonNode post(String officer, String path, JsonNode body) {
        return read(send(
                http,
                request(officer, API + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))));
    }

    /** What was answered, be it a refusal. */
    record Answer(int status, JsonNode body) {}

    /** The answer to a call, whatever it is. */
    Answer answer(String officer, String path, JsonNode body) {
        HttpResponse<String> answer = send(
                http,
                request(officer, API + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
        try {
            return new Answer(answer.statusCode(), json.readTree(answer.body()));
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** The status of the answer to a call without a body. */
    int post(String officer, String path) {
        return send(http, request(officer, API + path).POST(BodyPublishers.noBody()))
                .statusCode();
    }

    /** Uploads a small PDF. */
    void put(String officer, String path, String fileName) {
        String boundary = "xieban-boundary";
        BodyPublisher body = BodyPublishers.ofString("""
                --%s\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                Content-Type: application/pdf\r
                \r
                %%PDF-1.7
                1 0 obj
                <<>>
                endobj
                %%%%EOF
                \r
                --%s--\r
                """.formatted(boundary, fileName, boundary));
        read(send(
                http,
                request(officer, API + path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .PUT(body)));
    }

    /** Calls what Tasklist calls, with Camunda's own token against forged requests. */
    int postToTasklist(String officer, String path, JsonNode body) {
        CookieManager cookies = tasklists.computeIfAbsent(officer, any -> new CookieManager());
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        send(browser, request(officer, "/camunda/app/tasklist/default/"));
        HttpRequest.Builder request = request(officer, TASKLIST + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .forEach(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
        return send(browser, request).statusCode();
    }
}
