package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.XiebanTest;
import org.xieban.sources.DataResource.Sharing;

/** Each test leaves nothing behind. */
@XiebanTest
@Transactional
class ResourcePagesTest {

    private static final String AUTHORITY = "analyst.feng";
    private static final String PROVIDER = "market.zhou";

    @Autowired
    private MockMvc browser;

    @Autowired
    private Resources resources;

    @Autowired
    private SupplyList supply;

    @Autowired
    private UserDetailsService people;

    private final String code = TestResources.code();

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }

    private String body(MockHttpServletRequestBuilder request, int expected) throws Exception {
        return browser.perform(request)
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequestBuilder filledIn(
            MockHttpServletRequestBuilder request, DataResource resource) {
        request.param("name", resource.name())
                .param("provider", resource.provider())
                .param("sharing", resource.sharing().name())
                .param("reason", resource.reason() == null ? "" : resource.reason())
                .param("legalBasis", resource.legalBasis())
                .param("updateCycle", resource.updateCycle().name())
                .param("serviceHours", resource.serviceHours())
                .param("promisedSeconds", String.valueOf(resource.promisedSeconds()))
                .param("validDays", String.valueOf(resource.validDays()));
        for (int i = 0; i < resource.fields().size(); i++) {
            DataResource.Field field = resource.fields().get(i);
            String path = "fields[" + i + "].";
            request.param(path + "name", field.name())
                    .param(path + "label", field.label())
                    .param(path + "type", field.type().name())
                    .param(path + "dataClass", String.valueOf(field.dataClass()))
                    .param(path + "format", field.format().name())
                    .param(path + "caseFact", field.caseFact() == null ? "" : field.caseFact());
            for (String tick : List.of("personal", "key", "required")) {
                boolean on =
                        switch (tick) {
                            case "personal" -> field.personal();
                            case "key" -> field.key();
                            default -> field.required();
                        };
                if (on) {
                    request.param(path + tick, "true");
                }
            }
        }
        return request;
    }

    private MockHttpServletRequestBuilder creating(Sharing sharing) {
        return filledIn(post("/sources/new-resource").with(csrf()), TestResources.of(code, sharing))
                .param("code", code);
    }

    @Test
    void whatAProviderCompilesTheAuthorityReviewsAndPublishes() throws Exception {
        browser.perform(creating(Sharing.CONDITIONAL).with(as(PROVIDER)))
                .andExpect(redirectedUrl("/sources/resources/" + code));
        // nobody else sees it yet
        browser.perform(get("/sources/resources/" + code).with(as("handler.li")))
                .andExpect(status().isNotFound());
        assertThat(resources.find(code)).isEmpty();
        browser.perform(post("/sources/resources/" + code + "/approve")
                        .with(csrf())
                        .with(as(PROVIDER)))
                .andExpect(status().isForbidden());
        browser.perform(post("/sources/resources/" + code + "/return")
                        .param("reason", "缺少依据")
                        .with(csrf())
                        .with(as(AUTHORITY)))
                .andExpect(redirectedUrl("/sources/resources/" + code));
        assertThat(body(get("/sources/resources/" + code).with(as(PROVIDER)), 200))
                .contains("缺少依据");
        browser.perform(filledIn(
                                post("/sources/resources/" + code + "/edit").with(csrf()),
                                TestResources.of(code, Sharing.CONDITIONAL))
                        .param("basedOn", "0")
                        .with(as(PROVIDER)))
                .andExpect(redirectedUrl("/sources/resources/" + code));
        browser.perform(post("/sources/resources/" + code + "/approve")
                        .with(csrf())
                        .with(as(AUTHORITY)))
                .andExpect(redirectedUrl("/sources/resources/" + code));
        assertThat(resources.require(code)).isEqualTo(TestResources.of(code, Sharing.CONDITIONAL));
        assertThat(body(get("/sources/resources/" + code).with(as("handler.li")), 200))
                .contains("须经授权");
    }

    @Test
    void aProviderCompilesNothingOfAnotherDepartment() throws Exception {
        browser.perform(creating(Sharing.OPEN).with(as("env.zhao"))).andExpect(status().isForbidden());
        browser.perform(get("/sources/resources/population/edit").with(as("env.zhao")))
                .andExpect(status().isForbidden());
    }

    @Test
    @WithUserDetails(AUTHORITY)
    void whatIsWrongStandsBesideItsFieldAndNothingTypedIsLost() throws Exception {
        String page = body(
                filledIn(post("/sources/new-resource").with(csrf()), TestResources.of(code, Sharing.CONDITIONAL))
                        .param("code", "No Code")
                        .param("fields[9].name", "Wrong")
                        .param("fields[9].label", "还没有写完")
                        .param("fields[9].dataClass", "9")
                        .param("fields[9].type", "TEXT")
                        .param("fields[9].format", "ANY"),
                422);
        assertThat(page).contains("不能用作编码", "还没有写完", "应为 1 至 4 之间的整数");
        assertThat(resources.find(code)).isEmpty();
    }

    @Test
    @WithUserDetails(AUTHORITY)
    void whoeverEditsWhatWasPublishedMeanwhileIsTold() throws Exception {
        browser.perform(creating(Sharing.OPEN)).andExpect(redirectedUrl("/sources/resources/" + code));
        assertThat(body(creating(Sharing.OPEN), 409)).contains("已有编码");
        assertThat(body(
                        filledIn(
                                        post("/sources/resources/" + code + "/edit")
                                                .with(csrf()),
                                        TestResources.of(code, Sharing.OPEN))
                                .param("basedOn", "7"),
                        409))
                .contains("别人发布了新的版本");
    }

    @Test
    @WithUserDetails(AUTHORITY)
    void aTableIsShownBeforeItIsTakenOver() throws Exception {
        String table = ResourceTable.write(List.of(TestResources.of(code, Sharing.OPEN)));
        MockMultipartFile file =
                new MockMultipartFile("file", "r.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8));
        assertThat(body(multipart("/sources/import").file(file).with(csrf()), 200))
                .contains(code, "新增");
        assertThat(resources.find(code)).isEmpty();
        MockMultipartFile broken = new MockMultipartFile(
                "file", "r.csv", "text/csv", table.replace("TEXT", "TXT").getBytes(StandardCharsets.UTF_8));
        assertThat(body(multipart("/sources/import").file(broken).with(csrf()), 422))
                .contains("TXT");
        browser.perform(multipart("/sources/import")
                        .param("text", table)
                        .param("confirmed", "true")
                        .with(csrf()))
                .andExpect(redirectedUrl("/sources/resources"));
        assertThat(resources.require(code)).isEqualTo(TestResources.of(code, Sharing.OPEN));
        assertThat(body(get("/sources/resources.csv?q=" + code), 200)).isEqualTo(table);
    }

    @Test
    @WithUserDetails(AUTHORITY)
    void theSupplyListKnowsWhatMayBeAskedAndAGrantChangesIt() throws Exception {
        assertThat(line("business-licence").state()).isEqualTo(SupplyList.State.GRANTED);
        assertThat(line("application-form").state()).isEqualTo(SupplyList.State.NO_SOURCE);
        SupplyList.Line open = supply.lines().stream()
                .filter(each -> each.state() == SupplyList.State.NOT_REQUESTED)
                .findFirst()
                .orElseThrow();
        DataResource wanted = open.resource();
        browser.perform(post("/sources/new-grant")
                        .param("resource", wanted.code())
                        .param("department", open.item().organ().department())
                        .param("item", open.item().code())
                        .param("fields", String.join(",", wanted.answerNames()))
                        .param("purpose", "MATERIALS")
                        .param("from", "2020-01-01")
                        .param("until", "2099-01-01")
                        .param("basis", "测试")
                        .with(csrf()))
                .andExpect(redirectedUrl("/sources/grants?resource=" + wanted.code()));
        assertThat(supply.lines())
                .filteredOn(each ->
                        each.item().equals(open.item()) && each.material().equals(open.material()))
                .extracting(SupplyList.Line::state)
                .containsExactly(SupplyList.State.GRANTED);
        assertThat(body(get("/sources/supply.csv"), 200)).contains("可以查询").doesNotContain("只能由申请人提供");
        assertThat(body(get("/sources/grants?resource=" + wanted.code()), 200)).contains("测试");
    }

    private SupplyList.Line line(String material) {
        return supply.lines().stream()
                .filter(each -> each.item().code().equals("food-business-licence")
                        && each.material().code().equals(material))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @WithUserDetails(AUTHORITY)
    void aGrantThatCannotBeIsRefusedWithWhatIsWrong() throws Exception {
        assertThat(body(
                        post("/sources/new-grant")
                                .param("resource", "population")
                                .param("department", "nobody")
                                .param("item", "nothing")
                                .param("fields", "name salary")
                                .param("purpose", "MATERIALS")
                                .param("from", "2026-02-01")
                                .param("until", "2026-01-01")
                                .param("basis", " ")
                                .with(csrf()),
                        422))
                .contains("salary", "nobody", "nothing", "截止日期早于起始日期");
    }

    @Test
    void otherSystemsReadTheCatalogue() throws Exception {
        String list = body(
                get("/api/v1/resources?size=2")
                        .with(SecurityMockMvcRequestPostProcessors.httpBasic("handler.li", "xieban-demo")),
                200);
        assertThat(list).contains("\"next\":\"", "\"total\":", "\"keys\":");
        assertThat(body(
                        get("/api/v1/resources/population")
                                .with(SecurityMockMvcRequestPostProcessors.httpBasic("handler.li", "xieban-demo")),
                        200))
                .contains("\"provider\":\"gaj\"", "\"dataClass\":3");
        assertThat(body(
                        get("/api/v1/resources/nothing")
                                .with(SecurityMockMvcRequestPostProcessors.httpBasic("handler.li", "xieban-demo")),
                        404))
                .contains("resource.unknown");
    }
}
