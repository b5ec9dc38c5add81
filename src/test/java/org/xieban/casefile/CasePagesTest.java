package org.xieban.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.MATERIAL;
import static org.xieban.casefile.CaseCalls.PDF;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;

@XiebanTest
@WithUserDetails("clerk.chen")
class CasePagesTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    CaseCalls calls;
    String name;
    String caseNo;

    @BeforeEach
    void register() throws Exception {
        calls = new CaseCalls(mvc);
        name = "冯" + UUID.randomUUID().toString().substring(0, 6) + "华";
        caseNo = calls.registered(name);
    }

    @Test
    void theListShowsTheCaseAndNoPersonalData() throws Exception {
        mvc.perform(get("/cases").param("q", name))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString(caseNo),
                                containsString("食品经营许可（新办）"),
                                containsString("已收件"),
                                not(containsString("19491231")),
                                not(containsString("13800138000")))));
    }

    @Test
    void whatTheListShowsGoesIntoASpreadsheetMaskedAndOnTheRecord() throws Exception {
        String csv = mvc.perform(get("/cases.csv").param("q", name))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "text/csv;charset=UTF-8"))
                .andReturn()
                .getResponse()
                .getContentAsString(UTF_8);

        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).startsWith("\uFEFF办件编号,").contains(caseNo).doesNotContain(name);
        assertThat(recorded("case.exported", null)).isPositive();
    }

    @Test
    void aListOfThousandsGoesIntoTheSpreadsheetWhole() throws Exception {
        int many = 5_200;
        jdbc.sql("""
                        insert into case_file
                        select (jsonb_populate_record(c, jsonb_build_object('number', 'ZZ' || lpad(n::text, 8, '0')))).*
                          from case_file c, generate_series(1, :many) n where c.number = :no""").param("many", many).param("no", caseNo).update();
        jdbc.sql("""
                        insert into case_department (case_no, department, since, how)
                        select number, registered_department, registered_at, 'REGISTERED' from case_file
                         where number like 'ZZ%'""").update();
        try {
            for (String sort : List.of("NEWEST", "OLDEST", "ITEM")) {
                String csv = mvc.perform(get("/cases.csv").param("q", name).param("sort", sort))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(UTF_8);
                assertThat(csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                        .as(sort)
                        .hasSize(many + 1)
                        .doesNotHaveDuplicates();
            }
            // the page does not wait until they are counted, and says so; who asks by the API is told as exactly as he
            // likes
            mvc.perform(get("/cases").param("q", name))
                    .andExpect(content().string(containsString("超过 1,000 件")))
                    .andExpect(content().string(not(containsString("共 "))));
            mvc.perform(get("/cases").param("q", caseNo)).andExpect(content().string(containsString("共 1 件")));
            mvc.perform(get("/api/v1/cases").param("q", name))
                    .andExpect(jsonPath("$.total").value(many + 1));
            mvc.perform(get("/api/v1/cases").param("q", name).param("total", "false"))
                    .andExpect(jsonPath("$.total").value(nullValue()))
                    .andExpect(jsonPath("$.next").isNotEmpty());
        } finally {
            transaction.executeWithoutResult(status -> {
                // no other table knows them: to be looked for in each takes a multiple of the rest
                jdbc.sql("set local session_replication_role = replica").update();
                jdbc.sql("delete from case_department where case_no like 'ZZ%'").update();
                jdbc.sql("delete from case_file where number like 'ZZ%'").update();
            });
        }
    }

    @Test
    void everyPageOfACaseStandsByItselfAndAsAPartOfAnother() throws Exception {
        for (String page : new String[] {"materials", "opinions"}) {
            mvc.perform(get("/cases/{no}/{page}", caseNo, page))
                    .andExpect(status().isOk())
                    .andExpect(content().string(allOf(containsString("<html"), containsString(caseNo))));
            mvc.perform(get("/cases/{no}/{page}", caseNo, page)
                            .header("HX-Request", "true")
                            .locale(Locale.ENGLISH))
                    .andExpect(status().isOk())
                    .andExpect(content().string(allOf(not(containsString("<html")), containsString("<section"))));
        }
    }

    @Test
    void materialsThatAreMissingAreSaidToBeRequiredOrToMayFollow() throws Exception {
        mvc.perform(get("/cases/{no}/materials", caseNo))
                .andExpect(
                        content().string(allOf(containsString("必需"), containsString("可容缺"), containsString("份必需的材料"))));
    }

    @Test
    void aFileIsHandedInOnThePageAndARefusalIsSaidThere() throws Exception {
        mvc.perform(multipart("/cases/{no}/materials/{code}", caseNo, MATERIAL)
                        .file(new MockMultipartFile("file", "申请书.pdf", null, PDF))
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + caseNo + "/materials"))
                .andExpect(flash().attribute("message", "casefile.materials.uploaded"));
        mvc.perform(multipart("/cases/{no}/materials/{code}", caseNo, MATERIAL)
                        .file(new MockMultipartFile("file", "申请书.pdf", null, "<html>".getBytes(UTF_8)))
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + caseNo + "/materials"))
                .andExpect(flash().attribute("problem", "problem.material.typeForbidden"));

        mvc.perform(get("/cases/{no}/materials/{code}/1", caseNo, MATERIAL))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("inline")))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'none'")))
                .andExpect(content().bytes(PDF));
        mvc.perform(get("/cases/{no}/materials", caseNo)).andExpect(content().string(containsString("申请书.pdf")));
    }

    @Test
    void aFileThatIsHandedInInTheTabOfTheCaseIsAnsweredThere() throws Exception {
        mvc.perform(multipart("/cases/{no}/materials/{code}", caseNo, MATERIAL)
                        .file(new MockMultipartFile("file", "申请书.pdf", null, PDF))
                        .header("HX-Request", "true")
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(not(containsString("<html")), containsString("已收下：申请书.pdf"))));
        mvc.perform(multipart("/cases/{no}/materials/{code}", caseNo, MATERIAL)
                        .file(new MockMultipartFile("file", "申请书.pdf", null, "<html>".getBytes(UTF_8)))
                        .header("HX-Request", "true")
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("role=\"alert\""), containsString("申请书.pdf"))));
    }

    @Test
    void personalDataAreShownOnlyForAReasonThatIsRecorded() throws Exception {
        mvc.perform(post("/cases/{no}/reveal", caseNo).param("reason", " ").with(csrf()))
                .andExpect(status().isUnprocessableEntity());
        assertThat(recorded("case.personalDataViewed", caseNo)).isZero();

        mvc.perform(post("/cases/{no}/reveal", caseNo).param("reason", "电话通知补正").with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString(name),
                                containsString("11010519491231002X"),
                                containsString("13800138000"))));
        assertThat(recorded("case.personalDataViewed", caseNo)).isEqualTo(1);
    }

    @Test
    void aWithdrawalWithoutAReasonIsSaidAtTheFieldAndASecondOneAboveIt() throws Exception {
        mvc.perform(post("/cases/{no}/withdraw", caseNo).param("reason", "  ").with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("aria-invalid"), containsString("请写明原因"))));
        mvc.perform(post("/cases/{no}/withdraw", caseNo).param("reason", "不开店了").with(csrf()))
                .andExpect(redirectedUrl("/cases/" + caseNo));
        mvc.perform(post("/cases/{no}/withdraw", caseNo)
                        .param("reason", "真的不开店了")
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("同样的申请正在审批"), containsString("真的不开店了"))));
    }

    @Test
    @WithUserDetails("env.zhao")
    void whoMayNotSeeACaseFindsNoneOfItsPages() throws Exception {
        for (String page : new String[] {"materials", "opinions"}) {
            mvc.perform(get("/cases/{no}/{page}", caseNo, page)).andExpect(status().isNotFound());
        }
        mvc.perform(get("/ledger/cases/{no}", caseNo)).andExpect(status().isNotFound());
        mvc.perform(post("/cases/{no}/reveal", caseNo).param("reason", "看看").with(csrf()))
                .andExpect(status().isNotFound());
        mvc.perform(get("/cases/new")).andExpect(status().isForbidden());
    }

    @Test
    void anItemIsFoundByAFewCharactersAndItsFormOffered() throws Exception {
        mvc.perform(get("/cases/new").param("q", "食品"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("/cases/new/food-business-licence"),
                                not(containsString("/cases/new/eia-form")))));
        mvc.perform(get("/cases/new/food-business-licence"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/api/v1/items/food-business-licence/form")));
        mvc.perform(get("/cases/new/no-such-item")).andExpect(status().isNotFound());
    }

    @Test
    void aNumberIsCheckedWhileItIsTyped() throws Exception {
        mvc.perform(post("/cases/new/check")
                        .param("field", "applicant.idNumber")
                        .param("kind", "PERSON")
                        .param("value", "110105194912310021")
                        .with(csrf()))
                .andExpect(content().string("公民身份号码的校验位不符，请核对。"));
        mvc.perform(post("/cases/new/check")
                        .param("field", "applicant.idNumber")
                        .param("kind", "ORGANISATION")
                        .param("value", "91350100M000100Y43")
                        .with(csrf()))
                .andExpect(content().string(""));
    }

    @Test
    void theSearchFieldOfTheFrameFindsCases() throws Exception {
        mvc.perform(get("/search").param("q", name)).andExpect(content().string(containsString("/cases/" + caseNo)));
    }

    private long recorded(String act, String number) {
        return jdbc.sql(
                        "select count(*) from trace_entry where act = :act and (cast(:number as varchar) is null or case_no = :number)")
                .param("act", act)
                .param("number", number)
                .query(Long.class)
                .single();
    }
}
