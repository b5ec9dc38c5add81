package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Recorded;
import org.xieban.trace.Trace;
import org.xieban.web.Csv;

@XiebanTest
@WithUserDetails("auditadmin.lv")
class RecordPagesTest {

    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]*before=[^\"]*)\" rel=\"next\"");

    @Autowired
    MockMvc browser;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tampering tampering;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Clock clock;

    @Autowired
    UserDetailsService people;

    /** Marks what this test recorded among what others did. */
    private final String who =
            "who." + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);

    @ParameterizedTest
    @ValueSource(strings = {"sysadmin.yu", "secadmin.he", "supervisor.zheng", "clerk.chen", "analyst.feng"})
    void nobodyButTheAuditAdministratorSeesTheRecord(String login) throws Exception {
        for (String path : List.of("/ledger/record", "/ledger/record/export", "/ledger/record/" + UUID.randomUUID())) {
            browser.perform(get(path).with(SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login))))
                    .andExpect(status().isForbidden());
        }
    }

    @Test
    void entriesAreFoundByWhoWhatCaseDepartmentAndAddress() throws Exception {
        String caseNo = "T-" + who.substring(4).toUpperCase(Locale.ROOT);
        transaction.executeWithoutResult(status -> {
            trace.record(Act.of("test.one", "test", "FIRST").inCase(caseNo, "step"), new Actor(who, "甲", "spj"));
            trace.record(Act.of("test.two", "test", "SECOND"), new Actor(who, "甲", "sthj"));
        });

        assertThat(page(list())).contains("FIRST", "SECOND");
        assertThat(page(list().param("act", "test.two"))).contains("SECOND").doesNotContain("FIRST");
        assertThat(page(list().param("caseNo", caseNo))).contains("FIRST").doesNotContain("SECOND");
        assertThat(page(list().param("department", "sthj"))).contains("SECOND").doesNotContain("FIRST");
        assertThat(page(list().param("to", "2020-01-01")))
                .doesNotContain("FIRST")
                .contains("没有符合条件的记录");
        assertThat(page(list().param("from", "2020-01-01"))).contains("FIRST");
        assertThat(page(list().param("address", "10."))).doesNotContain("FIRST");
        transaction.executeWithoutResult(status -> events.publishEvent(new Recorded(
                Act.of("test.three", "test", "THIRD"),
                new Actor(who, "甲", null),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                "10.1.2.3")));
        assertThat(page(list().param("address", "10.1."))).contains("THIRD").doesNotContain("FIRST", "SECOND");
        assertThat(page(get("/ledger/record").param("who", "甲").param("caseNo", caseNo)))
                .as("by name")
                .contains("FIRST");
    }

    @Test
    void pagesLeadToTheOldestEntryWithoutLeavingOneOut() throws Exception {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 120; i++) {
                trace.record(Act.of("test.one", "test", "E%03dE".formatted(i)), new Actor(who, "甲", null));
            }
        });

        List<String> seen = new ArrayList<>();
        String page = page(list());
        int pages = 1;
        while (true) {
            Matcher entries = Pattern.compile("E\\d{3}E").matcher(page);
            while (entries.find()) {
                seen.add(entries.group());
            }
            Matcher older = OLDER.matcher(page);
            if (!older.find()) {
                break;
            }
            page = page(get(older.group(1).replace("&amp;", "&")));
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void lookingIsItselfRecordedWithWhatWasLookedFor() throws Exception {
        page(list().param("act", "test.one"));

        assertThat(looks("record.viewed")).singleElement().satisfies(entry -> assertThat(entry)
                .contains("\"filter\":{\"act\":\"test.one\",\"who\":\"" + who + "\"}")
                .contains("\"id\":\"auditadmin.lv\""));
    }

    @Test
    void anEntryIsShownWithWhatProvesIt() throws Exception {
        UUID id = entry(Act.of("test.changed", "test", "x").change(Map.of("name", "李四"), Map.of("name", "李五")));

        assertThat(page(get("/ledger/record/" + id)))
                .contains("原文与存证叶一致", "李四", "李五", "&quot;act&quot;:&quot;test.changed&quot;")
                .doesNotContain("不符");
        assertThat(jdbc.sql("select count(*) from trace_entry where act = 'record.viewed' and subject_id = ?")
                        .param(id.toString())
                        .query(Integer.class)
                        .single())
                .as("that it was looked at")
                .isEqualTo(1);
    }

    @Test
    void anEntryThatWasChangedByHandIsShownNotToFit() throws Exception {
        UUID id = entry(Act.of("test.changed", "test", "x"));
        tampering.whileItSays(
                id, "{}", () -> assertThat(page(get("/ledger/record/" + id))).contains("原文与存证叶不符"));
    }

    @Test
    void anEntrySpoiltByHandHidesNoOther() throws Exception {
        UUID id = entry(Act.of("test.changed", "test", "SPOILT"));
        entry(Act.of("test.changed", "test", "SOUND"));
        tampering.whileItSays(id, "nothing", () -> {
            assertThat(page(list())).contains("SPOILT", "SOUND");
            assertThat(page(get("/ledger/record/" + id))).contains("原文与存证叶不符");
        });
    }

    @Test
    void anEntryThatIsNotThereIsNotFound() throws Exception {
        browser.perform(get("/ledger/record/" + UUID.randomUUID())).andExpect(status().isNotFound());
        browser.perform(get("/ledger/record/one")).andExpect(status().isNotFound());
    }

    @Test
    void theExportHoldsWhatIsFoundAndIsRecorded() throws Exception {
        transaction.executeWithoutResult(status -> {
            trace.record(Act.of("test.one", "test", "=HYPERLINK(\"x\")"), new Actor(who, "甲", null));
            trace.record(Act.of("test.two", "test", "y"), new Actor(who, "甲", null));
        });

        String csv = browser.perform(get("/ledger/record/export").param("who", who))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", Matchers.containsString("attachment")))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(csv.lines()).hasSize(3);
        assertThat(csv).startsWith("\uFEFF时间,").contains("test.one", "test.two", "\"test =HYPERLINK(\"\"x\"\")\"");
        assertThat(looks("record.exported")).hasSize(1);
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsMadeText() {
        assertThat(Csv.cell("=1+1")).isEqualTo("'=1+1");
        assertThat(Csv.cell("+86,1")).isEqualTo("\"'+86,1\"");
        assertThat(Csv.cell("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(Csv.cell(null)).isEmpty();
    }

    private MockHttpServletRequestBuilder list() {
        return get("/ledger/record").param("who", who);
    }

    private UUID entry(Act act) {
        transaction.executeWithoutResult(status -> trace.record(act, new Actor(who, "甲", null)));
        return jdbc.sql("select id from trace_entry where actor_id = ? order by id desc limit 1")
                .param(who)
                .query(UUID.class)
                .single();
    }

    private List<String> looks(String act) {
        return jdbc.sql("select entry from trace_entry where act = ? and strpos(entry, ?) > 0")
                .param(act)
                .param(who)
                .query(String.class)
                .list();
    }

    private String page(MockHttpServletRequestBuilder request) throws Exception {
        return browser.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
