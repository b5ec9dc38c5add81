package org.xieban.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.XiebanTest;

@XiebanTest
class ClockApiTest {

    private static final String PATH = "/api/v1/demonstration/clock";

    @Autowired
    MockMvc http;

    @Autowired
    DemonstrationClock clock;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"PT1S, PT1S", "P0D, PT0S", "PT0.5S, PT0.5S", "p0dt2s, PT2S"})
    void theTimeMovesForwardByWhatIsAsked(String by, Duration expected) throws Exception {
        Duration before = clock.advanced();
        advance("\"" + by + "\"")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.advanced").value(before.plus(expected).toString()))
                .andExpect(jsonPath("$.now").exists());
        assertThat(clock.advanced()).isEqualTo(before.plus(expected));
    }

    @Test
    void aRestartDoesNotTakeTimeBack() throws Exception {
        advance("\"PT2S\"").andExpect(status().isOk());
        assertThat(new DemonstrationClock(jdbc, event -> {}).advanced())
                .isPositive()
                .isEqualTo(clock.advanced());
    }

    @Test
    void aMoveIsRecorded() throws Exception {
        Instant start = clock.instant();
        advance("\"PT3S\"").andExpect(status().isOk());
        assertThat(jdbc.sql("select entry from trace_entry where act = 'clock.advanced' and at >= ? order by id desc")
                        .param(start.atOffset(ZoneOffset.UTC))
                        .query(String.class)
                        .list()
                        .get(0))
                .contains("\"by\":\"PT3S\"", "sysadmin.yu");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"-P3D\"', 422, clock.backwards",
        "'\"P-3D\"', 422, clock.backwards",
        "'\"PT-1S\"', 422, clock.backwards",
        "'\"P1DT-30H\"', 422, clock.backwards",
        "'\"-PT1S\"', 422, clock.backwards",
        "'\"P200Y\"', 422, clock.tooFar",
        "'\"P99999999999D\"', 422, clock.tooFar",
        "'\"PT99999999999999999999H\"', 422, clock.tooFar",
        "'\"three days\"', 400, clock.advance",
        "'\"P\"', 400, clock.advance",
        "'\"\"', 400, clock.advance",
        "'\"P3\"', 400, clock.advance",
        "3, 400, clock.advance",
        "null, 400, clock.advance",
        "'{}', 400, clock.advance"
    })
    void whatLeadsNowhereOrBackwardsIsRefused(String by, int status, String code) throws Exception {
        Duration before = clock.advanced();
        advance(by)
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.code").value(code))
                .andExpect(jsonPath("$.errors[0].field").value("advance"));
        assertThat(clock.advanced()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clerk.chen", "secadmin.he", "auditadmin.lv", "analyst.feng"})
    void nobodyButTheSystemAdministratorMovesTime(String login) throws Exception {
        http.perform(get(PATH).with(httpBasic(login, "xieban-demo"))).andExpect(status().isForbidden());
        http.perform(post(PATH)
                        .with(httpBasic(login, "xieban-demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"advance\":\"PT1S\"}"))
                .andExpect(status().isForbidden());
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void thePageIsMarkedAsDemonstration() throws Exception {
        assertThat(http.perform(get("/demonstration/clock"))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("演示时钟", "仅演示环境");
    }

    private ResultActions advance(String by) throws Exception {
        return http.perform(post(PATH)
                .with(httpBasic("sysadmin.yu", "xieban-demo"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"advance\":" + by + "}"));
    }
}
