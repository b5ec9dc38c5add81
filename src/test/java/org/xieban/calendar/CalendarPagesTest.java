package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;

@XiebanTest
class CalendarPagesTest {

    @Autowired
    MockMvc browser;

    @Autowired
    Calendars calendars;

    @Test
    @WithUserDetails("clerk.chen")
    void aYearIsShownWithItsNoticeAndItsDaysInWords() throws Exception {
        assertThat(page(get("/calendar").param("year", "2026")))
                .contains("2026年工作日历", "全年 248 个工作日", "国务院办公厅关于2026年部分节假日安排的通知")
                .contains("2/15 至 2/23 放假，共 9 天")
                .contains("春节调休上班")
                .doesNotContain("/calendar/2026/notice");
    }

    @Test
    @WithUserDetails("clerk.chen")
    void aYearWithoutANoticeExplainsWhatThatMeans() throws Exception {
        assertThat(page(get("/calendar").param("year", "2091"))).contains("2091年的放假通知还没有发布", "只是预计");
    }

    @Test
    @WithUserDetails("clerk.chen")
    void aDueDateIsComputedAndExplainedOnThePage() throws Exception {
        assertThat(page(get("/calendar")
                        .param("year", "2026")
                        .param("start", "2026-02-12")
                        .param("amount", "5")
                        .param("unit", "WORKING_DAY")))
                .contains("2026-02-26 23:59:59", "逐日说明（15 天）", "《民法典》第二百零一条");
    }

    @Test
    @WithUserDetails("clerk.chen")
    void aTermThatCannotBeIsToldBesideItsField() throws Exception {
        assertThat(page(get("/calendar")
                        .param("start", "2026-02-12")
                        .param("amount", "0")
                        .param("unit", "WORKING_DAY")))
                .contains("时限须大于 0");
    }

    @Test
    @WithUserDetails("clerk.chen")
    void thePageSpeaksEnglishToo() throws Exception {
        assertThat(page(get("/calendar").param("year", "2026").param("lang", "en")))
                .contains("Working days of 2026", "248 working days", "January");
    }

    @Test
    @WithUserDetails("clerk.chen")
    void aYearBeyondTheCalendarIsNotFound() throws Exception {
        browser.perform(get("/calendar").param("year", "2101")).andExpect(status().isNotFound());
    }

    @Test
    @WithUserDetails("auditadmin.lv")
    void theNoticeIsClosedToOthers() throws Exception {
        browser.perform(get("/calendar/2026/notice")).andExpect(status().isForbidden());
        browser.perform(post("/calendar/2060/notice/apply")
                        .param("text", "2060-01-01,off,元旦")
                        .with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(calendars.current().notice(2060)).isEmpty();
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void aNoticeIsPreviewedThenBroughtIn() throws Exception {
        assertThat(page(multipart("/calendar/2061/notice")
                        .param("text", "2061-01-03,off,元旦\n2061-01-08,work,元旦")
                        .param("source", "国办发明电〔2060〕1号")
                        .with(csrf())))
                .contains("2061-01-03", "2061-01-08", "没有未办结的计时受影响", "确认导入2061年通知");
        assertThat(calendars.current().notice(2061)).as("only previewed").isEmpty();

        browser.perform(post("/calendar/2061/notice/apply")
                        .param("text", "2061-01-03,off,元旦\n2061-01-08,work,元旦")
                        .param("source", "国办发明电〔2060〕1号")
                        .with(csrf()))
                .andExpect(redirectedUrl("/calendar?year=2061"))
                .andExpect(flash().attribute("message", "calendar.broughtIn"));

        assertThat(page(get("/calendar").param("year", "2061")))
                .contains("国办发明电〔2060〕1号")
                .doesNotContain("还没有发布");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void aFileOfAnOfficesSpreadsheetIsRead() throws Exception {
        MockMultipartFile file = new MockMultipartFile(
                "file",
                "2062.csv",
                "text/csv",
                "date,kind,name\r\n2062-01-02,off,元旦\r\n".getBytes(Charset.forName("GB18030")));
        assertThat(page(multipart("/calendar/2062/notice").file(file).with(csrf())))
                .contains("2062-01-02", "元旦", "确认导入2062年通知");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void whatIsWrongWithANoticeIsListedAndKeptForMending() throws Exception {
        assertThat(page(multipart("/calendar/2063/notice")
                        .param("text", "2063-01-01,off,元旦\n2063-01-01,off,元旦\n2065-01-01,off,元旦")
                        .with(csrf())))
                .contains("2063-01-01 写了两次", "2065-01-01 不在 2063 年", "2063-01-01,off,元旦\n")
                .doesNotContain("确认导入");
        assertThat(page(multipart("/calendar/2063/notice")
                        .param("text", "{\"days\": [")
                        .with(csrf())))
                .contains("不是完整的 JSON");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void theNoticeInForceIsThereToBeEdited() throws Exception {
        assertThat(page(get("/calendar/2026/notice"))).contains("2026-02-14,work,春节");
    }

    private String page(MockHttpServletRequestBuilder request) throws Exception {
        return browser.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
