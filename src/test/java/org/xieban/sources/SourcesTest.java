package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.sources.DataResource.Sharing;
import org.xieban.sources.connect.Answer;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.SourceFailure;
import org.xieban.sources.connect.Sources;

/** Views and files, and sources as data: what is set up is what is asked, from the next call on. */
@XiebanTest
class SourcesTest {

    private static final String CREDIT_CODE = "91411900MA45CXY19U";

    @Autowired
    private MockMvc browser;

    @Autowired
    private Sources sources;

    @Autowired
    private SourceSetUp setUp;

    @Autowired
    private Resources resources;

    @Autowired
    private FileDrop drop;

    @Autowired
    private SourcesSettings settings;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    private final String code = TestResources.code();

    private void published() {
        resources.publishMissing(ResourceTable.write(List.of(TestResources.of(code, Sharing.OPEN))));
    }

    @Test
    void aViewIsReadWithBoundValuesAndNothingCanBeWrittenThroughIt() throws Exception {
        published();
        String url = database.unwrap(HikariDataSource.class).getJdbcUrl();
        String schema = code.replace('-', '_');
        jdbc.sql("create schema " + schema).update();
        jdbc.sql("create table " + schema + ".company (code text, name text, status text, phone text)")
                .update();
        jdbc.sql("insert into " + schema + ".company values (:code, '西平测试有限公司', '存续', '1')")
                .param("code", CREDIT_CODE)
                .update();
        setUp.keep(new Source(
                code,
                "登记库",
                Source.Kind.SQL,
                true,
                1,
                new Source.Limits(2_000, 10_000, 1, 10, 2, 1),
                Map.of("url", url, "user", "postgres", "secret", "test-database")));
        Binding binding = new Binding(
                code,
                code,
                Map.of("view", schema + ".company"),
                Map.of("creditCode", "code"),
                Map.of("name", "name", "status", "status", "phone", "phone"));
        setUp.keep(binding);
        Answer answer = sources.ask(code, Map.of("creditCode", CREDIT_CODE), "k");
        assertThat(answer.values()).containsEntry("status", "存续").containsEntry("name", "西平测试有限公司");
        assertThat(sources.ask(code, Map.of("creditCode", "x' or '1'='1"), "k").found())
                .isFalse();
        setUp.keep(new Binding(
                code, code, Map.of("view", schema + ".company; drop table x"), binding.keys(), binding.fields()));
        assertThat(failure(Map.of("creditCode", CREDIT_CODE)).kind()).isEqualTo(SourceFailure.Kind.NOT_SET_UP);
        // a view that would write is refused by the connection
        jdbc.sql("create function " + schema + ".touch() returns text language sql as " + "$$ insert into " + schema
                        + ".company values ('2') returning name $$")
                .update();
        jdbc.sql("create view " + schema + ".writes as select code, " + schema + ".touch() as name, status, phone from "
                        + schema + ".company")
                .update();
        setUp.keep(new Binding(code, code, Map.of("view", schema + ".writes"), binding.keys(), binding.fields()));
        assertThat(failure(Map.of("creditCode", CREDIT_CODE)).kind()).isEqualTo(SourceFailure.Kind.REJECTED);
        jdbc.sql("drop schema " + schema + " cascade").update();
    }

    private SourceFailure failure(Map<String, String> keys) {
        return catchThrowableOfType(SourceFailure.class, () -> sources.ask(code, keys, "k"));
    }

    @Test
    void aFileIsTakenRowByRowAndWhatIsWrongIsReportedBack() throws IOException {
        published();
        setUp.keep(new Source(code, "报送", Source.Kind.FILE, true, 1, Source.Limits.USUAL, Map.of()));
        setUp.keep(new Binding(code, code, Map.of(), Map.of("creditCode", "代码"), Map.of("name", "名称")));
        Path folder = Files.createDirectories(Path.of(settings.drop()).resolve(code));
        Files.writeString(folder.resolve(code + "-2026-11.csv"), """
                名称,代码,status,phone
                甲公司,91411900MA45CXY19U,存续,1
                乙公司,not-a-code,存续,2
                丙公司,91411900MA45CXY19U
                """);
        Files.writeString(folder.resolve(code + "-broken.csv"), "名称,\"代码\n");
        Files.writeString(folder.resolve("other.csv"), "a\n1\n");
        drop.look();
        assertThat(folder.resolve("done/" + code + "-2026-11.csv")).exists();
        assertThat(folder.resolve("refused/" + code + "-broken.csv")).exists();
        assertThat(folder.resolve("refused/other.csv")).exists();
        assertThat(Files.readString(folder.resolve(code + "-2026-11.errors.txt")))
                .contains("3,wrong: creditCode", "4,2 cells instead of 4")
                .doesNotContain("乙公司");
        Answer answer = sources.ask(code, Map.of("creditCode", CREDIT_CODE), "k");
        assertThat(answer.values())
                .containsOnly(Map.entry("name", "甲公司"), Map.entry("status", "存续"), Map.entry("phone", "1"));
        assertThat(answer.asOf()).isNotNull();
        // the next file takes its place whole
        Files.writeString(folder.resolve(code + ".csv"), "名称,代码,status,phone\n");
        drop.look();
        assertThat(sources.ask(code, Map.of("creditCode", CREDIT_CODE), "k").found())
                .isFalse();
    }

    @Test
    void aWorkbookIsTakenAsATableIs() throws IOException {
        published();
        setUp.keep(new Source(code, "报送", Source.Kind.FILE, true, 1, Source.Limits.USUAL, Map.of()));
        setUp.keep(new Binding(code, code, Map.of(), Map.of("creditCode", "代码"), Map.of()));
        Path folder = Files.createDirectories(Path.of(settings.drop()).resolve(code));
        try (OutputStream file = Files.newOutputStream(folder.resolve(code + ".xlsx"));
                Workbook workbook = new Workbook(file, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("数据");
            List<List<Object>> rows = List.of(
                    List.of("代码", "name", "status", "phone"),
                    List.of(CREDIT_CODE, "甲公司", LocalDate.of(2026, 11, 22), 13_800_138_000L),
                    List.of("not-a-code", "乙公司", "存续"));
            for (int row = 0; row < rows.size(); row++) {
                for (int cell = 0; cell < rows.get(row).size(); cell++) {
                    Object value = rows.get(row).get(cell);
                    if (value instanceof LocalDate day) {
                        sheet.value(row, cell, day);
                        sheet.style(row, cell).format("yyyy-MM-dd").set();
                    } else if (value instanceof Long number) {
                        sheet.value(row, cell, number);
                    } else {
                        sheet.value(row, cell, value.toString());
                    }
                }
            }
        }
        Files.writeString(folder.resolve(code + "-broken.xlsx"), "no workbook");
        drop.look();
        assertThat(folder.resolve("done/" + code + ".xlsx")).exists();
        assertThat(folder.resolve("refused/" + code + "-broken.xlsx")).exists();
        assertThat(Files.readString(folder.resolve(code + "-broken.errors.txt")))
                .contains("not a workbook");
        assertThat(Files.readString(folder.resolve(code + ".errors.txt"))).contains("3,wrong: creditCode");
        assertThat(sources.ask(code, Map.of("creditCode", CREDIT_CODE), "k").values())
                .containsOnly(
                        Map.entry("name", "甲公司"), Map.entry("status", "2026-11-22"), Map.entry("phone", "13800138000"));
    }

    @Test
    @WithUserDetails("analyst.feng")
    void theDataAuthoritySetsASourceUpOnAPage() throws Exception {
        published();
        assertThat(page(
                        typed(post("/sources/new-connection"), "http://169.254.169.254/")
                                .param("enabled", "true"),
                        422))
                .contains("没有正确接入");
        browser.perform(typed(post("/sources/new-connection"), "http://127.0.0.1:9/")
                        .param("enabled", "true"))
                .andExpect(redirectedUrl("/sources/connections"));
        assertThat(page(
                        post("/sources/bindings/" + code)
                                .param("source", code)
                                .param("settings", "path = people")
                                .param("fields", "name = /name\nsalary = /salary")
                                .with(csrf()),
                        422))
                .contains("path", "salary", "status");
        browser.perform(post("/sources/bindings/" + code)
                        .param("source", code)
                        .param("settings", "path = /companies/{creditCode}")
                        .param("fields", "name = /name\nstatus = /status")
                        .with(csrf()))
                .andExpect(redirectedUrl("/sources/connections"));
        assertThat(failure(Map.of("creditCode", CREDIT_CODE)).kind()).isEqualTo(SourceFailure.Kind.UNREACHABLE);
        assertThat(page(get("/sources/connections"), 200)).contains("工商库", "数据源连接不上");
        // switched off, it is not asked from the next call on
        assertThat(sources.find(code).orElseThrow().version()).isEqualTo(1);
        browser.perform(typed(post("/sources/connections/" + code), "http://127.0.0.1:9/")
                        .param("basedOn", "1"))
                .andExpect(redirectedUrl("/sources/connections"));
        assertThat(failure(Map.of("creditCode", CREDIT_CODE)).kind()).isEqualTo(SourceFailure.Kind.NOT_SET_UP);
    }

    private MockHttpServletRequestBuilder typed(MockHttpServletRequestBuilder form, String baseUrl) {
        return form.param("code", code)
                .param("name", "工商库")
                .param("kind", "HTTP")
                .param("settings", "baseUrl = " + baseUrl)
                .param("timeoutMillis", "500")
                .param("largestBytes", "1000")
                .param("attempts", "1")
                .param("backoffMillis", "10")
                .param("concurrent", "2")
                .param("openSeconds", "5")
                .with(csrf());
    }

    @Test
    void howSourcesDoIsSeenByWhoOperatesTheProduct() throws Exception {
        assertThat(page(get("/actuator/health").with(httpBasic("sysadmin.yu", "xieban-demo")), 200))
                .contains("\"sources\":");
    }

    private String page(MockHttpServletRequestBuilder request, int expected) throws Exception {
        return browser.perform(request)
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
