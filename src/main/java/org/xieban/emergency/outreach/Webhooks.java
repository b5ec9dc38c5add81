package org.xieban.emergency.outreach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;
import org.xieban.web.LimitedBody;

/**
 * By webhook: JSON, the same over all attempts, under {@code Idempotency-Key}, signed by {@code X-Xieban-Signature}, the
 * HMAC-SHA256 of the body under the receiver's secret. An answer {@code {"acknowledged": true}} acknowledges it.
 */
@Component
class Webhooks implements Sending {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 65_536;

    private final Receivers receivers;
    private final OutreachSettings settings;
    private final Acknowledgements acknowledgements;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    Webhooks(Receivers receivers, OutreachSettings settings, Acknowledgements acknowledgements, ObjectMapper json) {
        this.receivers = receivers;
        this.settings = settings;
        this.acknowledgements = acknowledgements;
        this.json = json;
    }

    @Override
    public boolean send(Delivery delivery) throws NotSent {
        Receiver receiver = receivers
                .find(delivery.address())
                .filter(Receiver::enabled)
                .orElseThrow(() -> new NotSent("NO_RECEIVER"));
        String secret = settings.secrets().getOrDefault(receiver.secret(), "");
        if (secret.isEmpty() || !receivers.mayBeTold(receiver.url())) {
            throw new NotSent("NOT_SET_UP");
        }
        String body = body(delivery);
        HttpResponse<byte[]> answer = post(HttpRequest.newBuilder(URI.create(receiver.url()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", delivery.key())
                .header("X-Xieban-Signature", "sha256=" + Acknowledgements.hmac(secret, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() < 200 || answer.statusCode() >= 300) {
            throw new NotSent("HTTP_" + answer.statusCode());
        }
        return acknowledges(answer.body());
    }

    private String body(Delivery delivery) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("key", delivery.key());
        said.put("kind", delivery.purpose().kind().name());
        said.put("caseNo", delivery.purpose().caseNo());
        said.put("subject", delivery.subject());
        said.put("text", delivery.text());
        said.put("at", OfficialTime.of(delivery.createdAt()).toString());
        acknowledgements.link(delivery).ifPresent(link -> said.put("acknowledge", link));
        try {
            return json.writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    private HttpResponse<byte[]> post(HttpRequest request) throws NotSent {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, head -> LimitedBody.upTo(LONGEST_ANSWER));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NotSent("TIMEOUT");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent("BROKEN");
        } catch (ExecutionException e) {
            throw new NotSent("UNREACHABLE");
        } finally {
            answer.cancel(true);
        }
    }

    private boolean acknowledges(byte[] answer) {
        try {
            return json.readTree(answer).path("acknowledged").asBoolean(false);
        } catch (IOException none) {
            return false;
        }
    }
}
