package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.CrossSite;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseState;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.Grade;
import org.xieban.trace.OfficialTime;

/** Cases that an event is linked with: who links them, what both records say, and how an approval is stayed because of it. */
@XiebanTest
class LinkedCasesTest {

    private static final String COMMANDER = "emergency.wu";

    @Autowired
    private ReportedEvents events;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Office office;

    @Autowired
    private EventChanges changes;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    private String event = "";

    @BeforeEach
    void anEvent() {
        event = events.in(Event.State.RESPONDING, "花炮仓库起火", false);
    }

    private ResultActions linked(String login, String to, String... parameters) throws Exception {
        return posted(login, "/emergency/events/" + to + "/links", parameters);
    }

    private ResultActions unlinked(String login, String caseNo, String reason) throws Exception {
        long id = jdbc.sql("select max(id) from emergency_event_link where event = :event and case_no = :caseNo")
                .param("event", event)
                .param("caseNo", caseNo)
                .query(Long.class)
                .single();
        return posted(login, "/emergency/events/" + event + "/links/" + id + "/end", "reason", reason);
    }

    private ResultActions posted(String login, String address, String... parameters) throws Exception {
        var request = post(address).with(user(people.loadUserByUsername(login))).with(CrossSite.csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return mvc.perform(request);
    }

    private static void told(ResultActions answer, String problem) throws Exception {
        answer.andExpect(status().is3xxRedirection()).andExpect(flash().attribute("problem", problem));
    }

    private static void done(ResultActions answer) throws Exception {
        answer.andExpect(status().is3xxRedirection())
                .andExpect(flash().attributeExists("message"))
                .andExpect(
                        flash().attributeCount(answer.andReturn().getFlashMap().containsKey("linkTyped") ? 2 : 1));
    }

    private String page(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private long noticesTo(String login, String caseNo) {
        return jdbc.sql("select count(*) from notice where officer = :login and arguments ->> 1 = :caseNo")
                .param("login", login)
                .param("caseNo", caseNo)
                .query(Long.class)
                .single();
    }

    private String inAMonth() {
        return OfficialTime.today(clock).plusDays(30).toString();
    }

    private String advised() {
        String caseNo = office.register("firework-retail-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.GIVE_ADVICE);
        return caseNo;
    }

    @Test
    void whoCommandsLinksWhatHeSeesBothHaveItOnRecordAndNothingIsRewritten() throws Exception {
        String caseNo = events.verified("涉事仓库检查");
        String hidden = office.registerWithoutMaterials("food-business-licence", 0);
        String closed = events.in(Event.State.CLOSED, "已经结束的火情", false);
        String address = "/emergency/events/" + event;
        told(linked(COMMANDER, event, "number", "XP26-9", "reason", "同一处"), "problem.case.unknown");
        told(linked(COMMANDER, event, "number", hidden, "reason", "同一处"), "problem.case.unknown");
        told(linked(COMMANDER, event, "number", event, "reason", "同一处"), "problem.event.linkSelf");
        told(linked(COMMANDER, event, "number", caseNo, "reason", " "), "problem.event.reason");
        told(linked(COMMANDER, closed, "number", caseNo, "reason", "同一处"), "problem.event.stateForbids");
        linked("fire.sun", event, "number", caseNo, "reason", "越权").andExpect(status().isNotFound());
        linked("supervisor.zheng", event, "number", caseNo, "reason", "越权").andExpect(status().isForbidden());

        done(linked(
                COMMANDER,
                event,
                "number",
                " " + caseNo.toLowerCase(Locale.ROOT).replace("-", " "),
                "reason",
                "起火仓库正在检查"));
        told(linked(COMMANDER, event, "number", caseNo, "reason", "又一次"), "problem.event.linked");
        assertThat(page(COMMANDER, address)).contains("/cases/" + caseNo + "\"", "起火仓库正在检查");
        assertThat(page("supervisor.zheng", address)).contains("起火仓库正在检查").doesNotContain("name=\"number\"", "解除关联");
        for (String each : List.of(event, caseNo)) {
            assertThat(page("supervisor.zheng", "/ledger/cases/" + each)).contains("关联办件", "起火仓库正在检查");
        }

        told(unlinked(COMMANDER, caseNo, ""), "problem.event.reason");
        unlinked("supervisor.zheng", caseNo, "越权").andExpect(status().isForbidden());
        done(unlinked(COMMANDER, caseNo, "查明不是同一处"));
        told(unlinked(COMMANDER, caseNo, "再次"), "problem.event.unlinked");
        assertThat(page(COMMANDER, address)).contains("没有关联的办件", "起火仓库正在检查", "查明不是同一处");
        assertThat(page("supervisor.zheng", "/ledger/cases/" + caseNo)).contains("解除关联", "查明不是同一处");
        for (String rewriting :
                List.of("delete from emergency_event_link", "update emergency_event_link set reason = '改'")) {
            assertThatThrownBy(() -> jdbc.sql(rewriting + " where event = :event")
                            .param("event", event)
                            .update())
                    .isInstanceOf(DataAccessException.class);
        }
        done(linked(COMMANDER, event, "number", caseNo, "reason", "又查明是同一处"));
    }

    @Test
    void anApprovalIsStayedByItsOwnHeadAndItsDepartmentIsToldWhenTheReasonIsGone() throws Exception {
        String caseNo = advised();
        event = events.in(Event.State.REPORTED, "花炮仓库起火", false);
        office.does(
                COMMANDER,
                () -> transaction.executeWithoutResult(status -> {
                    changes.verify(event, "现场属实");
                    changes.start(event, Grade.III);
                }));
        String[] stay = {
            "number",
            caseNo,
            "reason",
            "经营场所在警戒区内",
            "stay",
            "true",
            "legalBasis",
            "突发事件应对法第七十三条",
            "stayReason",
            "经营场所封控",
            "until",
            inAMonth()
        };
        String drill = events.in(Event.State.RESPONDING, "花炮仓库起火", true);
        told(linked(COMMANDER, drill, stay), "problem.event.stayOver");
        told(
                linked(COMMANDER, event, "number", caseNo, "reason", "经营场所在警戒区内", "stay", "true", "stayReason", "封控"),
                "problem.approval.basisMissing");
        told(
                linked(
                        COMMANDER,
                        event,
                        "number",
                        events.verified("检查"),
                        "reason",
                        "同一处",
                        "stay",
                        "true",
                        "legalBasis",
                        "法",
                        "stayReason",
                        "封控",
                        "until",
                        inAMonth()),
                "problem.approval.notPossibleNow");
        assertThat(page(COMMANDER, "/emergency/events/" + event)).contains("没有关联的办件");

        done(linked(COMMANDER, event, stay));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.IN_REVIEW);
        assertThat(CaseCalls.json(new CaseCalls(mvc)
                                .get(Office.HEAD, "/tasks/{id}/form", office.task(caseNo, RequestKind.STAY.step())))
                        .get("data")
                        .get("stayReason")
                        .asText())
                .isEqualTo("经营场所封控");
        assertThatThrownBy(() -> office.completes(
                        COMMANDER, caseNo, RequestKind.STAY.step(), OrdinaryAnswers.to(RequestKind.STAY.step())))
                .isNotNull();
        office.completes(caseNo, RequestKind.STAY.step(), OrdinaryAnswers.to(RequestKind.STAY.step()));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.SUSPENDED);
        assertThat(page(COMMANDER, "/emergency/events/" + event)).contains("因本事件提请中止", "中止");

        office.does(COMMANDER, () -> transaction.executeWithoutResult(status -> changes.end(event, "明火扑灭")));
        assertThat(noticesTo(Office.HANDLER, caseNo)).isOne();
        assertThat(noticesTo(COMMANDER, caseNo)).isZero();
        assertThat(office.state(caseNo)).isEqualTo(CaseState.SUSPENDED);
        assertThat(page(Office.HANDLER, "/ledger/cases/" + caseNo)).contains("中止的理由已消除", "经营场所在警戒区内");
        // told once
        office.does(COMMANDER, () -> transaction.executeWithoutResult(status -> changes.close(event, "已经归档")));
        assertThat(noticesTo(Office.HANDLER, caseNo)).isOne();
        office.completes(caseNo, ApprovalModel.RESUME, OrdinaryAnswers.to(ApprovalModel.RESUME));
        office.completes(caseNo, RequestKind.RESUME.step(), OrdinaryAnswers.to(RequestKind.RESUME.step()));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.IN_REVIEW);
    }

    @Test
    void whatWasRefutedIsNoReasonAnyMoreButWhatWasMergedHandsItOn() throws Exception {
        String caseNo = advised();
        String reported = events.in(Event.State.REPORTED, "又一处报告", false);
        String[] stay = {
            "number",
            caseNo,
            "reason",
            "警戒区",
            "stay",
            "true",
            "legalBasis",
            "突发事件应对法",
            "stayReason",
            "封控",
            "until",
            inAMonth()
        };
        done(linked(COMMANDER, reported, stay));
        office.does(
                COMMANDER, () -> transaction.executeWithoutResult(status -> changes.merge(reported, event, "同一起火")));
        assertThat(noticesTo(Office.HEAD, caseNo)).isZero();
        assertThat(page(COMMANDER, "/emergency/events/" + event)).contains(caseNo, "因本事件提请中止");
        done(unlinked(COMMANDER, caseNo, "警戒区缩小"));
        assertThat(noticesTo(Office.HEAD, caseNo)).isOne();

        String other = advised();
        String unfounded = events.in(Event.State.REPORTED, "误报", false);
        stay[1] = other;
        done(linked(COMMANDER, unfounded, stay));
        office.does(COMMANDER, () -> transaction.executeWithoutResult(status -> changes.refute(unfounded, "现场无险情")));
        assertThat(noticesTo(Office.HEAD, other)).isOne();
    }
}
