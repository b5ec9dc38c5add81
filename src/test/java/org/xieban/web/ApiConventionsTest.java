package org.xieban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.demonstration.DemonstrationClock;

@XiebanTest
class ApiConventionsTest {

    private static final String ROOT = "/api/v1/conventions";
    private static final String GOOD = """
            {"name": "a", "parts": [], "amount": 1}""";

    @Autowired
    private MockMvc caller;

    @Autowired
    private ConventionCalls calls;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DemonstrationClock clock;

    private ResultActions call(MockHttpServletRequestBuilder request) throws Exception {
        return caller.perform(request.with(user("caller")).with(csrf()));
    }

    private MockHttpServletRequestBuilder things(String body) {
        return post(ROOT + "/things").contentType(MediaType.APPLICATION_JSON).content(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "a", "parts": [], "amount": 1, "size": 2}            | request.invalid | size            | field.unknown
            {"name": "a", "parts": [{"colour": "BLUE"}], "amount": 1}     | request.invalid | parts[0].colour | value.unknown
            {"name": "a", "parts": [{"colour": 0}], "amount": 1}          | request.invalid | parts[0].colour | value.unknown
            {"name": "a", "parts": [], "amount": 1.5}                     | request.invalid | amount          | value.invalid
            {"name": "a", "parts": [], "amount": "1"}                     | request.invalid | amount          | value.invalid
            {"name": "a", "parts": [], "amount": null}                    | request.invalid | amount          | value.invalid
            {"name": "a", "parts": {}, "amount": 1}                       | request.invalid | parts           | value.invalid
            {"name": "a", "parts": [], "amount": 1, "at": "2026-11-20"}   | request.invalid | at              | value.invalid
            {"name": "a", "parts": [], "amount": 1, "day": "20.11.2026"}  | request.invalid | day             | value.invalid
            {"name": " ", "parts": [], "amount": 1}                       | request.invalid | name            | value.missing
            {"name": "a", "parts": [{},{},{},{}], "amount": 1}            | request.invalid | parts           | value.refused
            """)
    void aBodyOfTheWrongShapeIsRefusedNamingTheField(String body, String code, String field, String fieldCode)
            throws Exception {
        call(things(body))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json;charset=UTF-8"))
                .andExpect(jsonPath("$.code", is(code)))
                .andExpect(jsonPath("$.status", is(400)))
                .andExpect(jsonPath("$.errors[0].field", is(field)))
                .andExpect(jsonPath("$.errors[0].code", is(fieldCode)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "a"            | json.invalid
            name=a                  | json.invalid
            {"name": "a", "parts": [], "amount": 1} {} | body.invalid
            ''                      | body.missing
            [1]                     | body.invalid
            """)
    void whatIsNoJsonObjectIsRefused(String body, String code) throws Exception {
        call(things(body)).andExpect(status().isBadRequest()).andExpect(jsonPath("$.code", is(code)));
    }

    @Test
    void parametersAreChecked() throws Exception {
        call(get(ROOT + "/coloured")).andExpect(jsonPath("$.errors[0].code", is("value.missing")));
        call(get(ROOT + "/coloured").param("colour", "BLUE"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].code", is("value.unknown")))
                .andExpect(jsonPath("$.errors[0].message", containsString("RED, GREEN")));
        call(get(ROOT + "/bounded").param("number", "x"))
                .andExpect(jsonPath("$.errors[0].field", is("number")))
                .andExpect(jsonPath("$.errors[0].code", is("value.invalid")));
        call(get(ROOT + "/bounded").param("number", "10"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field", is("number")))
                .andExpect(jsonPath("$.errors[0].code", is("value.refused")));
    }

    @Test
    void methodTypeAndAddressAreChecked() throws Exception {
        call(post(ROOT + "/coloured"))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(header().string("Allow", containsString("GET")))
                .andExpect(jsonPath("$.code", is("method.notAllowed")));
        call(post(ROOT + "/things").contentType(MediaType.TEXT_PLAIN).content("a"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.code", is("mediaType.unsupported")));
        call(get(ROOT + "/nowhere"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code", is("address.unknown")));
        call(multipart(ROOT + "/file"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field", is("file")));
    }

    @Test
    void aRefusalOfARuleIsAnsweredWithItsCodeAndFields() throws Exception {
        call(post(ROOT + "/refused").param("mark", UUID.randomUUID().toString()))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code", is("value.refused")))
                .andExpect(jsonPath("$.detail", is("this")))
                .andExpect(jsonPath("$.errors[0].field", is("parts[0]")));
        call(get(ROOT + "/fail/hidden")).andExpect(status().isNotFound());
        call(get(ROOT + "/fail/denied"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code", is("access.denied")));
        call(get(ROOT + "/fail/lock"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code", is("changed.meanwhile")));
    }

    @Test
    void whatNobodyForesawTellsNothingButItsReference() throws Exception {
        call(get(ROOT + "/fail/otherwise"))
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.code", is("internal")))
                .andExpect(jsonPath("$.reference", matchesPattern("[2-9A-HJKMNP-Z]{10}")))
                .andExpect(content().string(not(containsString("secret"))))
                .andExpect(content().string(not(containsString("Exception"))));
    }

    @Test
    void theDetailIsInTheLanguageOfTheCaller() throws Exception {
        call(get(ROOT + "/nowhere")).andExpect(jsonPath("$.detail", containsString("地址")));
        call(get(ROOT + "/nowhere").header("Accept-Language", "en-GB,en;q=0.9,zh;q=0.5"))
                .andExpect(jsonPath("$.detail", containsString("address")));
        call(get(ROOT + "/nowhere").header("Accept-Language", "fr;q=0.9,*;q=0.1"))
                .andExpect(jsonPath("$.detail", containsString("地址")));
    }

    @Test
    void aBodyLargerThanAnybodyNeedsIsRefused() throws Exception {
        call(things("{\"name\": \"" + "a".repeat(8 * 1024 * 1024) + "\"}"))
                .andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.code", is("request.tooLarge")));
    }

    @Test
    void instantsCarryTheOffsetOfTheOneZone() throws Exception {
        call(post(ROOT + "/echo").contentType(MediaType.APPLICATION_JSON).content("""
                {"name": "a", "parts": [], "amount": 1, "at": "2026-11-20T16:30:00Z", "day": "2026-11-20"}"""))
                .andExpect(jsonPath("$.at", is("2026-11-21T00:30:00+08:00")))
                .andExpect(jsonPath("$.day", is("2026-11-20")));
    }

    @Test
    void aListIsReadPageByPageToItsEnd() throws Exception {
        String first = call(get(ROOT + "/listing").param("size", "5"))
                .andExpect(jsonPath("$.items.length()", is(5)))
                .andExpect(jsonPath("$.total", is(7)))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String next = com.jayway.jsonpath.JsonPath.read(first, "$.next");
        call(get(ROOT + "/listing").param("size", "5").param("after", next))
                .andExpect(jsonPath("$.items[0]", is(6)))
                .andExpect(jsonPath("$.items.length()", is(2)))
                .andExpect(jsonPath("$.next").value(org.hamcrest.Matchers.nullValue()));
        call(get(ROOT + "/listing").param("size", "7"))
                .andExpect(jsonPath("$.next").value(org.hamcrest.Matchers.nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1"})
    void aPageHasOneToTwoHundredRows(String size) throws Exception {
        call(get(ROOT + "/listing").param("size", size))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code", is("size.invalid")));
    }

    @Test
    void aCursorThatIsNoneIsRefused() throws Exception {
        call(get(ROOT + "/listing").param("after", Cursor.after("another list", 5)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code", is("cursor.invalid")));
    }

    @Test
    void aRepeatedPostIsAnsweredAsTheFirstTime() throws Exception {
        String key = UUID.randomUUID().toString();
        int before = calls.created();
        MockHttpServletResponse first = call(things(GOOD).header("Idempotency-Key", key))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse();
        MockHttpServletResponse second = call(things(GOOD).header("Idempotency-Key", key))
                .andExpect(status().isCreated())
                .andExpect(header().string("Idempotency-Replayed", "true"))
                .andReturn()
                .getResponse();
        assertThat(second.getContentAsString())
                .isEqualTo(first.getContentAsString())
                .contains("number");
        assertThat(second.getHeader("Location"))
                .isEqualTo(first.getHeader("Location"))
                .isNotNull();
        assertThat(second.getContentType()).isEqualTo(first.getContentType());
        assertThat(calls.created()).isEqualTo(before + 1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsAConflict() throws Exception {
        String key = UUID.randomUUID().toString();
        call(things(GOOD).header("Idempotency-Key", key)).andExpect(status().isCreated());
        call(things(GOOD + " ").header("Idempotency-Key", key))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code", is("idempotencyKey.reused")));
    }

    @Test
    void aKeyCountsForOneAccountAndAddressOnly() throws Exception {
        String key = UUID.randomUUID().toString();
        int before = calls.created();
        call(things(GOOD).header("Idempotency-Key", key)).andExpect(status().isCreated());
        caller.perform(things(GOOD)
                        .header("Idempotency-Key", key)
                        .with(user("another"))
                        .with(csrf()))
                .andExpect(status().isCreated());
        call(post(ROOT + "/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(GOOD)
                        .header("Idempotency-Key", key))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.amount", is(1)));
        assertThat(calls.created()).isEqualTo(before + 2);
    }

    @Test
    void onlyWhatSucceededIsKeptAndNothingOfWhatFailed() throws Exception {
        String key = UUID.randomUUID().toString();
        String mark = UUID.randomUUID().toString();
        int before = calls.created();
        for (int i = 0; i < 2; i++) {
            call(post(ROOT + "/refused").param("mark", mark).header("Idempotency-Key", key))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.code", is("value.refused")));
        }
        assertThat(calls.created()).isEqualTo(before + 2);
        assertThat(jdbc.sql("select count(*) from idempotent_answer where scope = decode(md5(:mark), 'hex')")
                        .param("mark", mark)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void twoThatComeAtOnceAreDoneOnceAndAnsweredAlike() throws Exception {
        String key = UUID.randomUUID().toString();
        int before = calls.created();
        CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> slowly(key));
        CompletableFuture<String> two = CompletableFuture.supplyAsync(() -> slowly(key));
        assertThat(one.get()).isEqualTo(two.get()).contains("number");
        assertThat(calls.created()).isEqualTo(before + 1);
    }

    private String slowly(String key) {
        try {
            return call(post(ROOT + "/slow")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(GOOD)
                            .header("Idempotency-Key", key))
                    .andExpect(status().isCreated())
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Exception {
        String key = UUID.randomUUID().toString();
        int before = calls.created();
        call(things(GOOD).header("Idempotency-Key", key)).andExpect(status().isCreated());
        clock.advance(Duration.ofHours(24).plusSeconds(1));
        call(things(GOOD + " ").header("Idempotency-Key", key)).andExpect(status().isCreated());
        assertThat(calls.created()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "键"})
    void aKeyIsVisibleAscii(String key) throws Exception {
        call(things(GOOD).header("Idempotency-Key", key))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code", is("idempotencyKey.invalid")));
    }

    @Test
    void aKeyIsNotLongerThan255() throws Exception {
        call(things(GOOD).header("Idempotency-Key", "k".repeat(256))).andExpect(status().isBadRequest());
        call(things(GOOD).header("Idempotency-Key", UUID.randomUUID() + "k".repeat(219)))
                .andExpect(status().isCreated());
    }

    @Test
    void anUploadCannotCarryAKey() throws Exception {
        call(multipart(ROOT + "/file")
                        .file(new MockMultipartFile("file", new byte[3]))
                        .header("Idempotency-Key", "k"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code", is("idempotencyKey.unsupported")));
    }
}
