package org.xieban.inspection.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.XiebanTest;
import org.xieban.inspection.TestCodes;
import org.xieban.web.Attachment;
import org.xieban.web.CsvReader;

/** Tables come into the registers row by row, and what is wrong comes back; what is typed is judged by the same rules. */
@XiebanTest
class RegisterImportTest {

    /** Of the office that keeps the register of objects. */
    private static final String OFFICE = "market.zhou";

    private static final String HEADING =
            "creditCode,name,trade,region,place,creditClass,riskMarks,lastInspected,listed\n";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private InspectorRegister inspectors;

    @Autowired
    private JdbcClient jdbc;

    private static String row(String code, String name) {
        return code + "," + name + ",H62,411902,文昌路 1 号,B,人员密集场所,2025-05-20,是\n";
    }

    @Test
    void ofATableWithBadRowsTheGoodOnesAreTakenAndTheBadOnesComeBack() throws Exception {
        StringBuilder table = new StringBuilder(HEADING);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 190; i++) {
            String code = TestCodes.next();
            codes.add(code);
            table.append(row(code, "入库餐饮" + i));
        }
        String wrongCheck = codes.get(0).substring(0, 17) + (codes.get(0).endsWith("0") ? "1" : "0");
        table.append(row(wrongCheck, "校验位不对"))
                .append(row(codes.get(1), "同一对象两次"))
                .append(row("", "没有代码"))
                .append(row(TestCodes.next(), ""))
                .append(row(TestCodes.next(), "没有这个行业").replace("H62", "H99"))
                .append(row(TestCodes.next(), "没有这个区划").replace("411902", "990000"))
                .append(row(TestCodes.next(), "没有这个类别").replace(",B,", ",E,"))
                .append(row(TestCodes.next(), "不是日期").replace("2025-05-20", "2025-02-30"))
                .append(row(TestCodes.next(), "不是是否").replace("是\n", "也许\n"))
                .append(TestCodes.next() + ",列不够\n");

        String address = take("objects", "objects.csv", table.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(page(address)).contains("190", "10", "下载退回的行");
        assertThat(codes).allMatch(code -> objects.find(code).isPresent());
        assertThat(objects.require(codes.get(1)).name()).isEqualTo("入库餐饮1");

        String report = page(address + "/report.csv");
        List<CsvReader.Row> rows = CsvReader.rows(report);
        assertThat(rows).hasSize(11);
        assertThat(rows.get(1).cells()).contains("192", wrongCheck);
        assertThat(report).contains("两行", "行业大类", "区划", "信用风险类别", "不是日期", "既不是", "必须填写", "校验");

        // what comes back can be mended where it stands and imported as it is
        String mended = report.replace("2025-02-30", "2025-02-28");
        String again = take("objects", "report.csv", mended.getBytes(StandardCharsets.UTF_8));
        assertThat(page(again)).contains("新增</dt><dd class=\"num\">1<", "更新</dt><dd class=\"num\">1<");
        assertThat(jdbc.sql(
                                "select detail->>'bad' from (select cast(entry as jsonb)->'detail' as detail from trace_entry"
                                        + " where act = 'register.imported' order by id desc limit 1) e")
                        .query(String.class)
                        .single())
                .isEqualTo("8");
    }

    @Test
    void aTableTooLargeForAFormIsTakenBehindTheScenes() throws Exception {
        String first = TestCodes.next();
        StringBuilder table = new StringBuilder(HEADING).append(row(first, "大表第一户"));
        for (int i = 0; i < TableIntake.BATCH + 5; i++) {
            table.append(row(i % 400 == 1 ? "坏代码" : TestCodes.next(), "大表" + i));
        }
        // the same once more, in another batch
        table.append(row(first, "大表第一户"));
        String href = done(large("大表.csv", "text/csv", table.toString().getBytes(StandardCharsets.UTF_8)));
        String report = page(href + "/report.csv");
        assertThat(report).contains("坏代码", "只取第一行", "" + (TableIntake.BATCH + 8));
        assertThat(CsvReader.rows(report)).hasSize(1 + 6 + 1);
        assertThat(page(href))
                .contains("%,d".formatted(TableIntake.BATCH + 5 + 1 - 6))
                .doesNotContain("正在导入");
        assertThat(objects.find(first)).isPresent();
        for (String[] wrong : List.of(
                new String[] {"大表.csv", "a,b\n1,2\n"},
                new String[] {"大表.csv", HEADING},
                new String[] {"大表.xlsx", table.toString()},
                new String[] {"大表.txt", table.toString()})) {
            large(wrong[0], "text/csv", wrong[1].getBytes(StandardCharsets.UTF_8))
                    .andExpect(status().isUnprocessableEntity());
        }
    }

    private ResultActions large(String name, String type, byte[] table) throws Exception {
        return mvc.perform(post("/api/v1/inspection/registers/objects/imports")
                .param("name", name)
                .contentType(type)
                .content(table)
                .with(httpBasic(OFFICE, "xieban-demo")));
    }

    /** Where it is told what became of a table that was received, when all of it is taken. */
    private String done(ResultActions received) throws Exception {
        String answer = received.andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String href = new ObjectMapper().readTree(answer).get("href").asText();
        await().until(() -> jdbc.sql("select state from register_import where id = :id")
                .param("id", Long.parseLong(href.substring(href.lastIndexOf('/') + 1)))
                .query(String.class)
                .single()
                .equals("DONE"));
        return href;
    }

    @Test
    void aWorkbookIsTakenByTheHeadingsOfTheScreen() throws Exception {
        String code = TestCodes.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("名录");
            List<String> heading = List.of("统一社会信用代码", "名称", "行业", "区划", "住所", "信用风险类别", "风险标记", "最近检查", "在册");
            List<String> row = List.of(code, "表格化工厂", "C26", "411921", "化工园区 2 号", "D", "涉及危险化学品", "", "是");
            for (int i = 0; i < heading.size(); i++) {
                sheet.value(0, i, heading.get(i));
                sheet.value(1, i, row.get(i));
            }
        }
        take("objects", "名录.xlsx", bytes.toByteArray());
        InspectionObject object = objects.require(code);
        assertThat(object.creditClass()).isEqualTo(CreditClass.D);
        assertThat(object.riskMarks()).containsExactly("涉及危险化学品");
        assertThat(object.listed()).isTrue();
        // larger than any other call may be
        large("名录.xlsx", Attachment.WORKBOOK, new byte[9_000_000]).andExpect(status().isUnprocessableEntity());
        assertThat(page(done(large("名录.xlsx", Attachment.WORKBOOK, bytes.toByteArray()))))
                .as("row by row behind the scenes it is the same")
                .contains("没有变化</dt><dd class=\"num\">1<");
    }

    @Test
    void whatIsNoTableOfTheRegisterIsRefusedWhole() throws Exception {
        importing("objects", "objects.csv", "creditCode,name\n1,2\n".getBytes(StandardCharsets.UTF_8), OFFICE)
                .andExpect(status().isUnprocessableEntity());
        importing("objects", "objects.csv", new byte[] {(byte) 0xff, (byte) 0xfe}, OFFICE)
                .andExpect(status().isUnprocessableEntity());
        importing("objects", "objects.pdf", row(TestCodes.next(), "x").getBytes(StandardCharsets.UTF_8), OFFICE)
                .andExpect(status().isUnprocessableEntity());
        importing("objects", "objects.csv", HEADING.getBytes(StandardCharsets.UTF_8), "fire.sun")
                .andExpect(status().isForbidden());
    }

    @Test
    void anInspectorIsAnOfficerOfHisDepartmentAndHasOneCertificate() throws Exception {
        String heading = "login,department,certificate,validUntil,trades,available,recusals\n";
        String object = TestCodes.next();
        String table = heading
                + "market.zhou,scjg,TEST-1,2031-12-31,H62 F52,是," + object + "=配偶任职\n"
                + "fire.sun,xfjy,TEST-2,2031-12-31,H62,是,\n"
                + "clerk.chen,spj,TEST-3,2031-12-31,H62,是,\n"
                + "nobody.there,scjg,TEST-4,2031-12-31,H62,是,\n";
        Inspector before = inspectors.find("market.zhou").orElse(null);
        String address = take("inspectors", "inspectors.csv", table.getBytes(StandardCharsets.UTF_8));
        assertThat(page(address + "/report.csv")).contains("fire.sun", "clerk.chen", "nobody.there", "在岗的执法人员");
        assertThat(inspectors.require("market.zhou").recusals()).containsExactly(new Inspector.Recusal(object, "配偶任职"));
        if (before == null) {
            jdbc.sql("delete from inspector where login = 'market.zhou'").update();
        } else {
            inspectors.keep(List.of(before));
        }
    }

    @Test
    void aDepartmentKeepsItsOwnRowsOnly() throws Exception {
        String heading =
                "code,name,department,basis,trades,shareA,shareB,shareC,shareD,yearlyCap,unannounced,points,listed\n";
        String table = heading
                + "TEST-XFJY,消防通道检查,xfjy,《消防法》第五十三条,,1,2,3,4,1,否,,是\n"
                + "TEST-SCJG,别人的事项,scjg,《食品安全法》第一百一十条,,1,2,3,4,1,否,,是\n";
        String address =
                String.valueOf(importing("items", "items.csv", table.getBytes(StandardCharsets.UTF_8), "fire.sun")
                        .andExpect(status().is3xxRedirection())
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl());
        mvc.perform(get(address + "/report.csv").with(user(people.loadUserByUsername(OFFICE))))
                .andExpect(status().isNotFound());
        assertThat(jdbc.sql("select code from inspection_item where code like 'TEST-____'")
                        .query(String.class)
                        .list())
                .containsExactly("TEST-XFJY");
        jdbc.sql("delete from inspection_item where code = 'TEST-XFJY'").update();
    }

    @Test
    void aShareOverTheWholeIsRefusedBesideItsField() throws Exception {
        String page = mvc.perform(post("/inspection/registers/items/save")
                        .param("basedOn", "0")
                        .param("code", "TEST-SHARE")
                        .param("name", "比例不对的事项")
                        .param("department", "scjg")
                        .param("basis", "《食品安全法》第一百一十条")
                        .param("shareA", "3")
                        .param("shareB", "5.5")
                        .param("shareC", "100")
                        .param("shareD", "100.01")
                        .param("yearlyCap", "0")
                        .with(user(people.loadUserByUsername(OFFICE)))
                        .with(csrf()))
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page).contains("100.01”不是 0 至 100 的百分比", "应当是 1 至 365 的整数", "比例不对的事项");
    }

    @Test
    void whoSawAnOlderVersionDoesNotOverwriteANewerOne() throws Exception {
        String code = TestCodes.next();
        save(code, 0, "先来的").andExpect(status().is3xxRedirection());
        save(code, 0, "又一个").andExpect(status().isConflict());
        save(code, 1, "改过的").andExpect(status().is3xxRedirection());
        save(code, 1, "看的是旧的").andExpect(status().isConflict());
        assertThat(objects.require(code).name()).isEqualTo("改过的");
        mvc.perform(get("/api/v1/inspection/objects").param("q", code).with(httpBasic("env.zhao", "xieban-demo")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.items[0].name").value("改过的"));
        mvc.perform(get("/api/v1/inspection/objects").with(httpBasic("sysadmin.yu", "xieban-demo")))
                .andExpect(status().isForbidden());
    }

    private ResultActions save(String code, int basedOn, String name) throws Exception {
        return mvc.perform(post("/inspection/registers/objects/save")
                .param("basedOn", String.valueOf(basedOn))
                .param("creditCode", code)
                .param("name", name)
                .param("trade", "H62")
                .param("region", "411902")
                .param("place", "柏亭路 3 号")
                .param("creditClass", "C")
                .param("listed", "true")
                .with(user(people.loadUserByUsername(OFFICE)))
                .with(csrf()));
    }

    @Test
    void aListIsReadPageByPageAndExportedWhole() throws Exception {
        StringBuilder table = new StringBuilder(HEADING);
        for (int i = 0; i < 60; i++) {
            table.append(row(TestCodes.next(), "翻页客栈" + i).replace("H62", "H61"));
        }
        take("objects", "objects.csv", table.toString().getBytes(StandardCharsets.UTF_8));
        String next = com.jayway.jsonpath.JsonPath.read(
                mvc.perform(get("/api/v1/inspection/objects?q=翻页客栈&size=50&region=411900")
                                .with(httpBasic(OFFICE, "xieban-demo")))
                        .andExpect(jsonPath("$.total").value(60))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(),
                "$.next");
        mvc.perform(get("/api/v1/inspection/objects")
                        .param("q", "翻页客栈")
                        .param("after", next)
                        .with(httpBasic(OFFICE, "xieban-demo")))
                .andExpect(jsonPath("$.items.length()").value(10));
        String exported = page("/inspection/registers/objects/export.csv?q=翻页客栈");
        assertThat(CsvReader.rows(exported)).hasSize(61);
        assertThat(exported).startsWith("\uFEFF" + HEADING.strip());
        assertThat(page("/inspection/registers/objects?q=翻页客栈")).contains("共 60 户", "下一页");
    }

    private String take(String register, String name, byte[] table) throws Exception {
        return String.valueOf(importing(register, name, table, OFFICE)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
    }

    private ResultActions importing(String register, String name, byte[] table, String login) throws Exception {
        return mvc.perform(multipart("/inspection/registers/" + register + "/import")
                .file(new MockMultipartFile("file", name, "text/csv", table))
                .with(user(people.loadUserByUsername(login)))
                .with(csrf()));
    }

    private String page(String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(OFFICE))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
