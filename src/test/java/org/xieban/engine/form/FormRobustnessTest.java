package org.xieban.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xieban.web.Refusal;

/** Whatever comes over the wire, the answer is a submission or a refusal, and what is accepted is accepted again. */
class FormRobustnessTest {

    private static final List<String> NAMES = List.of("texts", "numbers", "choices", "dates", "conditions", "lists");

    private static final List<FormSchema> FORMS = NAMES.stream()
            .map(name -> FormSchema.parse(text(name + ".form"), name, TestForms.FEEL))
            .toList();

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("people", "phones", "checks", "company", "contact", "units", "departments"),
                    FORMS.stream()
                            .flatMap(form -> form.fields().stream())
                            .flatMap(field -> field.basics().key().stream()))
            .distinct()
            .toList();

    private static final List<Object> PLAIN = Arrays.asList(
            null,
            true,
            false,
            "",
            "a",
            "b",
            3,
            "person",
            "company",
            "2026-02-28",
            "09:30",
            "2026-02-28T09:30",
            "AB-123",
            "+8613800138000",
            new BigDecimal("1e500"),
            Double.NaN,
            "x",
            "1.5",
            List.of());

    private static String text(String name) {
        try (InputStream in = FormRobustnessTest.class.getResourceAsStream("/forms/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 300)
    void anySubmissionOfAnyFormIsJudged(
            @ForAll("forms") FormSchema form,
            @ForAll("objects") Map<String, Object> submitted,
            @ForAll("objects") Map<String, Object> data) {
        try {
            FormSubmission once = form.validate(submitted, data, TestForms.TODAY);
            FormSubmission again = form.validate(once.values(), data, TestForms.TODAY);
            assertThat(again).isEqualTo(once);
        } catch (Refusal refused) {
            assertThat(refused.errors()).isNotEmpty();
        }
    }

    @Test
    void whatWasAcceptedIsAcceptedAgainAsItIs() throws IOException {
        int accepted = 0;
        for (FormSchema form : FORMS) {
            for (JsonNode one : TestForms.JSON.readTree(text(form.resourceName() + ".cases.json"))) {
                Map<String, Object> data = TestForms.map(one.path("data"));
                try {
                    FormSubmission once = form.validate(TestForms.map(one.path("submitted")), data, TestForms.TODAY);
                    assertThat(form.validate(once.values(), data, TestForms.TODAY))
                            .isEqualTo(once);
                    accepted++;
                } catch (Refusal refused) {
                    assertThat(refused.errors()).isNotEmpty();
                }
            }
        }
        assertThat(accepted).isGreaterThan(40);
    }

    @Property(tries = 300)
    void aDamagedFormIsReadOrRefusedWithReasons(
            @ForAll("forms") FormSchema form, @ForAll("damage") List<String> damage, @ForAll int place) {
        String json = text(form.resourceName() + ".form");
        int at = Math.floorMod(place, json.length());
        int end = Math.min(json.length(), at + damage.get(0).length());
        String damaged = json.substring(0, at) + damage.get(1) + json.substring(end);
        try {
            FormSchema.parse(damaged, form.resourceName(), TestForms.FEEL)
                    .validate(Map.of(), Map.of(), TestForms.TODAY);
        } catch (InvalidForm invalid) {
            assertThat(invalid.problems()).isNotEmpty();
        } catch (Refusal refused) {
            assertThat(refused.errors()).isNotEmpty();
        }
    }

    @Property
    void anyTextIsAPatternOrIsRefusedAsOne(@ForAll("patterns") String source, @ForAll("patterns") String text) {
        try {
            JavaScriptPattern.compile(source).test(text);
        } catch (JavaScriptPattern.Unsupported refused) {
            assertThat(refused).hasMessageContaining(" ");
        }
    }

    @Provide
    Arbitrary<FormSchema> forms() {
        return Arbitraries.of(FORMS);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings()
                .withChars("ab1(){}[]|*+?.^$\\,-:=!<>dwsb中\n")
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<List<String>> damage() {
        return Arbitraries.of(
                        "", "\"", "{", "}", "[", "]", ",", "null", "true", "-1", "\"=\"", "\"=1\"", "type", "\"key\"",
                        "\\")
                .list()
                .ofSize(2);
    }

    /** Built from one number each: lists in maps in lists shrink without end otherwise. */
    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.longs().map(seed -> object(new Random(seed), 4));
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new HashMap<>();
        for (int size = random.nextInt(7); size > 0; size--) {
            // mostly names that some form knows, so that values get past the question whether the field exists
            String key = random.nextInt(20) == 0 ? "no such field" : KEYS.get(random.nextInt(KEYS.size()));
            object.put(key, value(random, depth - 1));
        }
        return object;
    }

    private static Object value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 6);
        if (kind < 4) {
            return PLAIN.get(random.nextInt(PLAIN.size()));
        }
        if (kind == 4) {
            return random.nextBoolean() ? (Object) random.nextInt(50) : random.nextGaussian();
        }
        if (kind == 5) {
            return random.ints(random.nextInt(12), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        if (kind < 8) {
            return object(random, depth);
        }
        List<Object> list = new ArrayList<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            list.add(random.nextBoolean() ? object(random, depth) : value(random, depth - 1));
        }
        return list;
    }
}
