package org.xieban.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xieban.engine.form.FormComponent.Feel;

/** Conditions that are asked together come to what they come to one by one. */
class FormConditionsTest {

    static Stream<List<String>> conditions() {
        return Stream.of(
                List.of("a = 1", "b != \"x\""),
                List.of("a = 1 // that alone", "not(a = 1)"),
                List.of("b + 1 > 2", "a = 1", "unknown.thing = 3", "date(b) > date(\"2026-01-01\")"),
                List.of("sum(a) > \"x\"", "if a then 1 else 2", "[1, 2][3] = null", "for i in a return i"),
                List.of("a = 1"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void togetherTheyAreWhatTheyAreAlone(List<String> conditions) {
        FormSchema form = TestForms.form(conditions.stream()
                .map(each -> "{'type':'textfield','id':'f%d','key':'f%d','label':'f','conditional':{'hide':%s}}"
                        .formatted(
                                conditions.indexOf(each),
                                conditions.indexOf(each),
                                TestForms.JSON.valueToTree("=" + each)))
                .toArray(String[]::new));
        for (Map<String, Object> names : List.<Map<String, Object>>of(
                Map.of("a", BigDecimal.ONE, "b", "x"), Map.of("a", List.of(), "b", "2026-11-12"), Map.of())) {
            var together = form.conditions().evaluate(new HashMap<>(names));
            assertThat(together.keySet().stream().map(Feel::source).collect(Collectors.toSet()))
                    .as("asked together where there are several")
                    .hasSize(conditions.size() == 1 ? 0 : conditions.size());
            together.forEach((feel, value) -> assertThat(value.orElse(null))
                    .as("%s of %s", feel.source(), names)
                    .isEqualTo(feel.expression().evaluate(new HashMap<>(names))));
        }
    }
}
