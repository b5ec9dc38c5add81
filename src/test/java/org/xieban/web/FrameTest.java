package org.xieban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;

@XiebanTest
@WithMockUser(username = "handler.li")
class FrameTest {

    @Autowired
    private MockMvc browser;

    @Autowired
    private MessageSource messages;

    @Autowired
    private List<NavigationEntry> entries;

    @Autowired
    private ObjectProvider<StartCard> cards;

    @Autowired
    private ObjectProvider<SearchSource> sources;

    @Test
    void aPageIsChineseWhateverTheBrowserIsSetTo() throws Exception {
        String page = browser.perform(get("/start").header("Accept-Language", "en-US"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("lang=\"zh-CN\"").contains("工作首页");
    }

    @Test
    void whateverAModuleContributesToTheFrameHasItsTextInBothLanguages() {
        List<String> keys = new ArrayList<>();
        entries.forEach(entry -> keys.add(entry.textKey()));
        cards.forEach(card -> keys.addAll(List.of(card.titleKey(), card.textKey())));
        sources.forEach(source -> keys.add(source.headingKey()));
        for (NavigationEntry.Section section : NavigationEntry.Section.values()) {
            if (section != NavigationEntry.Section.WORK) {
                keys.add("navigation." + section.name());
            }
        }
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            assertThat(keys).allSatisfy(key -> assertThat(messages.getMessage(key, new Object[] {1}, locale))
                    .isNotBlank());
        }
    }

    @Test
    void aFileNamedByItsHashIsKeptAndOneByItsNameIsAskedForAgain() throws Exception {
        String page = browser.perform(get("/start")).andReturn().getResponse().getContentAsString();
        Matcher named =
                Pattern.compile("href=\"(/css/xieban-[0-9a-f]{32}\\.css)\"").matcher(page);
        assertThat(named.find()).isTrue();
        browser.perform(get(named.group(1)))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", containsString("immutable")));
        browser.perform(get("/css/xieban.css")).andExpect(header().string("Cache-Control", "no-cache"));
        browser.perform(get("/css/xieban-00000000000000000000000000000000.css"))
                .andExpect(status().isNotFound())
                .andExpect(header().string("Cache-Control", "no-store"));
    }

    @Test
    void aLanguageThatTheProductDoesNotSpeakChangesNothing() throws Exception {
        for (String language : List.of("fr", "zz-1", "", "<script>")) {
            browser.perform(get("/start").param("lang", language))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("工作首页")));
            browser.perform(get("/start").cookie(new Cookie("xieban-language", "fr")))
                    .andExpect(content().string(containsString("工作首页")));
        }
    }

    @Test
    void aSearchForNothingTooMuchOrStrangeThingsIsAnswered() throws Exception {
        browser.perform(get("/search")).andExpect(content().string(containsString("请输入要找的内容")));
        browser.perform(get("/search").param("q", " 　\t ")).andExpect(status().isOk());
        browser.perform(get("/search").param("q", "a".repeat(101)))
                .andExpect(content().string(containsString("最多 100 个字")));
        browser.perform(get("/search").param("q", "办")).andExpect(status().isOk());
        browser.perform(get("/search").param("q", "<script>alert(1)</script>%_\\'{0}"))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("<script>alert"))));
    }

    @Test
    @WithAnonymousUser
    void theRootAndEveryPageLeadTheUnsignedToTheSignIn() throws Exception {
        for (String path : List.of("/", "/start", "/search", "/notices", "/nowhere", "/swagger-ui.html")) {
            browser.perform(get(path).accept("text/html"))
                    .andExpect(status().is3xxRedirection())
                    .andExpect(redirectedUrlPattern("/sign-in*"));
        }
    }

    @Test
    @WithUserDetails("analyst.feng")
    void theApiIsDescribedForThoseSignedIn() throws Exception {
        browser.perform(get("/v3/api-docs").accept("application/json"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.components.schemas.Problem").exists())
                .andExpect(jsonPath("$.paths.length()", greaterThan(0)));
        browser.perform(get("/swagger-ui.html")).andExpect(status().is3xxRedirection());
        browser.perform(get("/swagger-ui/index.html")).andExpect(status().isOk());
    }

    @Test
    void healthIsPublicAndItsDetailsAreForTheSystemAdministrator() throws Exception {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            browser.perform(get(path).with(anonymous()))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.status", is("UP")))
                    .andExpect(jsonPath("$.components").doesNotExist());
        }
        browser.perform(get("/actuator/health").with(httpBasic("sysadmin.yu", "xieban-demo")))
                .andExpect(jsonPath("$.components.db.status", is("UP")));
        for (String path : List.of("/actuator/metrics", "/actuator/prometheus")) {
            browser.perform(get(path).with(anonymous())).andExpect(status().isUnauthorized());
            browser.perform(get(path).with(httpBasic("handler.li", "xieban-demo")))
                    .andExpect(status().isForbidden());
            browser.perform(get(path).with(httpBasic("sysadmin.yu", "xieban-demo")))
                    .andExpect(status().isOk());
        }
        browser.perform(get("/actuator/env").with(httpBasic("sysadmin.yu", "xieban-demo")))
                .andExpect(status().isNotFound());
    }

    @Test
    void theSwitchToEnglishLasts() throws Exception {
        Cookie language = browser.perform(get("/start").param("lang", "en"))
                .andReturn()
                .getResponse()
                .getCookie("xieban-language");
        assertThat(language).isNotNull();
        String page = browser.perform(get("/start").cookie(language))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("lang=\"en\"").contains("Welcome, handler.li");
    }
}
