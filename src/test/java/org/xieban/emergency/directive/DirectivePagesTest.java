package org.xieban.emergency.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.inspection.InspectionSteps.step;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.xieban.casefile.CaseCalls;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.event.Event;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** Giving directives and instructions: what is taken once, what is refused, and who sees what. */
class DirectivePagesTest extends DirectiveTests {

    @Autowired
    private InstructionStore instructions;

    private String list() {
        return "/emergency/events/" + event + "/directives";
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Test
    void manyAreGivenAtOnceAndTheSameKeyGivesThemOnce() {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            orders.add(order("xfjy"));
            orders.add(order("gaj"));
        }
        String key = key();
        List<String> numbers = directives.give(event, orders, key);
        assertThat(numbers).hasSize(6).doesNotHaveDuplicates();
        assertThat(directives.give(event, orders.subList(0, 1), key)).isEqualTo(numbers);
        assertThat(directives.of(event)).hasSize(6);
        assertThat(directives.open(event)).isEqualTo(6);
        assertThat(directives.give(event, List.of(order("xfjy")), key())).doesNotContainAnyElementsOf(numbers);
    }

    static Stream<Arguments> whatIsNoOrderIsRefusedAtItsField() {
        Duration hour = Duration.ofHours(1);
        return Stream.of(
                Arguments.of(new Order("nowhere", "x", hour, hour, null), "department", "department.unknown"),
                Arguments.of(new Order(" ", "x", hour, hour, null), "department", "directive.nobody"),
                Arguments.of(new Order("xfjy", "\n", hour, hour, null), "text", "directive.empty"),
                Arguments.of(new Order("xfjy", "x".repeat(2001), hour, hour, null), "text", "filter.tooLong"),
                Arguments.of(
                        new Order("xfjy", "x", Duration.ofSeconds(90), hour, null),
                        "acknowledgeMinutes",
                        "directive.acknowledgeTerm"),
                Arguments.of(
                        new Order("xfjy", "x", hour, Duration.ofMinutes(59), null),
                        "completeMinutes",
                        "directive.completeTerm"),
                Arguments.of(
                        new Order("xfjy", "x", hour, Duration.ofDays(31), null),
                        "completeMinutes",
                        "directive.completeTerm"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoOrderIsRefusedAtItsField(Order order, String field, String code) {
        for (List<Order> orders : List.of(List.of(order), List.of(order("xfjy"), order))) {
            String at = orders.size() == 1 ? field : "orders[1]." + field;
            assertThatThrownBy(() -> directives.give(event, orders, key()))
                    .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.errors())
                            .extracting(each -> each.field() + " " + each.code())
                            .containsExactly(at + " " + code));
        }
        assertThat(directives.of(event)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REPORTED", "REFUTED", "ENDED", "CLOSED"})
    void nothingIsOrderedBeforeVerificationOrAfterTheResponse(Event.State state) throws Exception {
        event = events.in(state, "沙河洪水", false);
        assertThatThrownBy(() -> given("xfjy"))
                .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.code())
                        .isEqualTo(state == Event.State.REPORTED ? "directive.unverified" : "directive.eventOver"));
        assertThat(page(COMMANDER, list())).doesNotContain("name=\"acknowledgeMinutes\"");
    }

    @Test
    void theCommanderTypesALineForEachDepartmentAndWhatIsWrongStaysOnThePage() throws Exception {
        String key = key();
        String[] typed = {
            "text", "消防救援支队：转移沙河沿岸人员\n西平市公安局 封控沿河道路", "acknowledgeMinutes", "5", "completeMinutes", "90", "key", key
        };
        sends(COMMANDER, list(), "directive.given", typed);
        sends(COMMANDER, list(), "directive.given", typed);
        assertThat(directives.of(event))
                .extracting(each -> each.department() + " " + each.text())
                .containsExactlyInAnyOrder("xfjy 转移沙河沿岸人员", "gaj 封控沿河道路");
        String page = page(COMMANDER, list());
        assertThat(page).contains("转移沙河沿岸人员", "待签收 2", "正在叫应孙磊");
        typed[1] = "转移沙河沿岸人员";
        typed[3] = "五";
        typed[7] = key();
        String refused = send(COMMANDER, list(), typed)
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("wrong-department", "wrong-acknowledgeMinutes", "转移沙河沿岸人员</textarea>");
        assertThat(directives.of(event)).hasSize(2);
    }

    @Test
    void aDepartmentSeesItsOwnAndNobodyElseSeesAny() throws Exception {
        String number = given("xfjy");
        String other = given("gaj");
        assertThat(page(ON_DUTY, list())).contains(number).doesNotContain(other, "name=\"acknowledgeMinutes\"");
        assertThat(page(ON_DUTY, at(number))).contains("/acknowledge\"").doesNotContain("/withdraw\"");
        assertThat(page(COMMANDER, at(number))).contains("/withdraw\"").doesNotContain("/acknowledge\"");
        assertThat(page("supervisor.zheng", list())).contains(number, other);
        // it looks at the event, too: how that stands, and what it was ordered itself
        String about = "/emergency/events/" + event;
        for (String address : List.of(about, about + "/command")) {
            assertThat(page(ON_DUTY, address))
                    .contains("沙河洪水", number)
                    .doesNotContain(other, "/harm\"", "/merge\"", "/withdraw\"", "/cases/" + event);
            assertThat(statusOf("env.zhao", address)).isEqualTo(404);
        }
        assertThat(page(ON_DUTY, about)).contains("本部门承担本事件的指令").doesNotContain("伤亡损失的变化");
        assertThat(page(COMMANDER, about)).contains(other, "伤亡损失的变化");
        send(ON_DUTY, about + "/harm", "version", "0", "basis", "x").andExpect(status().isNotFound());
        assertThat(statusOf(ON_DUTY, at(other))).isEqualTo(404);
        assertThat(statusOf("env.zhao", at(number))).isEqualTo(404);
        assertThat(statusOf("env.zhao", list())).isEqualTo(404);
        assertThat(statusOf(ON_DUTY, "/emergency/events/" + event + "/instructions"))
                .isEqualTo(404);
        send("env.zhao", at(number) + "/acknowledge").andExpect(status().isNotFound());
        send(ON_DUTY, at(number) + "/withdraw", "reason", "x").andExpect(status().isNotFound());
        send("inspector.hao", list(), "text", "x").andExpect(status().isForbidden());
        // where nobody is on duty and nobody leads, everybody of the department is told, and may acknowledge
        assertThat(calls.of(other)).singleElement().matches(Call::byHand);
        sends("police.xu", at(other) + "/acknowledge", "directive.acknowledged");
        assertThat(jdbc.sql("select count(*) from notice where officer = :officer and href = :href")
                        .param("officer", ON_DUTY)
                        .param("href", at(number))
                        .query(Long.class)
                        .single())
                .as("whoever is called is told")
                .isEqualTo(1);
    }

    private String anHourAgo() {
        return LocalDateTime.ofInstant(clock.instant(), OfficialTime.ZONE)
                .minusHours(1)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    @Test
    void anInstructionBecomesDirectivesAndIsAnsweredWithWhatCameOfThem() throws Exception {
        String address = "/emergency/events/" + event + "/instructions";
        String wrong = send(COMMANDER, address, "saidBy", "", "saidAt", "2126-01-01T00:00", "answerMinutes", "0")
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("wrong-saidBy", "wrong-saidAt", "wrong-text", "wrong-answerMinutes");
        mvc.perform(multipart(address)
                        .file(new MockMultipartFile("file", "批示.pdf", "application/pdf", CaseCalls.PDF))
                        .param("saidBy", "副市长 邵华")
                        .param("saidAt", anHourAgo())
                        .param("text", "务必全部转移")
                        .param("answerMinutes", "60")
                        .with(user(people.loadUserByUsername(COMMANDER)))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
        Instruction instruction = instructions.of(event).get(0);
        String number = instruction.number();
        assertThat(Objects.requireNonNull(instruction.file()).name()).isEqualTo("批示.pdf");
        assertThat(statusOf(COMMANDER, "/emergency/instructions/" + number + "/file"))
                .isEqualTo(200);
        assertThat(statusOf("env.zhao", "/emergency/instructions/" + number + "/file"))
                .isEqualTo(404);
        assertThat(steps.clocks(number).toString()).contains("\"amount\":60", "MINUTE");

        sends(
                COMMANDER,
                list(),
                "directive.given",
                "department",
                "xfjy",
                "text",
                "务必全部转移",
                "acknowledgeMinutes",
                "5",
                "completeMinutes",
                "30",
                "instruction",
                number,
                "key",
                key());
        String directive = directives.of(event).get(0).number();
        assertThat(directive(directive).instruction()).isEqualTo(number);
        steps.ok(directive, ACKNOWLEDGED);
        // what is not done is not answered
        steps.complete(
                        number,
                        step(COMMANDER, InstructionModel.ANSWER, "\"answerText\": \"正在转移\", \"toldName\": \"王值班\""))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("instruction.directivesOpen"));
        assertThat(steps.shown(ON_DUTY, directive, DirectiveModel.CARRY_OUT)
                        .get("instructionText")
                        .asText())
                .isEqualTo("副市长 邵华：务必全部转移");
        steps.ok(directive, DONE);
        assertThat(steps.shown(COMMANDER, number, InstructionModel.ANSWER)
                        .get("directivesText")
                        .asText())
                .contains("消防救援支队", "已办结", "已转移 32 人");
        steps.ok(
                number,
                step(COMMANDER, InstructionModel.ANSWER, "\"answerText\": \"32 人已全部转移安置\", \"toldName\": \"王值班\""));
        assertThat(Objects.requireNonNull(instructions.of(event).get(0).answer())
                        .text())
                .isEqualTo("32 人已全部转移安置");
        assertThat(page(COMMANDER, address)).contains("已回复", "32 人已全部转移安置", "批示.pdf", "已电话回复", "接听人：王值班");
    }

    @Test
    void theAnswerToAnInstructionIsSentOnceToWhomItCameFrom() throws Exception {
        String address = "/emergency/events/" + event + "/instructions";
        String[] typed = {
            "saidBy", "副市长 邵华", "saidAt", anHourAgo(), "text", "报告转移情况", "answerMinutes", "60", "answerTo", "gaj-duty"
        };
        assertThat(send(COMMANDER, address, typed)
                        .andExpect(status().isUnprocessableEntity())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .as("he can only be telephoned")
                .contains("wrong-answerTo");
        typed[9] = "szf-duty";
        sends(COMMANDER, address, "instruction.captured", typed);
        String number = instructions.of(event).get(0).number();
        steps.ok(number, step(COMMANDER, InstructionModel.ANSWER, "\"answerText\": \"32 人已全部转移安置\""));
        assertThat(jdbc.sql("select key || ' ' || kind || ' ' || body from outreach_message where case_no = :no")
                        .param("no", number)
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("instruction-answer-" + number + " ANSWER ")
                .contains("副市长 邵华批示：报告转移情况", "32 人已全部转移安置");
        assertThat(page(COMMANDER, address)).contains("政府总值班室", "待发送").doesNotContain("已电话回复");
    }
}
