package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.calendar.Calendars;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.engine.OpenTask;

/** A change of the calendar moves the open clocks that it moves, all at once, and says so beforehand. */
@XiebanTest
class ClocksOfCalendarTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    Clocks clocks;

    @Autowired
    StepClocks steps;

    @Autowired
    CaseFiles cases;

    @Autowired
    Calendars calendars;

    @Autowired
    Departments departments;

    @Autowired
    Regions regions;

    @Autowired
    UserDetailsService people;

    @Autowired
    TaskService engineTasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    CaseCalls calls;
    String caseNo;
    LocalDate day;
    String address;

    @BeforeEach
    void aCaseAndADayOnWhichItsDepartmentCloses() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("钟历明");
        day = LocalDate.now(clock).plusDays(1);
        while (!calendars.current().isWorkingDay(day)) {
            day = day.plusDays(1);
        }
        address = "/api/v1/calendar/" + day.getYear() + "?department="
                + cases.require(caseNo).leadDepartment();
    }

    @AfterEach
    void whatTheDepartmentDeviatesInIsTakenBack() throws Exception {
        ask(delete(address + "&preview=false"));
    }

    @Test
    void theClocksOfADepartmentMoveWithItToAnotherRegion() throws Exception {
        Department department =
                departments.find(cases.require(caseNo).leadDepartment()).orElseThrow();
        List<Region> own = regions.path(department.region());
        String elsewhere = regions.all().stream()
                .filter(each -> !own.contains(each))
                .findFirst()
                .orElseThrow()
                .code();
        List<CaseClock> before = clocks.ofCase(caseNo);
        address = "/api/v1/calendar/" + day.getYear() + "?region=" + elsewhere;
        close("false").andExpect(status().isOk());
        assertThat(clocks.ofCase(caseNo)).as("closed elsewhere").isEqualTo(before);
        try {
            move(department, elsewhere);

            assertThat(clocks.ofCase(caseNo)).hasSameSizeAs(before).allSatisfy(is -> assertThat(before)
                    .filteredOn(was -> was.id() == is.id())
                    .allMatch(was -> was.dueAt().isBefore(is.dueAt())));
            assertThat(entries()).hasSize(before.size()).allMatch(entry -> entry.contains("sysadmin.yu"));
        } finally {
            move(department, department.region());
        }
        assertThat(clocks.ofCase(caseNo)).isEqualTo(before);
        assertThat(entries()).hasSize(2 * before.size());
    }

    private void move(Department department, String region) throws Exception {
        String parent = department.parent();
        mvc.perform(post("/directory/departments/{code}", department.code())
                        .with(user(people.loadUserByUsername("sysadmin.yu")))
                        .with(csrf())
                        .param(
                                "version",
                                Integer.toString(departments
                                        .find(department.code())
                                        .orElseThrow()
                                        .version()))
                        .param("name", department.name())
                        .param("shortName", department.shortName())
                        .param("region", region)
                        .param("parent", parent == null ? "" : parent)
                        .param("kind", department.kind().name())
                        .param("address", department.seat().address())
                        .param("longitude", String.valueOf(department.seat().longitude()))
                        .param("latitude", String.valueOf(department.seat().latitude())))
                .andExpect(redirectedUrl("/directory/departments"));
    }

    @Test
    void everyClockIsShownThenMovedWithItsTaskItsWorkItemAndAnEntryEach() throws Exception {
        List<CaseClock> before = clocks.ofCase(caseNo);
        assertThat(before).isNotEmpty();
        JsonNode preview = CaseCalls.json(close("true").andExpect(status().isOk()));

        assertThat(moved(preview))
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(each -> Long.toString(each.id())).toList());
        assertThat(clocks.ofCase(caseNo)).as("only shown").isEqualTo(before);
        String token = preview.get("token").asText();
        ask(get("/api/v1/calendar/previews/" + token).param("size", "1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.total").value(preview.get("clocks").size()));

        JsonNode applied = CaseCalls.json(close("false&token=" + token).andExpect(status().isOk()));

        assertThat(applied.get("clocks")).isEqualTo(preview.get("clocks"));
        for (CaseClock was : before) {
            CaseClock is = clocks.find(was.id()).orElseThrow();
            JsonNode shown = shown(preview, was);
            assertThat(is.dueAt()).isAfter(was.dueAt());
            assertThat(is.dueAt())
                    .isEqualTo(
                            OffsetDateTime.parse(shown.get("newDueAt").asText()).toInstant());
            assertThat(was.dueAt())
                    .isEqualTo(
                            OffsetDateTime.parse(shown.get("oldDueAt").asText()).toInstant());
            calls.get(CLERK, "/clocks/{id}/explanation", was.id())
                    .andExpect(jsonPath("$[?(@.date == '" + day + "')].source").value("防汛指挥部令第3号"))
                    .andExpect(jsonPath("$[?(@.date == '" + day + "')].counted").value(0));
        }
        assertThat(entries()).hasSize(before.size()).allMatch(entry -> entry.contains("sysadmin.yu"));
        for (String taskId : jdbc.sql("select task_id from clock where case_no = ? and task_id is not null")
                .param(caseNo)
                .query(String.class)
                .list()) {
            Instant due = jdbc.sql("select due_at from clock where task_id = ?")
                    .param(taskId)
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
            assertThat(engineTasks
                            .createTaskQuery()
                            .taskId(taskId)
                            .singleResult()
                            .getDueDate())
                    .isEqualTo(due);
            assertThat(jdbc.sql("select due_at from work_item where task_id = ?")
                            .param(taskId)
                            .query(OffsetDateTime.class)
                            .single()
                            .toInstant())
                    .isEqualTo(due);
        }
    }

    @Test
    @WithUserDetails("handler.li")
    void aClockThatChangedSinceThePreviewStopsAllOfIt() throws Exception {
        cases.accept(caseNo, clock.instant());
        String token = CaseCalls.json(close("true")).get("token").asText();
        clocks.pause(caseNo, PauseType.TESTING, "《行政许可法》第四十五条", day.plusDays(9), "检测", "approver.wang");
        List<CaseClock> before = clocks.ofCase(caseNo);

        close("false&token=" + token)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("calendar.clocksChanged"))
                .andExpect(jsonPath("$.detail", containsString("什么也没有改变")));

        assertThat(clocks.ofCase(caseNo)).isEqualTo(before);
        assertThat(entries()).isEmpty();
        ask(get(address)).andExpect(jsonPath("$.announced").value(false));
    }

    @Test
    void aTokenBringsInNothingButWhatItShowed() throws Exception {
        String token = CaseCalls.json(close("true")).get("token").asText();
        ask(put(address + "&preview=false&token=" + token)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"source\":\"别的\",\"days\":[{\"date\":\"%s\",\"kind\":\"OFF\"}]}".formatted(day)))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("calendar.previewOther"));
        close("false&token=00000000-0000-0000-0000-000000000000").andExpect(status().isNotFound());
        ask(get(address)).andExpect(jsonPath("$.announced").value(false));
    }

    @Test
    void aStepThatBeginsOnANodeThatHasNotHeardOfTheChangeIsDueByTheNewCalendar() throws Exception {
        Instant before = due(begun("before"));
        Object heard = ReflectionTestUtils.getField(calendars, "loaded");
        close("false").andExpect(status().isOk());
        String after = begun("after");
        assertThat(due(after)).isAfter(before);

        ReflectionTestUtils.setField(calendars, "loaded", heard);

        String unheard = begun("unheard");
        assertThat(due(unheard)).isEqualTo(due(after));
        assertThat(jdbc.sql("select department from clock where task_id = ?")
                        .param(unheard)
                        .query(String.class)
                        .list())
                .as("it begins once")
                .containsExactly(cases.require(caseNo).leadDepartment());
        steps.move(List.of("before " + caseNo, after, unheard), List.of());
        assertThat(jdbc.sql("select count(*) from clock where case_no = ? and step = 'step' and outcome = 'MET'")
                        .param(caseNo)
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    /** Begins the clock of a step of two working days; its task's id. */
    private String begun(String name) {
        String task = name + " " + caseNo;
        Instant now = clock.instant();
        OpenTask.StepTerm term = new OpenTask.StepTerm(2, "WORKING_DAY");
        steps.move(
                List.of(),
                List.of(new StepClocks.Beginning(
                        new OpenTask(
                                task, caseNo, "process", "step", "环节", Set.of(), Set.of(), null, null, now, null, 50,
                                false, term),
                        ClockTerm.of(term, "模型"),
                        ModelTerms.warning(term))));
        return task;
    }

    private Instant due(String task) {
        return jdbc.sql("select due_at from clock where task_id = ?")
                .param(task)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private ResultActions close(String preview) throws Exception {
        return ask(put(address + "&preview=" + preview)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"source\":\"防汛指挥部令第3号\",\"days\":[{\"date\":\"%s\",\"kind\":\"OFF\",\"name\":\"防汛停办\"}]}"
                        .formatted(day)));
    }

    private ResultActions ask(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(httpBasic("sysadmin.yu", CaseCalls.PASSWORD)));
    }

    /** Those of the case, among whatever else its department has open. */
    private List<String> moved(JsonNode change) {
        List<String> ids = new ArrayList<>();
        change.get("clocks").forEach(each -> {
            if (each.get("caseNo").asText().equals(caseNo)) {
                ids.add(each.get("id").asText());
            }
        });
        return ids;
    }

    private static JsonNode shown(JsonNode change, CaseClock of) {
        for (JsonNode each : change.get("clocks")) {
            if (each.get("id").asText().equals(Long.toString(of.id()))) {
                return each;
            }
        }
        throw new AssertionError("not shown: " + of);
    }

    private List<String> entries() {
        return jdbc.sql("select entry from trace_entry where act = 'clock.moved' and case_no = ?")
                .param(caseNo)
                .query(String.class)
                .list();
    }
}
