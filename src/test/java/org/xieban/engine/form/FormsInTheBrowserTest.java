package org.xieban.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xieban.OneBrowser;
import org.xieban.web.Refusal;

/**
 * The server and form-js 1.8.7 in a real browser judge the same submissions. Where they are to differ the case says so,
 * with the reason.
 */
@ExtendWith(OneBrowser.class)
class FormsInTheBrowserTest {

    private static final List<String> FORMS = List.of("texts", "numbers", "choices", "dates", "conditions", "lists");

    private static final Map<String, String> CODES = new LinkedHashMap<>();

    static {
        CODES.put("Field is required.", "form.required");
        CODES.put("Field must match pattern .*", "form.pattern");
        CODES.put("Field must have minimum value of .*", "form.tooSmall");
        CODES.put("Field must have maximum value of .*", "form.tooLarge");
        CODES.put("Field must have minimum length of .*", "form.tooShort");
        CODES.put("Field must have maximum length of .*", "form.tooLong");
        CODES.put("Field must be a valid  international phone number.*", "form.notAPhone");
        CODES.put("Field must be a valid email.", "form.notAnEmail");
        CODES.put("Value is expected to be an integer.", "form.notAnInteger");
        CODES.put("Value is expected to have at most .*", "form.tooManyDecimals");
        CODES.put("Please select a valid value, the two nearest.*", "form.notAStep");
    }

    private static BrowserContext profile;
    private static Page page;

    @BeforeAll
    static void openPage() throws IOException {
        profile = OneBrowser.browser().newContext(new Browser.NewContextOptions().setTimezoneId("Asia/Shanghai"));
        page = profile.newPage();
        // frames come as fast as they are drawn, so that the many small forms take seconds
        page.evaluate("window.requestAnimationFrame = (draw) => setTimeout(draw, 0)");
        page.addScriptTag(new Page.AddScriptTagOptions().setContent(text("/static/vendor/form/form-viewer.js")));
    }

    @AfterAll
    static void closePage() {
        profile.close();
    }

    record Outcome(Map<String, Object> values, Map<String, List<String>> errors) {}

    @TestFactory
    Stream<DynamicTest> serverAndBrowserJudgeAlike() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : FORMS) {
            String form = text("/forms/" + name + ".form");
            FormSchema schema = FormSchema.parse(form, name + ".form", TestForms.FEEL);
            for (JsonNode one : TestForms.JSON.readTree(text("/forms/" + name + ".cases.json"))) {
                tests.add(DynamicTest.dynamicTest(
                        name + ": " + one.path("name").asText(), () -> compare(form, schema, one)));
            }
        }
        return tests.stream();
    }

    private static void compare(String form, FormSchema schema, JsonNode one) throws IOException {
        Outcome browserSays = inBrowser(form, one);
        Outcome serverSays = onServer(schema, one);
        JsonNode differs = one.get("differs");
        if (differs == null) {
            assertThat(serverSays.errors()).isEqualTo(browserSays.errors());
            if (serverSays.errors().isEmpty()) {
                assertThat(serverSays.values()).isEqualTo(browserSays.values());
            }
            return;
        }
        Outcome expected =
                new Outcome(TestForms.map(differs.path("values")), TestForms.strings(differs.path("errors")));
        assertThat(serverSays).isEqualTo(expected);
        assertThat(browserSays)
                .as("a difference that is none any more: " + differs.path("why").asText())
                .isNotEqualTo(serverSays);
    }

    private static Outcome onServer(FormSchema schema, JsonNode one) {
        try {
            Map<String, Object> values = new TreeMap<>(schema.validate(
                            TestForms.map(one.path("submitted")), TestForms.map(one.path("data")), TestForms.TODAY)
                    .values());
            return new Outcome(values, Map.of());
        } catch (Refusal refusal) {
            Map<String, List<String>> errors = new TreeMap<>();
            for (Refusal.FieldError error : refusal.errors()) {
                errors.computeIfAbsent(error.field(), field -> new ArrayList<>())
                        .add(error.code().replace("form.mustBeChecked", "form.required"));
            }
            return new Outcome(Map.of(), errors);
        }
    }

    private static Outcome inBrowser(String form, JsonNode one) throws IOException {
        List<String> given =
                List.of(form, one.path("data").toString(), one.path("submitted").toString());
        JsonNode answer = TestForms.JSON.readTree((String) page.evaluate(text("/forms/browser.js"), given));
        Map<String, List<String>> errors = new TreeMap<>();
        TestForms.strings(answer.path("errors"))
                .forEach((field, messages) -> errors.put(
                        field,
                        messages.stream().map(FormsInTheBrowserTest::code).toList()));
        return new Outcome(errors.isEmpty() ? new TreeMap<>(TestForms.map(answer.path("values"))) : Map.of(), errors);
    }

    private static String code(String message) {
        return CODES.entrySet().stream()
                .filter(entry -> message.matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(message);
    }

    /** Patterns and texts that a browser's regular expressions and Java's read differently, or that are just common. */
    @Test
    void patternsMeanWhatTheyMeanInTheBrowser() throws Exception {
        List<String> patterns = List.of(
                "^\\d{6}$",
                "^[A-Z0-9]{18}$",
                "^(?=.*\\d)(?=.*[a-z]).{6,}$",
                "^(?!0)\\d+$",
                "a|b|",
                "^(ab|a)(c|bcd)$",
                "^(a*)*$",
                "^(?:a+)+$",
                "^.$",
                "^..$",
                "\\s",
                "^\\S+$",
                "\\bcat\\b",
                "\\Bcat",
                "[^]",
                "[]",
                "[a&&b]",
                "[a[b]]",
                "^[\\w.-]+@[\\w-]+$",
                "^[\\d-x]+$",
                "^x{2}$",
                "^x{2,}$",
                "^x{1,3}?$",
                "a{,2}",
                "a{1",
                "{}",
                "]",
                "}",
                "^[一-龥]{2,4}$",
                "^1[3-9]\\d{9}$",
                "^(\\d{3,4}-)?\\d{7,8}$",
                "\\u4e2d",
                "\\x41",
                "^[\\b]$",
                "^(?<year>\\d{4})-(?:\\d{2})$",
                "\\.",
                "\\/",
                "^$",
                "",
                "$a",
                "a$",
                "(^a|b$)",
                "^[^\\n]*$",
                "[+-]",
                "[-+]",
                "[a-]",
                "(a?){3}b",
                "(a|ab)*c",
                "x*?y");
        List<String> texts = List.of(
                "",
                "a",
                "b",
                "ab",
                "abcd",
                "abc",
                "aaaa",
                "aaab",
                "123456",
                "0123",
                "1a",
                "abc123",
                "12345a",
                "cat",
                "a cat sat",
                "concat",
                "cats",
                "\n",
                "a\n",
                "\u0085",
                "\u00a0",
                "\ufeff",
                "\u2028",
                "　",
                "中",
                "中文",
                "王小二",
                "😀",
                "x",
                "xx",
                "xxx",
                "xxxx",
                "a{,2}",
                "a{1",
                "{}",
                "]",
                "}",
                "a&",
                "a[b]",
                "&",
                "-",
                "+",
                "\b",
                "A",
                ".",
                "/",
                "13800138000",
                "0571-87654321",
                "2026-11",
                "a.b-c@d-e",
                "91330100MA2T4T7A0X",
                "xy",
                "y",
                "ac",
                "abab",
                "ababc",
                "aab",
                "12-x");
        JsonNode answers = TestForms.JSON.readTree((String) page.evaluate(
                "([patterns, texts]) => JSON.stringify(patterns.map((p) => texts.map((t) => new RegExp(p).test(t))))",
                List.of(patterns, texts)));
        for (int p = 0; p < patterns.size(); p++) {
            JavaScriptPattern pattern = JavaScriptPattern.compile(patterns.get(p));
            for (int t = 0; t < texts.size(); t++) {
                assertThat(pattern.test(texts.get(t)))
                        .as("/" + patterns.get(p) + "/ on \"" + texts.get(t) + "\"")
                        .isEqualTo(answers.get(p).get(t).booleanValue());
            }
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = FormsInTheBrowserTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
