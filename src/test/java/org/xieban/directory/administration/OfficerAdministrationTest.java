package org.xieban.directory.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.directory.Officers;
import org.xieban.directory.People;
import org.xieban.directory.Role;
import org.xieban.directory.administration.NewOfficer.NewPost;

@XiebanTest
class OfficerAdministrationTest {

    private static final String SYSTEM = "sysadmin.yu";
    private static final String SECURITY = "secadmin.he";

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationContext context;

    @Autowired
    UserDetailsService users;

    @Autowired
    Officers officers;

    People people;

    @BeforeEach
    void people() {
        people = new People(context);
    }

    @Test
    void aNewOfficerHasNeitherRoleNorPasswordUntilTheSecurityAdministratorGivesThem() throws Exception {
        String login = "new." + System.nanoTime();
        as(
                        SYSTEM,
                        post("/directory/new-officer"),
                        Map.of(
                                "login",
                                login,
                                "name",
                                "新人",
                                "phone",
                                "13911112222",
                                "email",
                                "",
                                "department",
                                "sthj",
                                "title",
                                "科员"))
                .andExpect(redirectedUrl("/directory/officers/" + login));
        assertThat(officers.find(login).orElseThrow().roles()).isEmpty();
        mvc.perform(get("/directory/officers?state=WITHOUT_ROLE").with(user(users.loadUserByUsername(SECURITY))))
                .andExpect(content().string(containsString(login)));

        as(SECURITY, post("/directory/officers/" + login + "/password"), Map.of())
                .andExpect(flash().attributeExists("oneTimePassword"));
        roles(SECURITY, login, "HANDLER").andExpect(flash().attribute("message", "directory.saved"));
        assertThat(officers.groupsOf(login)).containsExactly("sthj", "handler", "sthj.handler");
        assertThat(people.acts(login)).containsExactly("officer.created", "password.reset", "roles.changed");
        assertThat(people.lastEntry(login)).contains("\"after\":[\"handler\"]", "\"before\":[]");
        assertThat(people.entriesWith("13911112222")).isZero();
    }

    @Test
    void whatIsWrongWithANewOfficerIsSaidBesideTheField() throws Exception {
        as(
                        SYSTEM,
                        post("/directory/new-officer"),
                        Map.of(
                                "login",
                                "Großer Name",
                                "name",
                                " ",
                                "phone",
                                "abc",
                                "email",
                                "x",
                                "department",
                                "spj",
                                "title",
                                ""))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("登录名须为")))
                .andExpect(content().string(containsString("请填写姓名")))
                .andExpect(content().string(containsString("电话号码格式不对")))
                .andExpect(content().string(containsString("电子邮箱格式不对")));
        as(
                        SYSTEM,
                        post("/directory/new-officer"),
                        Map.of(
                                "login",
                                "clerk.chen",
                                "name",
                                "甲",
                                "phone",
                                "",
                                "email",
                                "",
                                "department",
                                "spj",
                                "title",
                                "乙"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("已有人使用")));
    }

    @Test
    void theSystemAdministratorGrantsNothingAndTheSecurityAdministratorEntersNobody() throws Exception {
        String login = people.someone(Role.CLERK);
        roles(SYSTEM, login, "LEADER").andExpect(status().isForbidden());
        for (String act : List.of("enable", "disable", "unlock", "password")) {
            as(SYSTEM, post("/directory/officers/" + login + "/" + act), Map.of("version", "0"))
                    .andExpect(status().isForbidden());
        }
        as(
                        SECURITY,
                        post("/directory/officers/" + login)
                                .param("name", "甲")
                                .param("phone", "")
                                .param("email", ""),
                        version(login))
                .andExpect(status().isForbidden());
        as(
                        SECURITY,
                        post("/directory/officers/" + login + "/posts")
                                .param("department", "spj")
                                .param("title", "甲"),
                        version(login))
                .andExpect(status().isForbidden());
        as(SECURITY, get("/directory/new-officer"), Map.of()).andExpect(status().isForbidden());
        as("auditadmin.lv", get("/directory/officers"), Map.of()).andExpect(status().isForbidden());
        as("clerk.chen", get("/directory/officers"), Map.of()).andExpect(status().isForbidden());
    }

    @Test
    void nobodyDecidesOverHimself() throws Exception {
        roles(SECURITY, SECURITY, "SECURITY_ADMINISTRATOR", "LEADER")
                .andExpect(flash().attribute("problem", "problem.officer.self"));
        for (String act : List.of("disable", "unlock", "password")) {
            as(SECURITY, post("/directory/officers/" + SECURITY + "/" + act), version(SECURITY))
                    .andExpect(flash().attribute("problem", "problem.officer.self"));
        }
        assertThat(officers.find(SECURITY).orElseThrow().roles()).containsExactly(Role.SECURITY_ADMINISTRATOR);
    }

    @Test
    void theThreeAdministratorsAreThreePersonsWhoDoNothingElse() throws Exception {
        String login = people.someone(Role.CLERK);
        roles(SECURITY, login, "CLERK", "SYSTEM_ADMINISTRATOR")
                .andExpect(flash().attribute("problem", "problem.role.separation"));
        roles(SECURITY, login, "AUDIT_ADMINISTRATOR", "SYSTEM_ADMINISTRATOR")
                .andExpect(flash().attribute("problem", "problem.role.separation"));
        String two = people.someone(
                List.of(new NewPost("spj", "窗口", Set.of(Role.CLERK)), new NewPost("sjj", "专员", Set.of())));
        long second = officers.find(two).orElseThrow().posts().get(1).id();
        as(
                        SECURITY,
                        post("/directory/officers/" + two + "/posts/" + second + "/roles")
                                .param("roles", "AUDIT_ADMINISTRATOR"),
                        version(two))
                .andExpect(flash().attribute("problem", "problem.role.separation"));
        assertThat(officers.find(two).orElseThrow().roles()).containsExactly(Role.CLERK);
    }

    @Test
    void theLastAdministratorOfAKindStays() throws Exception {
        as(SECURITY, post("/directory/officers/" + SYSTEM + "/disable"), version(SYSTEM))
                .andExpect(flash().attribute("problem", "problem.role.last.SYSTEM_ADMINISTRATOR"));
        roles(SECURITY, "auditadmin.lv")
                .andExpect(flash().attribute("problem", "problem.role.last.AUDIT_ADMINISTRATOR"));
        String second = people.someone(Role.AUDIT_ADMINISTRATOR);
        roles(SECURITY, second).andExpect(flash().attribute("message", "directory.saved"));
    }

    @Test
    void whoIsDisabledIsInNoGroupAndCanBeEnabledAgain() throws Exception {
        String login = people.someone(Role.HANDLER);
        as(SECURITY, post("/directory/officers/" + login + "/disable"), version(login))
                .andExpect(flash().attribute("message", "directory.saved"));
        assertThat(officers.groupsOf(login)).isEmpty();
        assertThat(officers.membersOf("spj.handler"))
                .noneMatch(member -> member.login().equals(login));
        as(SECURITY, post("/directory/officers/" + login + "/enable"), version(login));
        assertThat(officers.membersOf("spj.handler"))
                .anyMatch(member -> member.login().equals(login));
        assertThat(people.acts(login)).containsExactly("officer.created", "officer.disabled", "officer.enabled");
    }

    @Test
    void whoWasSlowerIsToldAndOverwritesNothing() throws Exception {
        String login = people.someone(Role.CLERK);
        Map<String, String> seen = version(login);
        roles(SECURITY, login, "HANDLER");
        as(SECURITY, post("/directory/officers/" + login + "/disable"), seen)
                .andExpect(flash().attribute("problem", "problem.directory.changedMeanwhile"));
        assertThat(officers.find(login).orElseThrow().enabled()).isTrue();
    }

    @Test
    void postsComeAndGoAndTheMainOneStays() throws Exception {
        String login = people.someone(Role.CLERK);
        long first = people.post(login);
        as(
                        SYSTEM,
                        post("/directory/officers/" + login + "/posts")
                                .param("department", "sthj")
                                .param("title", "借调"),
                        version(login))
                .andExpect(flash().attribute("message", "directory.saved"));
        as(SYSTEM, post("/directory/officers/" + login + "/posts/" + first + "/remove"), version(login))
                .andExpect(flash().attribute("problem", "problem.post.main"));
        long second = officers.find(login).orElseThrow().posts().get(1).id();
        as(SYSTEM, post("/directory/officers/" + login + "/posts/" + second + "/main"), version(login));
        as(SYSTEM, post("/directory/officers/" + login + "/posts/" + first + "/remove"), version(login))
                .andExpect(flash().attribute("message", "directory.saved"));
        assertThat(officers.groupsOf(login)).containsExactly("sthj");
        assertThat(people.acts(login))
                .containsExactly("officer.created", "post.added", "post.madeMain", "post.removed");
    }

    @Test
    void aTelephoneNumberIsShownMaskedAndKeptWhenTheFieldIsLeftEmpty() throws Exception {
        String login = people.someone(Role.CLERK);
        as(SYSTEM, get("/directory/officers/" + login), Map.of())
                .andExpect(content().string(containsString("139****1234")))
                .andExpect(content().string(not(containsString("13900001234"))));
        as(
                SYSTEM,
                post("/directory/officers/" + login)
                        .param("name", "改名")
                        .param("phone", "")
                        .param("email", "a@b.example"),
                version(login));
        as(SYSTEM, get("/directory/officers/" + login), Map.of())
                .andExpect(content().string(containsString("139****1234")))
                .andExpect(content().string(containsString("改名")));
    }

    @Test
    void theExportIsASpreadsheetThatCalculatesNothingAndIsRecorded() throws Exception {
        String login = people.someone(List.of(new NewPost("spj", "=1+1", Set.of(Role.CLERK))));
        byte[] csv = as(SYSTEM, get("/directory/officers.csv").param("text", login), Map.of())
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF登录名,姓名").contains(login).contains("窗口人员");
        assertThat(people.acts("all")).contains("officer.exported");
    }

    @Test
    void departmentsAreEnteredChangedAndRemovedWhileUnused() throws Exception {
        String code = "d" + System.nanoTime() % 1_000_000_000;
        Map<String, String> fields = new HashMap<>(Map.of(
                "code",
                code,
                "name",
                "测试局" + code,
                "shortName",
                "测试局",
                "region",
                "411900",
                "parent",
                "szf",
                "kind",
                "ORGAN",
                "address",
                "文昌路 9 号",
                "longitude",
                "114.02"));
        // where it is, is said by both coordinates or by neither, and on this earth
        as(SYSTEM, post("/directory/new-department"), fields)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(allOf(containsString("经度和纬度要么都填"), containsString("114.02"))));
        fields.put("latitude", "133.34");
        as(SYSTEM, post("/directory/new-department"), fields)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("“133.34”不是度数")));
        fields.put("latitude", "33.34");
        as(SYSTEM, post("/directory/new-department"), fields).andExpect(redirectedUrl("/directory/departments"));
        as(SYSTEM, post("/directory/new-department"), fields)
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("这个代码已有部门使用")));
        as(SYSTEM, get("/directory/departments"), Map.of()).andExpect(content().string(containsString(code)));
        as(SYSTEM, get("/directory/departments/" + code), Map.of())
                .andExpect(content()
                        .string(allOf(containsString("文昌路 9 号"), containsString("114.02"), containsString("33.34"))));
        as(SYSTEM, post("/directory/departments/szf/remove"), Map.of())
                .andExpect(flash().attribute("problem", "problem.department.used"));
        // nothing stands above itself
        as(
                        SYSTEM,
                        post("/directory/departments/szf"),
                        Map.of(
                                "version",
                                "0",
                                "name",
                                "西平市人民政府办公室",
                                "shortName",
                                "市政府办",
                                "region",
                                "411900",
                                "parent",
                                code,
                                "kind",
                                "ORGAN"))
                .andExpect(status().isUnprocessableEntity());
        as(SYSTEM, post("/directory/departments/" + code + "/remove"), Map.of())
                .andExpect(flash().attribute("message", "directory.saved"));
        assertThat(people.acts(code)).containsExactly("department.created", "department.removed");
    }

    @Test
    void aRegionLiesInOneOfTheLevelAboveAndItsCodeBeginsWithThatOnes() throws Exception {
        String code = "411902" + (900 + System.nanoTime() % 99) + "000";
        as(
                        SYSTEM,
                        post("/directory/new-region"),
                        Map.of("code", code, "name", "甲镇", "level", "VILLAGE", "parent", "411902"))
                .andExpect(status().isUnprocessableEntity());
        as(
                        SYSTEM,
                        post("/directory/new-region"),
                        Map.of("code", code, "name", "甲镇", "level", "TOWN", "parent", "411921"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("411921 开头")));
        as(
                        SYSTEM,
                        post("/directory/new-region"),
                        Map.of("code", code, "name", "甲镇", "level", "TOWN", "parent", "411902"))
                .andExpect(redirectedUrl("/directory/regions"));
        as(SYSTEM, post("/directory/regions/" + code), Map.of("version", "0", "name", "乙镇"))
                .andExpect(redirectedUrl("/directory/regions"));
        as(SYSTEM, post("/directory/regions/411902/remove"), Map.of())
                .andExpect(flash().attribute("problem", "problem.region.used"));
        as(SYSTEM, post("/directory/regions/" + code + "/remove"), Map.of());
        assertThat(people.acts(code)).containsExactly("region.created", "region.changed", "region.removed");
    }

    @Test
    void everyPageOfAdministrationIsShownInBothLanguages() throws Exception {
        for (String page : List.of(
                "/directory/officers",
                "/directory/officers/handler.qian",
                "/directory/new-officer",
                "/directory/departments",
                "/directory/departments/spj",
                "/directory/new-department",
                "/directory/regions",
                "/directory/regions/411902",
                "/directory/new-region?within=411902")) {
            as(SYSTEM, get(page), Map.of()).andExpect(status().isOk());
            as(SYSTEM, get(page).param("lang", "en"), Map.of()).andExpect(status().isOk());
        }
    }

    private ResultActions roles(String by, String login, String... roles) throws Exception {
        MockHttpServletRequestBuilder request =
                post("/directory/officers/" + login + "/posts/" + people.post(login) + "/roles");
        if (roles.length > 0) {
            request.param("roles", roles);
        }
        return as(by, request, version(login));
    }

    private Map<String, String> version(String login) {
        return Map.of("version", String.valueOf(people.version(login)));
    }

    private ResultActions as(String login, MockHttpServletRequestBuilder request, Map<String, String> fields)
            throws Exception {
        fields.forEach(request::param);
        return mvc.perform(request.with(user(users.loadUserByUsername(login))).with(csrf()));
    }
}
