package org.xieban.directory.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.startup.ProductProcess;

/** Without the demonstration the first start sets up the three administrators: with a code that is printed once. */
class FirstStartTest {

    @Test
    void theFirstStartPrintsACodeThatSetsUpThreeAdministratorsOnce(@TempDir Path folder) throws Exception {
        try (var product = ProductProcess.in(folder)
                .setting("spring.profiles.active", "production")
                .run()) {
            String address = product.awaitReady();
            Matcher printed = Pattern.compile("[A-Z2-9]{4}(-[A-Z2-9]{4}){3}").matcher(product.output());
            assertThat(printed.find()).isTrue();
            assertThat(product.output()).doesNotContain("xieban-demo");

            Visitor visitor = new Visitor(address);
            assertThat(visitor.get("/setup").body()).contains("初始化");

            Map<String, String> form = form("AAAA-AAAA-AAAA-AAAA");
            HttpResponse<String> wrongCode = visitor.post("/setup", "/setup", form);
            assertThat(wrongCode.statusCode()).isEqualTo(422);
            assertThat(wrongCode.body()).contains("初始化码不正确").doesNotContain("Geheim-");

            form = form(printed.group());
            form.put("security-administrator-login", form.get("system-administrator-login"));
            form.put("audit-administrator-password", "short");
            HttpResponse<String> wrongFields = visitor.post("/setup", "/setup", form);
            assertThat(wrongFields.statusCode()).isEqualTo(422);
            assertThat(wrongFields.body()).contains("三员须是三个不同的人", "密码至少 10 个字符");

            form = form(printed.group());
            form.put("departmentCode", "no good");
            assertThat(visitor.post("/setup", "/setup", form).body()).contains("代码须为");
            // all or nothing: nobody of the refused attempts is there
            assertThat(visitor.signIn("root.zhang", "Geheim-Wort-1")).isEqualTo("/sign-in?refused");

            assertThat(visitor.post("/setup", "/setup", form(printed.group())).statusCode())
                    .isEqualTo(302);
            assertThat(visitor.get("/setup").statusCode()).isEqualTo(404);
            assertThat(visitor.signIn("root.zhang", "Geheim-Wort-1")).isEqualTo("/start");
            assertThat(visitor.get("/directory/departments").body()).contains("东山市数据局");
            assertThat(visitor.get("/ledger/record").statusCode()).isEqualTo(403);
            assertThat(visitor.signIn("audit.wei", "Geheim-Wort-3")).isEqualTo("/start");
            assertThat(visitor.get("/ledger/record").body()).contains("设立三员");
            // the demonstration's people are the demonstration's only
            assertThat(visitor.signIn("clerk.chen", "xieban-demo")).isEqualTo("/sign-in?refused");
        }
    }

    private static Map<String, String> form(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("code", code);
        form.put("regionCode", "990100");
        form.put("regionName", "东山市");
        form.put("departmentCode", "sjj");
        form.put("departmentName", "东山市数据局");
        form.put("system-administrator-login", "root.zhang");
        form.put("system-administrator-name", "张一");
        form.put("system-administrator-password", "Geheim-Wort-1");
        form.put("security-administrator-login", "sec.wang");
        form.put("security-administrator-name", "王二");
        form.put("security-administrator-password", "Geheim-Wort-2");
        form.put("audit-administrator-login", "audit.wei");
        form.put("audit-administrator-name", "卫三");
        form.put("audit-administrator-password", "Geheim-Wort-3");
        return form;
    }

    /** A browser without a screen. */
    private static final class Visitor {

        private final String address;
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        Visitor(String address) {
            this.address = address;
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> post(String page, String path, Map<String, String> form)
                throws IOException, InterruptedException {
            Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                    .matcher(get(page).body());
            assertThat(token.find()).isTrue();
            Map<String, String> fields = new LinkedHashMap<>(form);
            fields.put("_csrf", token.group(1));
            String body = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Accept", "text/html")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        String signIn(String login, String password) throws IOException, InterruptedException {
            URI target = URI.create(post("/sign-in", "/sign-in", Map.of("login", login, "password", password))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow());
            return target.getPath() + (target.getQuery() == null ? "" : "?" + target.getQuery());
        }
    }
}
