package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;

@XiebanTest
class CalendarApiTest {

    private static final RequestPostProcessor CLERK = httpBasic("clerk.chen", "xieban-demo");
    private static final RequestPostProcessor SYSTEM_ADMINISTRATOR = httpBasic("sysadmin.yu", "xieban-demo");

    @Autowired
    MockMvc http;

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({
        "2026-02-12, 5, WORKING_DAY, 2026-02-26T23:59:59+08:00",
        "2026-09-18T16:00:00Z, 20, WORKING_DAY, 2026-10-22T23:59:59+08:00",
        "2026-09-18, 20, WORKING_DAY, 2026-10-22T23:59:59+08:00",
        "2026-03-02, 90, CALENDAR_DAY, 2026-05-31T23:59:59+08:00",
        "2026-03-02T11:00:00+08:00, 2, WORKING_HOUR, 2026-03-02T14:00:00+08:00",
        "2026-03-02T11:00:00 08:00, 2, HOUR, 2026-03-02T13:00:00+08:00",
    })
    void aDueDateIsAnswered(String start, String amount, String unit, String due) throws Exception {
        ask(start, amount, unit)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.dueAt").value(due))
                .andExpect(jsonPath("$.expected").value(false));
    }

    @Test
    void everyDayIsExplainedWithItsSource() throws Exception {
        ask("2026-02-12", "3", "WORKING_DAY")
                .andExpect(jsonPath("$.days", hasSize(13)))
                .andExpect(jsonPath("$.days[0].date").value("2026-02-12"))
                .andExpect(jsonPath("$.days[0].counted").value(0))
                .andExpect(jsonPath("$.days[0].reason").value("FIRST_DAY"))
                .andExpect(jsonPath("$.days[0].source", containsString("民法典")))
                .andExpect(jsonPath("$.days[2].reason").value("MAKE_UP"))
                .andExpect(jsonPath("$.days[2].counted").value(1))
                .andExpect(jsonPath("$.days[3].reason").value("HOLIDAY"))
                .andExpect(jsonPath("$.days[3].note").value("春节"))
                .andExpect(jsonPath("$.days[3].source", containsString("2026年部分节假日安排")));
    }

    @Test
    void aDateInAYearWithoutANoticeIsExpected() throws Exception {
        ask("2026-12-25", "10", "WORKING_DAY").andExpect(jsonPath("$.expected").value(true));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-12, 0, WORKING_DAY, 422, calendar.amountPositive, amount",
        "2026-02-12, -3, HOUR, 422, calendar.amountPositive, amount",
        "2026-02-12, 1.5, WORKING_DAY, 400, calendar.amount, amount",
        "2026-02-12, many, WORKING_DAY, 400, calendar.amount, amount",
        "2026-02-12, '', WORKING_DAY, 400, calendar.amount, amount",
        "2026-02-12, 5, FORTNIGHT, 400, calendar.unit, unit",
        "2026-02-12, 5, working_day, 400, calendar.unit, unit",
        "2026-02-30, 5, WORKING_DAY, 400, calendar.start, start",
        "yesterday, 5, WORKING_DAY, 400, calendar.start, start",
        "'', 5, WORKING_DAY, 400, calendar.start, start",
        "2101-01-01, 5, WORKING_DAY, 422, calendar.beyond, start",
        "2100-12-30, 5, WORKING_DAY, 422, calendar.beyond, amount",
        "2026-02-12, 99999999999999999999, HOUR, 422, calendar.beyond, amount",
    })
    void whatIsAskedWronglyIsRefusedByTheNameOfItsField(
            String start, String amount, String unit, int status, String code, String field) throws Exception {
        ask(start, amount, unit)
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.code").value(code))
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    @Test
    void aMissingFieldIsNamedToo() throws Exception {
        http.perform(get("/api/v1/calendar/due").with(CLERK))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("start"));
    }

    @Test
    void aYearsNoticeIsGiven() throws Exception {
        http.perform(get("/api/v1/calendar/2023").with(CLERK))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.announced").value(true))
                .andExpect(jsonPath("$.days[0].date").value("2022-12-31"))
                .andExpect(jsonPath("$.days[0].kind").value("OFF"))
                .andExpect(jsonPath("$.days[0].name").value("元旦"));
    }

    @Test
    void aYearWithoutANoticeSaysSo() throws Exception {
        http.perform(get("/api/v1/calendar/2090").with(CLERK))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.announced").value(false))
                .andExpect(jsonPath("$.days", hasSize(0)));
    }

    @Test
    void theCalendarIsClosedToTheUnsigned() throws Exception {
        http.perform(get("/api/v1/calendar/2026")).andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @ValueSource(strings = {"clerk.chen", "secadmin.he", "auditadmin.lv", "analyst.feng", "supervisor.zheng"})
    void nobodyButTheSystemAdministratorBringsInANotice(String login) throws Exception {
        bringIn(
                        httpBasic(login, "xieban-demo"),
                        2040,
                        "false",
                        "{\"days\":[{\"date\":\"2040-01-01\",\"kind\":\"OFF\",\"name\":\"元旦\"}]}")
                .andExpect(status().isForbidden());
        assertThat(calendars.current().notice(2040)).isEmpty();
    }

    @Test
    void aPreviewIsTheDefaultAndChangesNothing() throws Exception {
        http.perform(put("/api/v1/calendar/2041")
                        .with(SYSTEM_ADMINISTRATOR)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"days\":[{\"date\":\"2041-01-01\",\"kind\":\"OFF\",\"name\":\"元旦\"}]}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.preview").value(true))
                .andExpect(jsonPath("$.changes", hasSize(1)))
                .andExpect(jsonPath("$.clocks", hasSize(0)));
        assertThat(calendars.current().notice(2041)).isEmpty();
        assertThat(recorded(2041)).isEmpty();
    }

    @Test
    void aNoticeThatIsBroughtInCountsAtOnceAndIsRecordedWithWhatWasBefore() throws Exception {
        ask("2042-04-30", "1", "WORKING_DAY")
                .andExpect(jsonPath("$.dueAt").value("2042-05-01T23:59:59+08:00"))
                .andExpect(jsonPath("$.expected").value(true));

        bringIn(SYSTEM_ADMINISTRATOR, 2042, "false", """
                        {"source": "国办发明电〔2041〕1号", "days": [
                          {"date": "2042-05-01", "kind": "OFF", "name": "劳动节"},
                          {"date": "2041-12-28", "kind": "WORK", "name": "元旦"}]}""")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.preview").value(false));

        ask("2042-04-30", "1", "WORKING_DAY")
                .andExpect(jsonPath("$.dueAt").value("2042-05-02T23:59:59+08:00"))
                .andExpect(jsonPath("$.expected").value(false))
                .andExpect(jsonPath("$.days[1].source").value("国办发明电〔2041〕1号"));
        http.perform(get("/api/v1/calendar/2042").with(CLERK))
                .andExpect(jsonPath("$.origin").value("IMPORTED"))
                .andExpect(jsonPath("$.days[*].date", contains("2041-12-28", "2042-05-01")));
        assertThat(recorded(2042)).singleElement().satisfies(entry -> assertThat(entry)
                .contains("\"actor\":{\"department\":\"sjj\",\"id\":\"sysadmin.yu\"")
                .contains("\"before\":null")
                .contains("2042-05-01")
                .contains("国办发明电〔2041〕1号"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2027-01-01  | OFF  | 422 | calendar.dayOutside | days[0].date
                    2042-11-30  | OFF  | 422 | calendar.dayOutside | days[0].date
                    2044-01-01  | OFF  | 422 | calendar.dayOutside | days[0].date
                    2043-02-29  | OFF  | 400 | calendar.dayDate    | days[0].date
                    ''          | OFF  | 400 | calendar.dayDate    | days[0].date
                    2043-01-01  | HALF | 400 | calendar.dayKind    | days[0].kind
                    2043-10-01  | OFF  | 422 | calendar.dayTwice   | days[1].date
                    2043-01-02  | AFTERNOON_OFF | 422 | calendar.halfDayOfPlace | days[0].kind
                    """)
    void aDayThatCannotBeIsRefusedAndNothingChanges(String date, String kind, int status, String code, String field)
            throws Exception {
        bringIn(
                        SYSTEM_ADMINISTRATOR,
                        2043,
                        "false",
                        "{\"days\":[{\"date\":\"%s\",\"kind\":\"%s\",\"name\":\"节\"},".formatted(date, kind)
                                + "{\"date\":\"2043-10-01\",\"kind\":\"OFF\",\"name\":\"国庆节\"}]}")
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.errors[0].code").value(code))
                .andExpect(jsonPath("$.errors[0].field").value(field));
        assertThat(calendars.current().notice(2043)).isEmpty();
    }

    @Test
    void aMakeUpDayThatIsNoWeekendIsOnlyWarnedOf() throws Exception {
        bringIn(
                        SYSTEM_ADMINISTRATOR,
                        2044,
                        "true",
                        "{\"days\":[{\"date\":\"2044-02-01\",\"kind\":\"WORK\",\"name\":\"春节\"}]}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.warnings[0].code").value("calendar.dayNoWeekend"))
                .andExpect(jsonPath("$.warnings[0].field").value("days[0].date"))
                .andExpect(jsonPath("$.warnings[0].message", containsString("2044-02-01")));
    }

    @ParameterizedTest
    @CsvSource({"2101, 422", "1999, 422", "next, 400"})
    void aYearBeyondTheCalendarIsRefused(String year, int status) throws Exception {
        http.perform(put("/api/v1/calendar/" + year)
                        .with(SYSTEM_ADMINISTRATOR)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"days\":[{\"date\":\"2100-12-31\",\"kind\":\"OFF\",\"name\":\"节\"}]}"))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.errors[0].field").value("year"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"days\": 3}", "{\"days\": []}", "[]"})
    void aNoticeWithoutDaysIsNone(String body) throws Exception {
        bringIn(SYSTEM_ADMINISTRATOR, 2045, "false", body)
                .andExpect(status().is4xxClientError())
                .andExpect(jsonPath("$.errors[0].field").value("days"));
    }

    @Test
    void previewIsTrueOrFalse() throws Exception {
        bringIn(
                        SYSTEM_ADMINISTRATOR,
                        2045,
                        "no",
                        "{\"days\":[{\"date\":\"2045-01-02\",\"kind\":\"OFF\",\"name\":\"\"}]}")
                .andExpect(status().isBadRequest());
        assertThat(calendars.current().notice(2045)).isEmpty();
    }

    private ResultActions ask(String start, String amount, String unit) throws Exception {
        return http.perform(get("/api/v1/calendar/due")
                .param("start", start)
                .param("amount", amount)
                .param("unit", unit)
                .with(CLERK));
    }

    private ResultActions bringIn(RequestPostProcessor asker, int year, String preview, String body) throws Exception {
        return http.perform(put("/api/v1/calendar/" + year)
                .param("preview", preview)
                .with(asker)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private List<String> recorded(int year) {
        return jdbc.sql("select entry from trace_entry where act = 'calendar.imported' and subject_id = ?")
                .param(Integer.toString(year))
                .query(String.class)
                .list();
    }
}
