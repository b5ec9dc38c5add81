package org.xieban.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xieban.web.Refusal;

/** What no browser would submit, but anybody may send; and what becomes of what was accepted. */
class FormJudgementTest {

    private static final String LIST =
            "{'id':'l','type':'dynamiclist','path':'rows','disableCollapse':true,'components':["
                    + "{'id':'n','type':'textfield','key':'name','validate':{'required':true}}]";

    private static FormSubmission accept(FormSchema form, Map<String, ?> submitted) {
        return form.validate(submitted, Map.of(), TestForms.TODAY);
    }

    private static List<String> errors(FormSchema form, Map<String, ?> submitted) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> accept(form, submitted));
        assertThat(refusal).as("nothing is found wrong with " + submitted).isNotNull();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.RULE);
        assertThat(refusal.code()).isEqualTo("form.invalid");
        return refusal.errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "notANumber      | {'type':'number'}                                   | '5'",
                "notANumber      | {'type':'number'}                                   | true",
                "notANumber      | {'type':'number'}                                   | ''",
                "notANumber      | {'type':'number'}                                   | 1e999",
                "notANumberText  | {'type':'number','serializeToString':true}          | 5",
                "notANumberText  | {'type':'number','serializeToString':true}          | '0x10'",
                "notANumberText  | {'type':'number','serializeToString':true}          | 'Infinity'",
                "notANumberText  | {'type':'number','serializeToString':true}          | '1e999'",
                "notText         | {'type':'textfield'}                                | 5",
                "notText         | {'type':'textarea'}                                 | ['a']",
                "controlCharacter| {'type':'textfield'}                                | 'a\\u0000b'",
                "controlCharacter| {'type':'textarea'}                                 | 'a\\u001bb'",
                "controlCharacter| {'type':'textarea'}                                 | 'a\\ud800b'",
                "controlCharacter| {'type':'textarea'}                                 | 'a\\u202eb'",
                "notABoolean     | {'type':'checkbox'}                                 | 'true'",
                "notABoolean     | {'type':'checkbox'}                                 | 1",
                "notAList        | {'type':'checklist','values':['a']}                 | 'a'",
                "notAnOption     | {'type':'checklist','values':['a']}                 | [null]",
                "notAnOption     | {'type':'select','values':['1']}                    | 1",
                "notAnOption     | {'type':'select','valuesKey':'given'}               | 'a'",
                "notAnOption     | {'type':'select','valuesExpression':'=[1,2]'}       | 3",
                "notAnOption     | {'type':'select','valuesExpression':'=missing'}     | 3",
                "notADate        | {'type':'datetime','subtype':'date'}                | '2026-02-29'",
                "notADate        | {'type':'datetime','subtype':'date'}                | '2026-2-9'",
                "notADate        | {'type':'datetime','subtype':'date'}                | ''",
                "notADate        | {'type':'datetime','subtype':'date'}                | 20260209",
                "notATime        | {'type':'datetime','subtype':'time'}                | '24:00'",
                "notATime        | {'type':'datetime','subtype':'time'}                | '09:30Z'",
                "notATime        | {'type':'datetime','subtype':'time','timeSerializingFormat':'utc_normalized'} | '09:30'",
                "notATime        | {'type':'datetime','subtype':'time','timeSerializingFormat':'utc_offset'}     | '09:30Z'",
                "notATime        | {'type':'datetime','subtype':'time','timeSerializingFormat':'utc_offset'}     | 'Z'",
                "notADateTime    | {'type':'datetime','subtype':'datetime'}            | '2026-02-01'",
                "notADateTime    | {'type':'datetime','subtype':'datetime'}            | 'T'",
                "notADateTime    | {'type':'datetime','subtype':'datetime','timeSerializingFormat':'no_timezone'} | '2026-02-01T10:00Z'",
                "notADateTime    | {'type':'datetime','subtype':'datetime','timeSerializingFormat':'utc_offset'}  | '2026-02-01T10:00'",
                "dateInPast      | {'type':'datetime','subtype':'date','disallowPassedDates':true}      | '2026-11-11'",
                "dateInPast      | {'type':'datetime','subtype':'datetime','timeSerializingFormat':'utc_normalized','disallowPassedDates':true} | '2026-11-11T15:59Z'",
                "mustBeChecked   | {'type':'checkbox','validate':{'required':true}}    | false",
                "required        | {'type':'textfield','validate':{'required':true}}   | ' \\u3000'",
            })
    void aValueThatTheFieldCannotHoldIsRefused(String code, String field, String json) throws Exception {
        assertThat(errors(oneField(field), Collections.singletonMap("v", value(json))))
                .containsExactly("v form." + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'number'}                                              | 1.50         | 1.5",
                "{'type':'number','validate':{'max':'=today().year'}}           | 2026         | 2026",
                "{'type':'number','serializeToString':true}                     | '1.50'       | '1.50'",
                "{'type':'textfield'}                                           | 'a\\nb'      | 'a b'",
                "{'type':'textarea'}                                            | 'a\\nb\\tc'  | 'a\\nb\\tc'",
                "{'type':'textarea'}                                            | ' a '        | ' a '",
                "{'type':'textfield'}                                           | '👨‍👩‍👧 é' | '👨‍👩‍👧 é'",
                "{'type':'textfield'}                                           | null         | ''",
                "{'type':'checkbox'}                                            | null         | false",
                "{'type':'checklist','values':['a','b']}                        | ['b','b']    | ['b']",
                "{'type':'checklist','values':['a','b']}                        | null         | []",
                "{'type':'select','valuesExpression':'=[1,2]'}                  | 2            | 2",
                "{'type':'datetime','subtype':'date','disallowPassedDates':true} | '2026-11-12' | '2026-11-12'",
                "{'type':'datetime','subtype':'datetime','timeSerializingFormat':'utc_normalized','disallowPassedDates':true} | '2026-11-11T16:00Z' | '2026-11-11T16:00Z'",
                "{'type':'datetime','subtype':'datetime','timeSerializingFormat':'utc_offset'} | '2026-11-12T01:30:15.5Z' | '2026-11-12T09:30+08:00'",
                "{'type':'datetime','subtype':'datetime','timeSerializingFormat':'utc_normalized'} | '2026-11-12T09:30:00+08:00' | '2026-11-12T01:30Z'",
            })
    void whatAFieldCanHoldIsCleaned(String field, String json, String expected) throws Exception {
        assertThat(accept(oneField(field), Collections.singletonMap("v", value(json)))
                        .values())
                .isEqualTo(Collections.singletonMap("v", value(expected)));
    }

    private static FormSchema oneField(String field) {
        return TestForms.form("{'id':'f','key':'v'," + field.substring(1));
    }

    private static Object value(String json) throws Exception {
        return Values.of(TestForms.JSON
                .reader()
                .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(json.replace('\'', '"')));
    }

    @Test
    void whatTheFormDoesNotHaveIsRefused() {
        FormSchema form = TestForms.form(
                "{'id':'a','type':'textfield','key':'person.name'}", LIST + "}", "{'id':'t','type':'text','text':'x'}");
        assertThat(errors(
                        form,
                        Map.of(
                                "role",
                                "admin",
                                "t",
                                "x",
                                "person",
                                Map.of("name", "a", "id", 7),
                                "rows",
                                List.of(Map.of("name", "a", "x", 1)))))
                .containsExactlyInAnyOrder(
                        "role form.unknownField",
                        "t form.unknownField",
                        "person.id form.unknownField",
                        "rows[0].x form.unknownField");
        assertThat(errors(form, Map.of("person", "x"))).containsExactly("person form.notAnObject");
        assertThat(errors(form, Map.of("rows", "x"))).containsExactly("rows form.notAList");
        assertThat(errors(form, Map.of("rows", List.of("x")))).contains("rows[0] form.notAnObject");
    }

    @Test
    void rowsAreCountedBeforeTheyAreRead() {
        FormSchema form = TestForms.form(LIST + "}");
        List<Map<String, String>> rows = Collections.nCopies(FormJudgement.MOST_ROWS + 1, Map.of("name", "a"));
        assertThat(errors(form, Map.of("rows", rows))).containsExactly("rows form.tooManyRows");
        assertThat(accept(form, Map.of("rows", rows.subList(1, rows.size())))
                        .values()
                        .get("rows"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(FormJudgement.MOST_ROWS);
    }

    @Test
    void fixedRowsCannotBeAdded() {
        FormSchema form = TestForms.form(LIST + ",'allowAddRemove':false}");
        Map<String, ?> data = Map.of("rows", List.of(Map.of(), Map.of()));
        Map<String, ?> three = Map.of("rows", Collections.nCopies(3, Map.of("name", "a")));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> form.validate(three, data, TestForms.TODAY));
        assertThat(refusal.errors()).extracting(Refusal.FieldError::code).containsExactly("form.rowsFixed");
        Map<String, ?> one = Map.of("rows", List.of(Map.of("name", "a")));
        refusal = catchThrowableOfType(Refusal.class, () -> form.validate(one, data, TestForms.TODAY));
        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("rows[1].name");
    }

    @Test
    void anEmptiedListIsSaidToBeEmpty() {
        Map<String, ?> data = Map.of("rows", List.of(Map.of("name", "old")));
        assertThat(TestForms.form(LIST + "}")
                        .validate(Map.of(), data, TestForms.TODAY)
                        .values())
                .isEqualTo(Map.of("rows", List.of()));
    }

    @Test
    void aReadonlyOrDisabledFieldCannotBeChangedBySendingIt() {
        FormSchema form = TestForms.form(
                "{'id':'a','type':'textfield','key':'a','readonly':true}",
                "{'id':'b','type':'textfield','key':'b','disabled':true,'validate':{'required':true}}",
                "{'id':'c','type':'number','key':'c','readonly':'=locked'}",
                "{'id':'d','type':'expression','key':'d','expression':'=c + 1'}");
        Map<String, ?> data = Map.of("a", "kept", "b", "kept", "c", 4, "locked", true);
        Map<String, ?> sent = Map.of("a", 5, "b", "x", "c", "not even a number", "d", 100);
        assertThat(form.validate(sent, data, TestForms.TODAY).values())
                .isEqualTo(Map.of("a", "kept", "c", BigDecimal.valueOf(4), "d", BigDecimal.valueOf(5)));
    }

    @Test
    void oneReadonlyFieldCannotBeForgedToOpenAnother() {
        FormSchema form = TestForms.form(
                "{'id':'a','type':'checkbox','key':'open','readonly':'=locked'}",
                "{'id':'b','type':'textfield','key':'b','readonly':'=not(open)'}");
        Map<String, ?> data = Map.of("locked", true, "open", false, "b", "kept");
        assertThat(form.validate(Map.of("open", true, "b", "forged"), data, TestForms.TODAY)
                        .values())
                .isEqualTo(Map.of("open", false, "b", "kept"));
    }

    @Test
    void aFaultInAHiddenFieldIsNoFault() {
        FormSchema form = TestForms.form(
                "{'id':'a','type':'checkbox','key':'a'}",
                "{'id':'b','type':'number','key':'b','conditional':{'hide':'=not(a)'}}");
        assertThat(accept(form, Map.of("a", false, "b", "x")).values()).isEqualTo(Map.of("a", false));
        assertThat(errors(form, Map.of("a", true, "b", "x"))).containsExactly("b form.notANumber");
    }

    @Test
    void routingFactsAreKeptApartAndNeverStayFromBefore() {
        String fact = "'properties':{'target':'variable'}";
        FormSchema form = TestForms.form(
                "{'id':'a','type':'number','key':'amount'," + fact + "}",
                "{'id':'r','type':'number','key':'rate'," + fact + "}",
                "{'id':'b','type':'checklist','key':'to','values':['x','y']," + fact + "}",
                "{'id':'c','type':'textfield','key':'way'," + fact + ",'conditional':{'hide':'=amount < 10'}}",
                "{'id':'d','type':'textarea','key':'opinion'}");
        FormSubmission submission =
                accept(form, Map.of("amount", 5, "rate", 0.25, "to", List.of("y"), "way", "x", "opinion", "同意"));
        Map<String, Object> variables = new HashMap<>();
        variables.put("amount", 5L);
        variables.put("rate", 0.25);
        variables.put("to", List.of("y"));
        variables.put("way", null);
        assertThat(submission.variables()).isEqualTo(variables);
        assertThat(submission.facts()).isEqualTo(Map.of("opinion", "同意"));
    }

    @Test
    void computedFieldsFollowEachOtherAndStopGoingInCircles() {
        FormSchema chain = TestForms.form(
                "{'id':'c','type':'expression','key':'c','expression':'=b * 2'}",
                "{'id':'b','type':'expression','key':'b','expression':'=a + 1'}",
                "{'id':'a','type':'number','key':'a'}");
        assertThat(accept(chain, Map.of("a", 3)).values().get("c")).isEqualTo(BigDecimal.valueOf(8));
        FormSchema circle = TestForms.form(
                "{'id':'c','type':'expression','key':'c','expression':'=if b = null then 1 else b + 1'}",
                "{'id':'b','type':'expression','key':'b','expression':'=if c = null then 1 else c + 1'}");
        assertThat(accept(circle, Map.of()).values()).containsKeys("b", "c");
    }

    @Test
    void daysAreThoseOfTheOfficialZone() {
        FormSchema form = TestForms.form(
                "{'id':'d','type':'datetime','subtype':'datetime','key':'d','timeSerializingFormat':'utc_offset','disallowPassedDates':true}");
        assertThat(accept(form, Map.of("d", "2026-11-11T23:30-05:00")).values()).hasSize(1);
        assertThat(errors(form, Map.of("d", "2026-11-12T00:30+09:00"))).containsExactly("d form.dateInPast");
    }

    @Test
    void theSubmittersMapsAreNotTouchedNorTrusted() {
        Map<Object, Object> odd = new LinkedHashMap<>();
        odd.put(null, "x");
        odd.put(5, List.of());
        Map<String, Object> submitted = new LinkedHashMap<>();
        submitted.put("person", odd);
        FormSchema form = TestForms.form("{'id':'a','type':'textfield','key':'person.name'}");
        assertThat(errors(form, submitted))
                .containsExactly("person.null form.unknownField", "person.5 form.unknownField");
        assertThat(accept(form, new HashMap<>()).values()).isEqualTo(Map.of("person", Map.of("name", "")));
    }

    @Test
    void whatIsTooLargeIsNotReadToTheEnd() {
        FormSchema form = TestForms.form("{'id':'a','type':'textarea','key':'a'}");
        List<Object> deep = new ArrayList<>();
        Object bottom = "x";
        for (int i = 0; i < 40; i++) {
            bottom = Arrays.asList(bottom);
        }
        deep.add(bottom);
        for (Object much : List.of("x".repeat(1_000_001), Collections.nCopies(20_001, 1), deep)) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> accept(form, Map.of("a", much)));
            assertThat(refusal.code()).isEqualTo("form.submissionTooLarge");
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
        }
        assertThat(errors(form, Map.of("a", "x".repeat(20_001)))).containsExactly("a form.tooLong");
    }

    @Test
    void noPatternTakesLongerThanItsTextIsWorth() {
        String evil = "^(([a-z])+.)+[A-Z]([a-z])+$";
        FormSchema form = TestForms.form("{'id':'a','type':'textfield','key':'a','validate':{'pattern':'" + evil
                + "'},'properties':{'example':'abcDef'}}");
        assertThat(org.junit.jupiter.api.Assertions.assertTimeout(
                        Duration.ofSeconds(5), () -> errors(form, Map.of("a", "a".repeat(20_000)))))
                .containsExactly("a form.pattern");
        FormSchema ahead = TestForms.form("{'id':'a','type':'textfield','key':'a','validate':{'pattern':'"
                + "(?=.*a.*b.*c)x'},'properties':{'example':'xabc'}}");
        assertThat(org.junit.jupiter.api.Assertions.assertTimeout(
                        Duration.ofSeconds(10), () -> errors(ahead, Map.of("a", "a".repeat(20_000)))))
                .containsExactly("a form.pattern");
    }
}
