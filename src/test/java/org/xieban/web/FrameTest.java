package org.xieban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;

@XiebanTest
@WithMockUser(username = "handler.li")
class FrameTest {

    @Autowired
    private MockMvc browser;

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
