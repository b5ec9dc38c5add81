package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.XiebanTest;

/** Each test leaves nothing behind. */
@XiebanTest
@Transactional
class ItemPagesTest {

    @Autowired
    private MockMvc browser;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private ItemPublication publication;

    private final String code = TestItems.code();

    @BeforeEach
    void anItem() {
        publication.load(TestItems.file(code));
    }

    private String page(String path, Object... variables) throws Exception {
        return browser.perform(get(path, variables))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletRequestBuilder editing(int basedOn) {
        ServiceItem item = catalogue.version(code, basedOn).orElseThrow().item();
        ItemForm form = ItemForm.of(item);
        MockHttpServletRequestBuilder request = post("/catalogue/items/{code}/edit", code)
                .with(csrf())
                .param("basedOn", String.valueOf(basedOn))
                .param("applicantKinds", "ORGANISATION", "PERSON")
                .param("service.channels", "WINDOW");
        FormPaths.of(item).stream()
                .filter(path -> !path.startsWith("promisedTerm.amount"))
                .forEach(path -> request.param(path, form.value(path)));
        return request;
    }

    private String body(MockHttpServletRequestBuilder request, int status) throws Exception {
        return browser.perform(request)
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @WithAnonymousUser
    void everybodyReadsTheGuideWithoutSigningIn() throws Exception {
        assertThat(page("/public/items")).contains("高龄津贴");
        assertThat(page("/public/items?q={q}", "取水")).contains("取水许可（新办）").doesNotContain("工伤认定");
        assertThat(page("/public/items/eia-report")).contains("建设项目环境影响报告书审批", "《中华人民共和国环境影响评价法》第二十二条第三款", "公众参与说明");
        assertThat(page("/public/items/eia-report?lang=en")).contains("calendar days", "建设项目环境影响报告书审批");
        browser.perform(get("/public/items/no-such-item")).andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/catalogue/items",
                "/catalogue/items/eia-form",
                "/catalogue/items/eia-form/versions",
                "/catalogue/items.csv"
            })
    @WithAnonymousUser
    void theOfficesOwnPagesAskForSignIn(String path) throws Exception {
        browser.perform(get(path)).andExpect(status().is3xxRedirection());
    }

    @Test
    @WithUserDetails("handler.li")
    void anOfficerFindsAnItemAndReadsIt() throws Exception {
        assertThat(page("/catalogue/items?q={q}&kind=LICENCE&department=spj&sort=PROMISE", "食品"))
                .contains("食品经营许可（新办）")
                .doesNotContain("高龄津贴");
        assertThat(page("/catalogue/items?q={q}", "没有这样的事项")).contains("没有符合条件的事项");
        assertThat(page("/catalogue/items/food-business-licence"))
                .contains("食品经营许可证", "5 年", "市场主体登记信息", "可容缺")
                .doesNotContain("/edit");
        assertThat(page("/catalogue/items/food-business-licence/versions")).contains("第 1 版");
        assertThat(page("/catalogue/items/food-business-licence/versions/1")).contains("现行");
    }

    @Test
    @WithUserDetails("handler.li")
    void theListIsExportedAsItStands() throws Exception {
        assertThat(page("/catalogue/items.csv?kind=PAYMENT"))
                .startsWith("\uFEFF事项代码,事项名称")
                .contains("old-age-allowance,", ",59 日（自然日）,")
                .doesNotContain("eia-form")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/catalogue/new-item", "/catalogue/items/eia-form/edit"})
    @WithUserDetails("handler.li")
    void onlyTheSystemAdministratorEdits(String path) throws Exception {
        browser.perform(get(path)).andExpect(status().isForbidden());
        browser.perform(post(path).with(csrf()).param("basedOn", "1")).andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secadmin.he", "auditadmin.lv", "analyst.feng"})
    void noOtherAdministratorPublishes(String login) throws Exception {
        browser.perform(
                        post("/catalogue/items/{code}/versions/1/restore", code)
                                .param("basedOn", "1")
                                .with(csrf())
                                .with(org.springframework.security.test.web.servlet.request
                                        .SecurityMockMvcRequestPostProcessors.user(login)
                                        .roles("SECURITY_ADMINISTRATOR", "AUDIT_ADMINISTRATOR", "ANALYST")))
                .andExpect(status().isForbidden());
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void theAdministratorPublishesANewVersion() throws Exception {
        assertThat(page("/catalogue/items/{code}/edit", code)).contains("测试事项 " + code, "发布为第 2 版");
        browser.perform(editing(1).param("promisedTerm.amount", "5").param("note", "提速"))
                .andExpect(redirectedUrl("/catalogue/items/" + code));
        ItemVersion published = catalogue.find(code).orElseThrow();
        assertThat(published.number()).isEqualTo(2);
        assertThat(published.item().promisedTerm().amount()).isEqualTo(5);
        assertThat(published.publishedBy()).isEqualTo("sysadmin.yu");
        assertThat(page("/catalogue/items/{code}/versions", code)).contains("<del>7</del>", "<ins>5</ins>", "提速", "于洋");
        assertThat(page("/catalogue/items/{code}/versions/1", code)).contains("恢复第 1 版，发布为第 3 版");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void whatIsWrongIsSaidBesideTheFieldAndNothingIsLost() throws Exception {
        String page = body(editing(1).param("promisedTerm.amount", "21").param("note", "有误"), 422);
        assertThat(page)
                .contains(
                        "承诺时限不得长于法定时限",
                        "id=\"promisedTerm.amount-error\"",
                        "value=\"21\"",
                        "value=\"有误\"",
                        "测试事项 " + code);
        assertThat(catalogue.find(code).orElseThrow().number()).isEqualTo(1);
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void aDepartmentThatDoesNotExistIsRefused() throws Exception {
        assertThat(body(
                        editing(1)
                                .param("promisedTerm.amount", "7")
                                .param("coDepartments[1].department", "nobody")
                                .param("coDepartments[1].matter", "意见"),
                        422))
                .contains("没有代码为“nobody”的部门");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void whoEditsAnOldVersionIsShownWhatChangedMeanwhileAndMayPublishOverIt() throws Exception {
        publication.edit(
                ItemFile.read("x.yaml", TestItems.yaml(code).replace("amount: 7", "amount: 6"))
                        .item(),
                1,
                null);
        String page = body(editing(1).param("promisedTerm.amount", "5"), 409);
        assertThat(page).contains("您编辑期间，别人发布了新的版本", "<del>7</del>", "<ins>6</ins>", "value=\"5\"", "以我填写的内容发布为第 3 版");
        assertThat(catalogue.find(code).orElseThrow().number()).isEqualTo(2);
        browser.perform(editing(1).param("promisedTerm.amount", "5").param("over", "2"))
                .andExpect(redirectedUrl("/catalogue/items/" + code));
        assertThat(catalogue.find(code).orElseThrow().item().promisedTerm().amount())
                .isEqualTo(5);
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void aRowIsAddedWithoutPublishingOrLosingAnything() throws Exception {
        String page = body(editing(1).param("promisedTerm.amount", "5").param("rows", "materials.add"), 200);
        assertThat(page).contains("name=\"materials[2].name\"", "data-focus=\"materials[2]\"", "value=\"5\"");
        assertThat(catalogue.find(code).orElseThrow().number()).isEqualTo(1);
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void aNewItemIsPublishedUnderACodeOfItsOwn() throws Exception {
        assertThat(page("/catalogue/new-item")).contains("新增事项", "administrativeApproval");
        assertThat(body(post("/catalogue/new-item").with(csrf()).param("code", "X"), 422))
                .contains("“X”不能用作编码", "必须填写");
        MockHttpServletRequestBuilder request = post("/catalogue/new-item")
                .with(csrf())
                .param("applicantKinds", "PERSON")
                .param("service.channels", "WINDOW");
        ServiceItem item = catalogue.find(code).orElseThrow().item();
        ItemForm form = ItemForm.of(item);
        FormPaths.of(item).stream()
                .filter(path -> !path.equals("code"))
                .forEach(path -> request.param(path, form.value(path)));
        String fresh = TestItems.code();
        browser.perform(request.param("code", fresh)).andExpect(redirectedUrl("/catalogue/items/" + fresh));
        assertThat(catalogue.find(fresh).orElseThrow().number()).isEqualTo(1);
    }
}
