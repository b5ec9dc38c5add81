package org.xieban.sources.connect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.Fingerprint;
import org.xieban.web.LimitedBody;

/**
 * JSON over HTTP, from hosts that the settings name and nowhere else: no redirect is followed, no answer read beyond its
 * size, none waited for beyond its time, however slowly it comes.
 */
final class HttpConnector implements Connector {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9]+)}");
    private static final int LONGEST_WAIT_SECONDS = 86_400;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http;
    private final URI base;
    private final Source.Limits limits;
    private final String authHeader;
    private final String secret;

    HttpConnector(Source source, ConnectSettings settings) {
        this.limits = source.limits();
        this.base = base(source.setting("baseUrl"), settings);
        this.authHeader = source.setting("authHeader");
        this.secret = authHeader.isEmpty() ? "" : settings.secret(source.setting("secret"));
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(limits.timeoutMillis()));
        String certificate = source.setting("certificate");
        if (!certificate.isEmpty()) {
            client.sslContext(identity(settings.certificates().get(certificate)));
        }
        this.http = client.build();
    }

    private static URI base(String url, ConnectSettings settings) {
        try {
            URI base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            String scheme = String.valueOf(base.getScheme());
            String host = base.getHost();
            int port = base.getPort() >= 0 ? base.getPort() : scheme.equals("https") ? 443 : 80;
            if (host != null
                    && (scheme.equals("http") || scheme.equals("https"))
                    && base.getUserInfo() == null
                    && settings.allows(host, port)) {
                return base;
            }
        } catch (IllegalArgumentException no) {
            // told below
        }
        throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
    }

    private static SSLContext identity(ConnectSettings.@Nullable Certificate certificate) {
        if (certificate == null) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
        char[] password = certificate.password().toCharArray();
        try (InputStream file = Files.newInputStream(Path.of(certificate.file()))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trusted(certificate.authorities()), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
    }

    /** Whom a source's certificate may come from: an office's network has authorities of its own. */
    private static TrustManager @Nullable [] trusted(@Nullable String authorities)
            throws IOException, GeneralSecurityException {
        if (authorities == null || authorities.isBlank()) {
            return null;
        }
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream file = Files.newInputStream(Path.of(authorities))) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                known.setCertificateEntry("authority-" + known.size(), each);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(known);
        return managers.getTrustManagers();
    }

    @Override
    public Answer ask(Binding binding, Map<String, String> keys, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(binding, keys))
                .timeout(Duration.ofMillis(limits.timeoutMillis()))
                .header("Accept", "application/json")
                .header("Idempotency-Key", idempotencyKey);
        if (!authHeader.isEmpty()) {
            request.header(authHeader, secret);
        }
        if (binding.setting("method").equals("POST")) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(binding, keys)));
        }
        return read(binding, send(request.build()));
    }

    private URI address(Binding binding, Map<String, String> keys) {
        Matcher place = PLACE.matcher(binding.setting("path"));
        StringBuilder path = new StringBuilder();
        while (place.find()) {
            String value = keys.get(place.group(1));
            if (value == null) {
                throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
            }
            place.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
        }
        place.appendTail(path);
        try {
            URI address = URI.create(base + path.toString());
            // whatever the template says, it stays on the host that was looked at
            if (path.toString().startsWith("/")
                    && String.valueOf(base.getAuthority()).equals(address.getAuthority())) {
                return address;
            }
        } catch (IllegalArgumentException no) {
            // told below, without the value
        }
        throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
    }

    private static String encoded(String value) {
        // dots stay as they are, and two of them would be a step up
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    private static String body(Binding binding, Map<String, String> keys) {
        ObjectNode body = JSON.createObjectNode();
        keys.forEach((name, value) -> body.put(binding.keys().getOrDefault(name, name), value));
        return body.toString();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, head -> LimitedBody.upTo(limits.largestBytes()));
        try {
            return answer.get(limits.timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw SourceFailure.of(SourceFailure.Kind.TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceFailure.of(SourceFailure.Kind.BROKEN);
        } catch (ExecutionException e) {
            throw SourceFailure.of(kind(e.getCause()));
        } finally {
            // ends the exchange where it is still under way
            answer.cancel(true);
        }
    }

    private static SourceFailure.Kind kind(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LimitedBody.TooLarge) {
                return SourceFailure.Kind.TOO_LARGE;
            }
            if (cause instanceof SSLException) {
                return SourceFailure.Kind.TLS;
            }
            if (cause instanceof HttpTimeoutException) {
                return SourceFailure.Kind.TIMEOUT;
            }
            if (cause instanceof ConnectException) {
                return SourceFailure.Kind.UNREACHABLE;
            }
        }
        return SourceFailure.Kind.BROKEN;
    }

    private static Answer read(Binding binding, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String sha256 = Fingerprint.sha256(answer.body());
        if (status == 404) {
            return new Answer(false, Map.of(), sha256, 1, null);
        }
        if (status >= 300 && status < 400) {
            throw SourceFailure.of(SourceFailure.Kind.REDIRECT);
        }
        if (status == 429 || status == 503) {
            throw new SourceFailure(
                    status == 429 ? SourceFailure.Kind.BUSY : SourceFailure.Kind.FAULTY, retryAfter(answer), 1);
        }
        if (status >= 500) {
            throw SourceFailure.of(SourceFailure.Kind.FAULTY);
        }
        if (status != 200) {
            throw SourceFailure.of(SourceFailure.Kind.REJECTED);
        }
        return entry(binding, answer.body(), sha256);
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("").strip();
        return seconds.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Math.min(Integer.parseInt(seconds), LONGEST_WAIT_SECONDS))
                : null;
    }

    private static Answer entry(Binding binding, byte[] body, String sha256) {
        if (body.length == 0) {
            throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
        }
        JsonNode entry;
        try {
            entry = JSON.readTree(body).at(JsonPointer.compile(binding.setting("root")));
        } catch (JsonProcessingException e) {
            // its message would quote the answer
            throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
        } catch (IOException | IllegalArgumentException e) {
            throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
        }
        if (entry.isArray() && entry.size() < 2) {
            entry = entry.path(0);
        }
        if (entry.isMissingNode() || entry.isNull()) {
            return new Answer(false, Map.of(), sha256, 1, null);
        }
        if (!entry.isObject()) {
            throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : binding.fields().entrySet()) {
            values.put(field.getKey(), scalar(entry.at(pointer(field.getValue()))));
        }
        return new Answer(true, values, sha256, 1, null);
    }

    private static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
    }

    private static @Nullable Object scalar(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        throw SourceFailure.of(SourceFailure.Kind.MALFORMED);
    }

    @Override
    public void close() {
        // its connections end with it
    }
}
