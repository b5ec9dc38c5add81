package org.xieban.emergency.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;
import org.xieban.trace.OfficialTime;

/** Who is reached for a department; rosters are imported, handed over and called. */
@XiebanTest
class DutyRosterTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String NEXT = "inspector.hao";
    private static final String LEADER = "inspector.pan";
    private static final String DEPARTMENT = "yjgl";

    @Autowired
    MockMvc mvc;

    @Autowired
    DutyRoster roster;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    UserDetailsService people;

    @Autowired
    Clock clock;

    Instant now;

    @BeforeEach
    @AfterEach
    void anEmptyRoster() {
        jdbc.sql("delete from roll_call_answer").update();
        jdbc.sql("delete from roll_call").update();
        jdbc.sql("delete from duty_handover").update();
        jdbc.sql("delete from duty_shift").update();
        now = OfficialTime.now(clock).truncatedTo(ChronoUnit.MINUTES);
    }

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }

    private void imported(String table) throws Exception {
        mvc.perform(multipart("/emergency/duty/import")
                        .file(new MockMultipartFile(
                                "file", "roster.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)))
                        .with(as(COMMANDER))
                        .with(csrf()))
                .andExpect(status().isOk());
    }

    private String row(Duration from, Duration until, String officer) {
        return String.join(
                        ",",
                        OfficialTime.minute(now.plus(from)),
                        OfficialTime.minute(now.plus(until)),
                        officer,
                        LEADER,
                        "13812345678")
                + "\n";
    }

    private void aRoster() throws Exception {
        imported("from,until,officer,leader,phone\n"
                + row(Duration.ofHours(-1), Duration.ofHours(7), "吴刚")
                + row(Duration.ofHours(8), Duration.ofHours(16), NEXT)
                + row(Duration.ofHours(1), Duration.ofHours(-1), NEXT)
                + row(Duration.ofHours(1), Duration.ofHours(2), "market.zhou"));
    }

    @Test
    void whoIsReachedIsWhoIsOnDutyThenTheNextThenTheLeader() throws Exception {
        aRoster();

        assertThat(jdbc.sql("select count(*) from duty_shift").query(Long.class).single())
                .as("what is wrong is not taken")
                .isEqualTo(2);
        assertThat(roster.onDuty(DEPARTMENT, now))
                .get()
                .extracting(Shift::officer)
                .isEqualTo(COMMANDER);
        assertThat(roster.next(DEPARTMENT, now))
                .get()
                .extracting(Shift::officer)
                .isEqualTo(NEXT);
        assertThat(roster.ladder(DEPARTMENT, now))
                .extracting(Rung::kind, Rung::login)
                .containsExactly(
                        tuple(Rung.Kind.ON_DUTY, COMMANDER),
                        tuple(Rung.Kind.NEXT, NEXT),
                        tuple(Rung.Kind.LEADER, LEADER));
        assertThat(roster.ladder(DEPARTMENT, now.plus(Duration.ofMinutes(450))))
                .as("in a gap")
                .extracting(Rung::login)
                .containsExactly(NEXT, LEADER);
        assertThat(roster.ladder("scjg", now))
                .as("of a department without a roster")
                .extracting(Rung::login)
                .containsExactly("leader.gao");
    }

    @Test
    void thePageShowsTheGapAndKeepsAMobileNumberThatNobodyNeeds() throws Exception {
        aRoster();
        mvc.perform(get("/emergency/duty").param("department", DEPARTMENT).with(as("clerk.chen")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("无人值班")))
                .andExpect(content().string(containsString("13812345678")));
        Instant later = now.plus(Duration.ofDays(7));
        jdbc.sql(
                        "update duty_shift set starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days'")
                .update();
        mvc.perform(get("/emergency/duty")
                        .param("department", DEPARTMENT)
                        .param("day", OfficialTime.dayOf(later).toString())
                        .with(as("clerk.chen")))
                .andExpect(content().string(containsString("138****5678")));
        mvc.perform(get("/emergency/duty/roster.csv")
                        .param("day", OfficialTime.dayOf(later).toString())
                        .with(as(COMMANDER)))
                .andExpect(content().string(containsString("from,until,officer,leader,phone")))
                .andExpect(content().string(containsString(COMMANDER)));
    }

    @Test
    void whatIsOverIsNotRewritten() throws Exception {
        aRoster();
        jdbc.sql("update duty_shift set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day'")
                .update();
        long id = jdbc.sql("select min(id) from duty_shift").query(Long.class).single();

        mvc.perform(post("/emergency/duty/shifts")
                        .param("id", String.valueOf(id))
                        .param("version", "1")
                        .param("from", OfficialTime.minute(now))
                        .param("until", OfficialTime.minute(now.plus(Duration.ofHours(8))))
                        .param("officer", NEXT)
                        .param("leader", LEADER)
                        .param("phone", "0396-2620119")
                        .with(as(COMMANDER))
                        .with(csrf()))
                .andExpect(status().isConflict());
    }

    @Test
    void dutyIsHandedOverToTheNextOnRecord() throws Exception {
        aRoster();
        mvc.perform(post("/emergency/duty/handovers")
                        .param("notes", "水位")
                        .with(as(NEXT))
                        .with(csrf()))
                .andExpect(flash().attribute("problem", "problem.duty.notOnDuty"));
        mvc.perform(post("/emergency/duty/handovers")
                        .param("notes", "柏城河水位上涨")
                        .with(as(COMMANDER))
                        .with(csrf()))
                .andExpect(flash().attribute("message", "emergency.duty.given"));
        mvc.perform(get("/emergency/duty").with(as(NEXT)))
                .andExpect(content().string(containsString("待接班")))
                .andExpect(content().string(containsString("柏城河水位上涨")));
        long id = jdbc.sql("select id from duty_handover").query(Long.class).single();

        mvc.perform(post("/emergency/duty/handovers/" + id + "/take")
                        .with(as(COMMANDER))
                        .with(csrf()))
                .andExpect(flash().attribute("problem", "problem.duty.notNext"));
        mvc.perform(post("/emergency/duty/handovers/" + id + "/take")
                        .with(as(NEXT))
                        .with(csrf()))
                .andExpect(flash().attribute("message", "emergency.duty.taken"));

        assertThat(jdbc.sql("select taken_by from duty_handover")
                        .query(String.class)
                        .single())
                .isEqualTo(NEXT);
        assertThat(jdbc.sql(
                                "select act from trace_entry where act in ('duty.handedOver', 'duty.takenOver') order by id desc"
                                        + " limit 2")
                        .query(String.class)
                        .list())
                .containsExactly("duty.takenOver", "duty.handedOver");
    }

    @Test
    @WithUserDetails(COMMANDER)
    void aLateAnswerToARollCallIsTakenAndSeen() throws Exception {
        aRoster();
        mvc.perform(post("/emergency/duty/roll-calls").param("minutes", "5").with(csrf()))
                .andExpect(status().is3xxRedirection());
        long id = jdbc.sql("select max(id) from roll_call").query(Long.class).single();
        String page = "/emergency/duty/roll-calls/" + id;

        mvc.perform(post(page + "/answer").with(csrf())).andExpect(redirectedUrl(page));
        jdbc.sql("update roll_call set asked_at = asked_at - interval '10 minutes',"
                        + " answer_by = answer_by - interval '10 minutes'")
                .update();
        mvc.perform(get(page)).andExpect(content().string(containsString("未应答")));
        mvc.perform(post(page + "/answer").with(as(LEADER)).with(csrf())).andExpect(redirectedUrl(page));
        mvc.perform(post(page + "/answer").with(as(NEXT)).with(csrf()))
                .andExpect(flash().attribute("problem", "problem.rollCall.notAsked"));

        mvc.perform(get(page)).andExpect(content().string(containsString("迟到")));
        assertThat(jdbc.sql("select officer from roll_call_answer where answered_at is not null order by officer")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of(COMMANDER, LEADER));
    }
}
