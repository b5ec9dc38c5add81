package org.xieban.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
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
        browser.perform(multipart("/calendar/2060/notice")
                        .param("text", "2060-01-01,off,元旦")
                        .with(csrf()))
                .andExpect(status().isForbidden());
        for (String page : new String[] {"/calendar/import", "/calendar/hours"}) {
            browser.perform(get(page)).andExpect(status().isForbidden());
        }
        assertThat(calendars.current().notice(2060)).isEmpty();
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void aNoticeIsPreviewedThenBroughtIn() throws Exception {
        String preview = previewed(multipart("/calendar/2061/notice")
                .param("text", "2061-01-03,off,元旦\n2061-01-08,work,元旦")
                .param("source", "国办发明电〔2060〕1号"));
        assertThat(page(get(preview))).contains("2061-01-03", "2061-01-08", "没有未办结的计时受影响", "确认生效");
        assertThat(calendars.current().notice(2061)).as("only previewed").isEmpty();

        browser.perform(post(preview + "/apply").with(csrf()))
                .andExpect(redirectedUrl("/calendar?year=2061"))
                .andExpect(flash().attribute("message", "calendar.broughtIn"));
        browser.perform(post(preview + "/apply").with(csrf()))
                .andExpect(redirectedUrl("/calendar?year=2061"))
                .andExpect(flash().attribute("problem", "problem.calendar.previewApplied"));

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
        assertThat(page(get(previewed(multipart("/calendar/2062/notice").file(file)))))
                .contains("2062-01-02", "元旦", "确认生效");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void whatIsWrongWithANoticeIsListedAndKeptForMending() throws Exception {
        assertThat(page(multipart("/calendar/2063/notice")
                        .param("text", "2063-01-01,off,元旦\n2063-01-01,off,元旦\n2065-01-01,off,元旦")
                        .with(csrf())))
                .contains("2063-01-01 写了两次", "2065-01-01 不在 2063 年", "2063-01-01,off,元旦\n")
                .doesNotContain("确认生效");
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

    @Test
    @WithUserDetails("sysadmin.yu")
    void severalFilesComeInTogetherOrNotAtAll() throws Exception {
        MockMultipartFile json = new MockMultipartFile(
                "files",
                "2064.json",
                "application/json",
                "{\"year\":2064,\"days\":[{\"name\":\"元旦\",\"date\":\"2063-12-31\",\"isOffDay\":true}]}"
                        .getBytes(UTF_8));
        MockMultipartFile csv = new MockMultipartFile(
                "files",
                "two-years.csv",
                "text/csv",
                "date,kind,name\n2065-12-31,off,元旦\n2066-01-01,off,元旦\n2067-05-01,off,劳动节".getBytes(UTF_8));
        MockMultipartFile wrong = new MockMultipartFile(
                "files", "wrong.csv", "text/csv", "2068-01-01,off,元旦\n2068-01-01,work,元旦".getBytes(UTF_8));

        assertThat(page(multipart("/calendar/import").file(json).file(wrong).with(csrf())))
                .contains("wrong.csv", "2068-01-01 写了两次");

        String preview = previewed(multipart("/calendar/import").file(json).file(csv));
        assertThat(page(get(preview))).contains("2064年放假通知", "2066年放假通知", "2067年放假通知", "2065-12-31");
        browser.perform(post(preview + "/apply").with(csrf())).andExpect(status().is3xxRedirection());
        for (int year : new int[] {2064, 2066, 2067}) {
            assertThat(calendars.current().notice(year)).isPresent();
        }
        assertThat(calendars.current().notice(2065)).isEmpty();
        assertThat(page(multipart("/calendar/import").with(csrf()))).contains("没有选择文件");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void everyVersionStaysToBeSeenAndTheLastCanBeWithdrawn() throws Exception {
        apply(previewed(multipart("/calendar/2069/notice").param("text", "2069-01-01,off,元旦")));
        apply(previewed(multipart("/calendar/2069/notice").param("text", "2069-01-02,off,元旦")));
        assertThat(page(get("/calendar/2069/versions"))).contains("第 1 版", "2069-01-01", "第 2 版", "现行");

        apply(previewed(multipart("/calendar/2069/notice/remove")));

        assertThat(calendars.current().notice(2069)).isEmpty();
        assertThat(page(get("/calendar/2069/versions"))).contains("第 3 版", "撤回", "2069-01-02");
        browser.perform(post("/calendar/2069/notice/remove").with(csrf())).andExpect(status().isConflict());
        assertThat(page(get("/calendar/2025/versions"))).contains("随产品提供", "现行");
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void whatADepartmentDeviatesInIsShownWithItsSource() throws Exception {
        apply(previewed(multipart("/calendar/2058/notice")
                .param("place", "department:sjj")
                .param("text", "2058-07-01,off,防汛停办\n2058-07-02,afternoon_off,防汛")
                .param("source", "防汛指挥部令第2号")));

        assertThat(page(get("/calendar").param("year", "2058").param("place", "department:sjj")))
                .contains("数据", "防汛停办 · 防汛指挥部令第2号", "防汛 下午不办公", "虚线框")
                .contains("7/1 放假", "7/2 下午不办公")
                .doesNotContain("7/2 放假");
        assertThat(page(get("/calendar").param("year", "2058"))).doesNotContain("防汛");
        assertThat(page(multipart("/calendar/2058/notice")
                        .param("place", "department:sjj")
                        .param("text", "2058-07-01,off,防汛停办")
                        .with(csrf())))
                .contains("请写明依据");
        browser.perform(get("/calendar").param("place", "department:nobody")).andExpect(status().isNotFound());
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void everyVersionOfOfficeHoursStaysToBeSeen() throws Exception {
        for (String hours : List.of("08:00-12:00,15:00-18:00", "08:30-12:00,14:30-17:30")) {
            apply(previewed(post("/calendar/hours")
                    .param("place", "department:yjgl")
                    .param("from", "2057-06-01")
                    .param("hours", hours)
                    .param("dayEnd", "CLOSING")
                    .param("source", "夏令时通知")));
        }
        MockHttpServletRequestBuilder versions = get("/calendar/hours/versions").param("place", "department:yjgl");
        assertThat(page(versions))
                .contains("办公时间的历次版本", "第 1 版", "已被取代", "自 2057-06-01", "08:00-12:00,15:00-18:00")
                .contains("第 2 版", "现行", "08:30-12:00,14:30-17:30", "夏令时通知", "sysadmin.yu");

        apply(previewed(post("/calendar/hours").param("place", "department:yjgl")));

        assertThat(page(versions)).contains("第 3 版", "撤回");
        assertThat(page(get("/calendar/hours/versions"))).contains("随产品提供", "08:30-12:00,13:00-17:30");
        browser.perform(get("/api/v1/calendar/hours/versions").param("department", "yjgl"))
                .andExpect(jsonPath("$[0].state").value("REMOVED"))
                .andExpect(jsonPath("$[1].state").value("REPLACED"))
                .andExpect(jsonPath("$[1].periods[0].hours").value("08:30-12:00,14:30-17:30"));
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void officeHoursAreSetLineByLine() throws Exception {
        assertThat(page(post("/calendar/hours")
                        .param("place", "department:sjj")
                        .param("from", "2057-05-01", "")
                        .param("hours", "09:00-08:00", "")
                        .param("dayEnd", "CLOSING", "")
                        .with(csrf())))
                .contains("不是办公时间", "09:00-08:00");
        apply(previewed(post("/calendar/hours")
                .param("place", "department:sjj")
                .param("from", "2057-05-01", "2057-10-01")
                .param("hours", "08:00-12:00,15:00-18:00", "")
                .param("dayEnd", "CLOSING", "")));
        assertThat(page(get("/calendar/hours").param("place", "department:sjj")))
                .contains("2057-05-01", "08:00-12:00,15:00-18:00", "2057-10-01");
        WorkCalendar calendar = calendars.of(Place.department("sjj"));
        assertThat(calendar.day(LocalDate.parse("2057-09-28")).ends()).isEqualTo("18:00");
        assertThat(calendar.day(LocalDate.parse("2057-10-08")).ends()).isEqualTo("23:59:59");
        apply(previewed(post("/calendar/hours").param("place", "department:sjj")));
        assertThat(calendars
                        .of(Place.department("sjj"))
                        .day(LocalDate.parse("2057-09-28"))
                        .ends())
                .isEqualTo("23:59:59");
    }

    private String previewed(MockHttpServletRequestBuilder request) throws Exception {
        return String.valueOf(browser.perform(request.with(csrf()))
                .andExpect(redirectedUrlPattern("/calendar/previews/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
    }

    private void apply(String preview) throws Exception {
        browser.perform(post(preview + "/apply").with(csrf()))
                .andExpect(flash().attribute("message", "calendar.broughtIn"));
    }
}
