package org.xieban.emergency.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;

/** A plan is typed, kept as a draft, read, compared and put into force on its pages. */
@XiebanTest
class ResponsePlanPagesTest {

    /** Nobody else has plans for it. */
    private static final String PAGE = "/emergency/plans/SNOW/IV";

    @Autowired
    MockMvc mvc;

    @Autowired
    ResponsePlans plans;

    @Autowired
    UserDetailsService people;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void noPlansOfThatKind() {
        jdbc.sql("alter table emergency_plan_version disable trigger user").update();
        jdbc.sql("delete from emergency_plan_version where kind = 'SNOW'").update();
        jdbc.sql("alter table emergency_plan_version enable trigger user").update();
    }

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }

    /** As a browser sends it, empty rows included. */
    private MockHttpServletRequestBuilder typed(int revision, String minutes) {
        return post(PAGE + "/edit")
                .param("revision", String.valueOf(revision))
                .param("title", "雨雪冰冻预案")
                .param("conditions", "道路结冰")
                .param("itemCode", "", "", "")
                .param("itemText", "", "除雪除冰", "")
                .param("orderDepartment", "cgj", "", "")
                .param("orderText", "组织除雪, 先桥后路", "", "")
                .param("orderAcknowledge", "15", "", "")
                .param("orderComplete", minutes, "", "")
                .param("orderItem", "2", "", "")
                .param("orderAtOnce", "true", "", "")
                .param("contact", "cgj-duty")
                .param("needKind", "VEHICLE", "")
                .param("needAmount", "5", "")
                .with(as("emergency.wu"))
                .with(csrf());
    }

    @Test
    void whatIsTypedBecomesAPlan() throws Exception {
        mvc.perform(typed(0, "240")).andExpect(flash().attribute("message", "emergency.plan.drafted"));

        PlanContent kept = plans.draft(EventKind.SNOW, Grade.IV).orElseThrow().content();
        assertThat(kept.checklist()).containsExactly(new PlanContent.Item("iv-1", "除雪除冰"));
        assertThat(kept.orders())
                .as("the item it was told by its place, with the empty row before it")
                .containsExactly(new PlanContent.PlannedOrder("cgj", "组织除雪, 先桥后路", 15, 240, "iv-1", true));

        mvc.perform(get("/emergency/plans").with(as("clerk.chen")))
                .andExpect(content().string(containsString("草稿")))
                .andExpect(content().string(containsString("缺")));
        mvc.perform(get(PAGE).with(as("emergency.wu")))
                .andExpect(content().string(containsString("先桥后路")))
                .andExpect(content().string(not(containsString("/issue"))));
        mvc.perform(post(PAGE + "/issue")
                        .param("revision", "1")
                        .with(as("leader.gao"))
                        .with(csrf()))
                .andExpect(flash().attribute("problem", "problem.responsePlan.notYours"));
        mvc.perform(get(PAGE).with(as("leader.jiang"))).andExpect(content().string(containsString("/issue")));
        mvc.perform(post(PAGE + "/issue")
                        .param("revision", "1")
                        .with(as("leader.jiang"))
                        .with(csrf()))
                .andExpect(flash().attribute("message", "emergency.plan.issued"));
        assertThat(plans.proposal(EventKind.SNOW, Grade.IV)).isPresent();

        mvc.perform(typed(0, "180")).andExpect(flash().attribute("message", "emergency.plan.drafted"));
        mvc.perform(get(PAGE + "/compare")
                        .param("before", "1")
                        .param("after", "2")
                        .with(as("clerk.chen")))
                .andExpect(content().string(containsString("240")))
                .andExpect(content().string(containsString("180")))
                .andExpect(content().string(not(containsString("先桥后路"))));
        mvc.perform(get(PAGE + "/plan.csv").param("no", "1").with(as("clerk.chen")))
                .andExpect(content().string(containsString("西平市城市管理局,\"组织除雪, 先桥后路\",15,240,除雪除冰,是")));
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() throws Exception {
        mvc.perform(typed(0, "soon"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("应当是 1 至 10,080 的整数")))
                .andExpect(content().string(containsString("value=\"soon\"")))
                .andExpect(content().string(containsString("先桥后路")));
        mvc.perform(typed(7, "240"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("别人改了这份草稿")));
        mvc.perform(get("/emergency/plans/NOTHING/IV").with(as("clerk.chen"))).andExpect(status().is4xxClientError());
        mvc.perform(get(PAGE).param("no", "99").with(as("clerk.chen"))).andExpect(status().isNotFound());
        assertThat(plans.draft(EventKind.SNOW, Grade.IV)).isEmpty();
    }

    @Test
    void aDraftBeginsWithAnotherLevelsPlan() throws Exception {
        mvc.perform(get("/emergency/plans/FLOOD/IV/edit").param("from", "III").with(as("emergency.wu")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("险工险段和闸坝 24 小时巡查")))
                .andExpect(content().string(containsString("value=\"evacuate\"")));
    }
}
