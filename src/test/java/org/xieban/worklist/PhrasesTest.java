package org.xieban.worklist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;

/** What an officer writes often is his own, is kept by him, and goes into his opinions by mouse and by keyboard. */
class PhrasesTest extends BrowserTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void forgetThem() {
        jdbc.sql("delete from opinion_phrase").update();
    }

    @Test
    void everybodyHasHisOwnAndSeesNoOneElses() throws Exception {
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases").param("text", " 材料齐全。 ")))
                .andExpect(redirectedUrl("/tasks/phrases"));
        long id = own("clerk.chen").get(0).get("id").asLong();
        assertThat(texts("clerk.chen")).containsExactly("材料齐全。");
        assertThat(texts("handler.li")).isEmpty();
        for (String path : List.of("", "/delete", "/use")) {
            mvc.perform(tasks.as(
                            "handler.li", post("/tasks/phrases/" + id + path).param("text", "改")))
                    .andExpect(status().isNotFound());
        }

        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases/" + id).param("text", "材料齐全，符合法定形式。")))
                .andExpect(redirectedUrl("/tasks/phrases"));
        assertThat(texts("clerk.chen")).containsExactly("材料齐全，符合法定形式。");
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases/" + id + "/delete")))
                .andExpect(redirectedUrl("/tasks/phrases"));
        assertThat(texts("clerk.chen")).isEmpty();
    }

    @Test
    void whatIsUsedMostStandsFirst() throws Exception {
        for (String text : List.of("甲", "乙")) {
            mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases").param("text", text)));
        }
        long second = own("clerk.chen").get(1).get("id").asLong();
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases/" + second + "/use")))
                .andExpect(status().isNoContent());
        assertThat(texts("clerk.chen")).containsExactly("乙", "甲");
    }

    @Test
    void whatCannotBeKeptIsSaidBesideTheFieldAndNotLost() throws Exception {
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases").param("text", "同意。")));
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases").param("text", "同意。")))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("已经有这一条")));
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases").param("text", " ")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("请写明内容")));
        String tooLong = "好".repeat(501);
        mvc.perform(tasks.as("clerk.chen", post("/tasks/phrases").param("text", tooLong)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("最多 500 个字")))
                .andExpect(content().string(containsString(tooLong)));
        assertThat(texts("clerk.chen")).containsExactly("同意。");
    }

    @Test
    void aPhraseGoesIntoAnOpinionByMouseAndByKeyboardAndIsKeptThere() throws Exception {
        String caseNo = tasks.calls().registered("常玉兰");
        signIn("clerk.chen");
        open("/tasks/phrases");
        assertAccessible();
        takeScreenshots("phrases-none");
        page.fill("#text", "门牌号已补正。");
        page.click("main form button[type=submit]");
        assertThat(page.locator(".xb-flash")).hasText("已增加。");
        assertThat(page.locator(".wl-phrase textarea")).hasValue("门牌号已补正。");
        assertAccessible();
        takeScreenshots("phrases");

        open("/cases/" + caseNo);
        page.waitForSelector(".xb-task-form:not([aria-busy]) input[type=radio]");
        page.getByLabel("有可以当场更正的错误").check();
        Locator field = page.getByLabel("更正了什么");
        Locator phrases = page.locator(".xb-phrases").first();
        phrases.locator("> button").click();
        assertAccessible();
        takeScreenshots("phrases-in-form");
        phrases.getByText("门牌号已补正。").click();
        assertThat(field).hasValue("门牌号已补正。");
        assertThat(field).isFocused();

        // from the keyboard, at the caret, with something typed before and after
        field.pressSequentially("另：");
        field.press("Alt+ArrowDown");
        assertThat(phrases.locator("[role=menuitem]").first()).isFocused();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(field).hasValue("门牌号已补正。另：门牌号已补正。");
        field.press("Alt+ArrowDown");
        page.keyboard().press("Escape");
        assertThat(field).isFocused();

        phrases.locator("> button").click();
        phrases.getByText("把已写的内容存为常用语").click();
        assertThat(phrases.locator("> button")).hasText("已存为常用语");
        assertThat(texts("clerk.chen")).contains("门牌号已补正。另：门牌号已补正。");
        page.reload();
        page.waitForSelector(".xb-task-form:not([aria-busy]) input[type=radio]");
        assertThat(page.getByLabel("更正了什么")).hasValue("门牌号已补正。另：门牌号已补正。");
    }

    private JsonNode own(String login) throws Exception {
        return new ObjectMapper()
                .readTree(mvc.perform(tasks.as(login, get("/tasks/phrases/own")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8));
    }

    private List<String> texts(String login) throws Exception {
        List<String> texts = new ArrayList<>();
        own(login).forEach(each -> texts.add(each.get("text").asText()));
        return texts;
    }
}
