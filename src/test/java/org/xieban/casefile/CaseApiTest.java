package org.xieban.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.PASSWORD;
import static org.xieban.casefile.CaseCalls.application;
import static org.xieban.casefile.CaseCalls.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;

/** Registering a case and finding it again, as another system does. */
@XiebanTest
class CaseApiTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    CaseCalls calls;

    @BeforeEach
    void calls() {
        calls = new CaseCalls(mvc);
    }

    @Test
    void anApplicationBecomesACaseWithItsPersonalDataMasked() throws Exception {
        calls.register(CLERK, application("欧阳小芳"))
                .andExpect(status().isCreated())
                .andExpect(header().string(
                                "Location", matchesPattern("/api/v1/cases/XP[0-9]{2}-[0-9]{4}-[0-9]{4,}-[0-9A-Z]")))
                .andExpect(jsonPath("$.caseNo").value(matchesPattern("[0-9A-Z-]{8,24}")))
                .andExpect(jsonPath("$.title").value("食品经营许可（新办） · 欧**芳"))
                .andExpect(jsonPath("$.itemCode").value("food-business-licence"))
                .andExpect(jsonPath("$.state").value("REGISTERED"))
                .andExpect(jsonPath("$.stateName").value("已收件"))
                .andExpect(jsonPath("$.applicant.kind").value("PERSON"))
                .andExpect(jsonPath("$.applicant.name").value("欧**芳"))
                .andExpect(jsonPath("$.applicant.idNumber").value("1101**********002X"))
                .andExpect(jsonPath("$.applicant.phone").value("138****8000"))
                .andExpect(jsonPath("$.parent").value(nullValue()))
                .andExpect(jsonPath("$.children").isEmpty())
                .andExpect(jsonPath("$.opinions").isEmpty())
                .andExpect(jsonPath("$.result").value(nullValue()))
                .andExpect(jsonPath("$.materials[0].code").value("application-form"))
                .andExpect(jsonPath("$.materials[0].required").value(true))
                .andExpect(jsonPath("$.materials[0].versions").isEmpty());
    }

    @Test
    void everyFieldAtFaultIsNamedAtOnce() throws Exception {
        ObjectNode application = application("<script>alert(1)</script>");
        ((ObjectNode) application.get("applicant"))
                .put("idNumber", "110105194912310021")
                .put("phone", "12");
        ((ObjectNode) application.get("form")).remove("matter");
        ((ObjectNode) application.get("form")).put("surprise", 1);

        calls.register(CLERK, application)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("case.invalid"))
                .andExpect(jsonPath("$.errors[*].field")
                        .value(containsInAnyOrder(
                                "applicant.name",
                                "applicant.idNumber",
                                "applicant.phone",
                                "form.matter",
                                "form.surprise")))
                .andExpect(jsonPath("$.errors[?(@.field=='applicant.idNumber')].code")
                        .value("citizenNumber.check"))
                .andExpect(jsonPath("$.errors[?(@.field=='applicant.idNumber')].message")
                        .value("公民身份号码的校验位不符，请核对。"));
    }

    @Test
    void anOrganisationAppliesWithACreditCode() throws Exception {
        ObjectNode application = application("西平县仁和堂大药房");
        ((ObjectNode) application.get("applicant")).put("kind", "ORGANISATION").put("idNumber", "91350100M000100Y44");
        calls.register(CLERK, application)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].code").value("creditCode.check"));

        ((ObjectNode) application.get("applicant")).put("idNumber", "91350100m000100y43");
        calls.register(CLERK, application)
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.applicant.name").value("西平县仁和堂大药房"));
    }

    @Test
    void anItemIsAppliedForByThoseItServes() throws Exception {
        ObjectNode application = application("市政府办");
        ((ObjectNode) application.get("applicant")).put("kind", "DEPARTMENT").put("idNumber", "91350100M000100Y43");
        calls.register(CLERK, application)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[*].code").value(hasItem("applicant.kindNotServed")));
    }

    @Test
    void anUnknownItemIsNamedAtItsField() throws Exception {
        ObjectNode application = application("刘芳");
        application.put("itemCode", "no-such-item");
        calls.register(CLERK, application)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("case.itemUnknown"))
                .andExpect(jsonPath("$.errors[0].field").value("itemCode"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"itemCode": "food-business-licence"}                                            | applicant
            {"applicant": {"kind": "PERSON"}}                                                | itemCode
            {"itemCode": "food-business-licence", "applicant": {"kind": "DOG"}}              | applicant.kind
            {"itemCode": "food-business-licence", "applicant": {"kind": "PERSON", "age": 3}} | applicant.age
            """)
    void aBodyOfAnotherShapeIsRefusedAtTheField(String body, String field) throws Exception {
        calls.post(CLERK, "/cases", body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    @Test
    void theSameSubmissionTwiceIsOneCase() throws Exception {
        String name = "孙" + unique();
        String key = UUID.randomUUID().toString();
        String body = application(name).toString();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            numbers.add(json(mvc.perform(post("/api/v1/cases")
                                    .with(httpBasic(CLERK, PASSWORD))
                                    .header("Idempotency-Key", key)
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content(body))
                            .andExpect(status().isCreated()))
                    .get("caseNo")
                    .asText());
        }

        assertThat(numbers).hasSize(1);
        assertThat(jdbc.sql("select count(*) from case_file where applicant_name = :name")
                        .param("name", name)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRefusedApplicationLeavesNothingBehind() throws Exception {
        String name = "钱" + unique();
        ObjectNode application = application(name);
        ((ObjectNode) application.get("form")).put("truthful", false);
        calls.register(CLERK, application).andExpect(status().isUnprocessableEntity());

        assertThat(jdbc.sql("select count(*) from case_file where applicant_name = :name")
                        .param("name", name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void registrationIsOnTheRecordWithoutPersonalData() throws Exception {
        String caseNo = calls.registered("司马光启");

        String entry = jdbc.sql("select entry from trace_entry where case_no = :caseNo and act = 'case.registered'")
                .param("caseNo", caseNo)
                .query(String.class)
                .single();
        assertThat(entry).contains("\"clerk.chen\"", "司**启").doesNotContain("司马光启", "19491231", "13800138000");
    }

    @Test
    void twoChineseCharactersFindACase() throws Exception {
        String name = "曌" + "龘" + "靐";
        String caseNo = calls.registered(name);

        calls.get(CLERK, "/cases?q={q}", "龘靐")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[*].caseNo").value(hasItem(caseNo)));
        calls.get(CLERK, "/cases?q={q}", "靐龘").andExpect(jsonPath("$.total").value(0));
        calls.get(CLERK, "/cases?q={q}", "曌")
                .andExpect(jsonPath("$.items[*].caseNo").value(hasItem(caseNo)));
        calls.get(CLERK, "/cases?q={q}", "食品 龘靐")
                .andExpect(jsonPath("$.items[*].caseNo").value(hasItem(caseNo)));
        calls.get(CLERK, "/cases?q={q}", caseNo.toLowerCase())
                .andExpect(jsonPath("$.items[*].caseNo").value(containsInAnyOrder(caseNo)));
        calls.get(CLERK, "/cases?q={q}", "%").andExpect(jsonPath("$.total").value(0));
    }

    @Test
    void aListIsWalkedThroughPageByPageWithoutLossOrRepetition() throws Exception {
        String name = "赵" + unique();
        Set<String> registered = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            registered.add(calls.registered(name));
        }
        for (String sort : new String[] {"newest", "oldest", "item"}) {
            Set<String> seen = new HashSet<>();
            String after = "";
            for (int page = 0; page < 3; page++) {
                JsonNode list =
                        json(calls.get(CLERK, "/cases?q={q}&size=2&sort={sort}&after={after}", name, sort, after));
                assertThat(list.get("total").asLong()).isEqualTo(5);
                list.get("items")
                        .forEach(item -> assertThat(seen.add(item.get("caseNo").asText()))
                                .isTrue());
                after = list.get("next").asText("");
            }
            assertThat(seen).isEqualTo(registered);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sort=colour, sort",
        "state=OPEN, state",
        "lamp=BLUE, lamp",
        "from=yesterday, from",
        "size=201, size",
        "size=1000000, size",
        "from=0001-01-01, from",
        "to=+999999999-12-31, to",
    })
    void aFilterThatDoesNotExistIsRefusedAtItsParameter(String query, String field) throws Exception {
        calls.get(CLERK, "/cases?" + query)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    @Test
    void aCursorOfAnotherListOrChangedByAnybodyIsRefused() throws Exception {
        calls.registered("赵" + unique());
        calls.registered("赵" + unique());
        String cursor = json(calls.get(CLERK, "/cases?size=1")).get("next").asText();
        List<String> others = new ArrayList<>(List.of("abcdef", cursor + "A", cursor.substring(1)));
        for (int at = 0; at < cursor.length(); at += 5) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            others.add(cursor.substring(0, at) + other + cursor.substring(at + 1));
        }
        for (String other : others) {
            calls.get(CLERK, "/cases?size=1&after={after}", other)
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.code").value("cursor.invalid"));
        }
        calls.get(CLERK, "/cases?size=1&sort=item&after={after}", cursor).andExpect(status().isBadRequest());
    }

    @Test
    void whateverIsLookedForIsOnlyTextAndShowsNobodyWhatIsNotHis() throws Exception {
        String caseNo = calls.registered("赵" + unique());
        for (String words : new String[] {
            "x' or '1'='1",
            "'; drop table case_file; --",
            "${task.execution.processEngineServices}",
            "#{1+1}",
            ":seenDepartment",
            "_",
            "\\",
            "赵",
            "\uD83D\uDE00",
            "\uD83D\uDE00\uD83D\uDE01 赵",
            "\u00A0\u3000"
        }) {
            for (String field : new String[] {"q", "item", "department"}) {
                calls.get(CLERK, "/cases?" + field + "={words}", words).andExpect(status().isOk());
                calls.get("env.zhao", "/cases?" + field + "={words}", words)
                        .andExpect(status().isOk())
                        .andExpect(jsonPath("$.items[*].caseNo").value(not(hasItem(caseNo))));
            }
        }
        for (String field : new String[] {"q", "item", "department"}) {
            for (String words : new String[] {"赵".repeat(10_000), "a\u0000b"}) {
                calls.get(CLERK, "/cases?" + field + "={words}", words)
                        .andExpect(status().isBadRequest())
                        .andExpect(jsonPath("$.code").value("filter.invalid"))
                        .andExpect(jsonPath("$.errors[0].field").value(field));
            }
        }
    }

    @Test
    void filtersLeaveWhatTheyName() throws Exception {
        String name = "周" + unique();
        String caseNo = calls.registered(name);

        calls.get(CLERK, "/cases?q={q}&item=food-business-licence&department=spj&state=REGISTERED,ACCEPTED", name)
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].caseNo").value(caseNo));
        calls.get(CLERK, "/cases?q={q}&item=eia-form", name)
                .andExpect(jsonPath("$.total").value(0));
        calls.get(CLERK, "/cases?q={q}&department=sthj", name)
                .andExpect(jsonPath("$.total").value(0));
        calls.get(CLERK, "/cases?q={q}&state=CLOSED", name)
                .andExpect(jsonPath("$.total").value(0));
        calls.get(CLERK, "/cases?q={q}&to=2020-01-01", name)
                .andExpect(jsonPath("$.total").value(0));
        calls.get(CLERK, "/cases?q={q}&from=2020-01-01", name)
                .andExpect(jsonPath("$.total").value(1));
    }

    @Test
    void theFormOfAnItemCanBeAskedForAndFilledInFromItself() throws Exception {
        calls.get(CLERK, "/items/fire-safety-check/form")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.schema.type").value("default"))
                .andExpect(jsonPath("$.data.scales[0].value").value("below-300"));
        calls.get(CLERK, "/items/no-such-item/form").andExpect(status().isNotFound());
    }

    @Test
    void theDiagramShowsWhereTheCaseIsToThoseWhoSeeIt() throws Exception {
        String caseNo = calls.registered("王" + unique());

        calls.get(CLERK, "/cases/{no}/diagram", caseNo)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.bpmnXml").value(startsWith("<?xml")))
                .andExpect(jsonPath("$.active").isNotEmpty())
                .andExpect(jsonPath("$.finished").isArray())
                .andExpect(jsonPath("$.failed").isEmpty());
        calls.get("env.zhao", "/cases/{no}/diagram", caseNo).andExpect(status().isNotFound());
    }

    @Test
    void nothingIsSupplementedThatWasNotAskedFor() throws Exception {
        String caseNo = calls.registered("吴" + unique());

        calls.post(CLERK, "/cases/" + caseNo + "/supplements", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("case.stateForbids"))
                .andExpect(jsonPath("$.detail").value("办件 " + caseNo + " 的状态是“已收件”，不能变为“已收件”。"));
    }

    @Test
    void whoWithdrawsSaysWhy() throws Exception {
        String caseNo = calls.registered("郑" + unique());

        calls.post(CLERK, "/cases/" + caseNo + "/withdraw", "{\"reason\": \" \"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("reason"));
    }

    @Test
    void whatIsNoCaseIsNotFound() throws Exception {
        calls.get(CLERK, "/cases/XP26-0101-0001-0").andExpect(status().isNotFound());
        calls.get(CLERK, "/cases/{no}", "' or 1=1 --")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("case.unknown"));
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
