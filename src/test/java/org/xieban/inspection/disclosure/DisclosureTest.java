package org.xieban.inspection.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.inspection.InspectionSteps.step;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.TestCodes;
import org.xieban.inspection.credit.CreditChange;
import org.xieban.inspection.credit.CreditClasses;
import org.xieban.inspection.penalty.PenaltyServed;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/** What is public of a penalty stays public as long as the decision stands, and not three working days longer. */
@XiebanTest
class DisclosureTest {

    private static final String INSPECTOR = "inspector.han";
    private static final String HEAD = "leader.gao";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private CreditClasses classes;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    /** A penalty of which the decision was served. */
    private String served(String code) throws Exception {
        InspectionSteps.object(objects, code, "公开对象" + code);
        String address = String.valueOf(mvc.perform(post("/inspection/new-penalty")
                        .param("procedure", "ORDINARY")
                        .param("creditCode", code)
                        .param("source", "DISCOVERED")
                        .param("foundOn", OfficialTime.today(clock).toString())
                        .param("violation", "超范围经营凉菜")
                        .param("legalBasis", "《食品安全法》第三十五条")
                        .param("evidence", "现场检查笔录")
                        .with(user(people.loadUserByUsername(INSPECTOR)))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        String caseNo = address.substring("/inspection/penalties/".length());
        transaction.executeWithoutResult(status -> events.publishEvent(new PenaltyServed(
                caseNo,
                "scjg",
                "西市监罚决 " + code,
                "公开对象" + code,
                code,
                "超范围经营凉菜",
                "《食品安全法》第一百二十二条",
                "罚款 5000 元",
                OfficialTime.today(clock))));
        transaction.executeWithoutResult(status -> classes.happened(code, CreditChange.Event.PENALTY, caseNo));
        return caseNo;
    }

    private ResultActions tell(String login, String caseNo, LocalDate on, String reason) throws Exception {
        return mvc.perform(post("/inspection/disclosures/{no}/withdrawal", caseNo)
                .param("ground", "REVOKED")
                .param("on", on.toString())
                .param("document", "西平市人民政府 西政复决〔2026〕12 号")
                .param("reason", reason)
                .with(user(people.loadUserByUsername(login)))
                .with(csrf()));
    }

    private String text(String address) throws Exception {
        return text(get(address));
    }

    private String tab(String login, String caseNo) throws Exception {
        return text(get("/inspection/disclosures/of/{no}", caseNo).with(user(people.loadUserByUsername(login))));
    }

    private String text(MockHttpServletRequestBuilder asked) throws Exception {
        return mvc.perform(asked)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void aDecisionThatIsRevokedIsWithdrawnWithinThreeWorkingDaysAndEverybodyIsToldWhy() throws Exception {
        String code = TestCodes.next();
        LocalDate today = OfficialTime.today(clock);
        String caseNo = served(code);
        assertThat(text("/public/penalties/" + caseNo)).contains("公开对象" + code, "超范围经营凉菜", "罚款 5000 元");
        assertThat(text("/public/penalties?department=scjg&q=公开对象" + code)).contains("/public/penalties/" + caseNo);
        assertThat(text("/public/penalties?department=xfjy&q=公开对象" + code))
                .doesNotContain(caseNo)
                .contains("三个工作日内撤回");

        tell(INSPECTOR, caseNo, today.plusDays(1), "复议机关认为事实不清").andExpect(status().isUnprocessableEntity());
        tell(INSPECTOR, caseNo, today, "请联系 13800138000").andExpect(status().isUnprocessableEntity());
        tell("fire.sun", caseNo, today, "复议机关认为事实不清").andExpect(status().isForbidden());
        String withdrawal = String.valueOf(tell(INSPECTOR, caseNo, today, "复议机关认为事实不清")
                        .andExpect(status().is3xxRedirection())
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .substring("/cases/".length());
        tell(INSPECTOR, caseNo, today, "复议机关认为事实不清").andExpect(status().isConflict());

        InspectionSteps steps = new InspectionSteps(mvc);
        assertThat(steps.clocks(withdrawal)).anySatisfy(each -> {
            assertThat(each.get("kind").asText()).isEqualTo("STATUTORY");
            assertThat(each.get("term").get("amount").asInt()).isEqualTo(3);
            assertThat(each.get("term").get("unit").asText()).isEqualTo("WORKING_DAY");
            assertThat(each.get("state").asText()).isEqualTo("RUNNING");
        });
        assertThat(text("/public/penalties/" + caseNo)).contains("罚款 5000 元").doesNotContain("已撤回");
        assertThat(objects.require(code).creditClass()).isEqualTo(CreditClass.C);
        steps.ok(withdrawal, step(HEAD, WithdrawalModel.WITHDRAW, "\"withdrawalChecked\": true"));

        assertThat(objects.require(code).creditClass())
                .as("what rests on a decision that is revoked falls with it")
                .isEqualTo(CreditClass.B);
        assertThat(CaseCalls.json(steps.calls().get(INSPECTOR, "/cases/{no}/timeline", withdrawal))
                        .toString())
                .contains("变更信用风险分类", "处罚决定 西市监罚决 " + code + "被撤销");
        assertThat(text("/public/penalties/" + caseNo))
                .contains("已撤回", "被撤销", "复议机关认为事实不清")
                .doesNotContain("公开对象" + code, "超范围经营凉菜", "罚款 5000 元");
        assertThat(text("/public/penalties?q=公开对象" + code)).doesNotContain(caseNo);
        assertThat(text("/public/penalties?q=" + code)).contains(caseNo, "已撤回").doesNotContain("公开对象" + code);
        assertThat(tab(INSPECTOR, caseNo)).contains("已撤回", withdrawal).doesNotContain("登记变更、撤销");
        assertThat(steps.clocks(withdrawal))
                .allSatisfy(each -> assertThat(each.get("state").asText()).isEqualTo("MET"));
        assertThatThrownBy(() -> jdbc.sql("delete from penalty_disclosure where case_no = :no")
                        .param("no", caseNo)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }
}
