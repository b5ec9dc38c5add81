package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.ledger.Tampering;
import org.xieban.ledger.VerifyLedger;
import org.xieban.trace.Fingerprint;

/** The dossier of a case holds all of it, proves itself, and is given to those alone who see all of it. */
@XiebanTest
class DossierTest {

    @Autowired
    private Office office;

    @Autowired
    private Tampering tampering;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private String said = "";

    private byte[] taken(String login, String caseNo, String form) throws Exception {
        return mvc.perform(
                        get("/ledger/cases/{no}/dossier." + form, caseNo).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    private static Map<String, byte[]> unpacked(byte[] zip) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private int verify(Map<String, byte[]> files) throws Exception {
        Path zip = folder.resolve("dossier.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code = VerifyLedger.run(
                List.of(zip.toString(), new String(files.get("vkey"), StandardCharsets.UTF_8).strip()),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        said = printed.toString(StandardCharsets.UTF_8);
        return code;
    }

    private static Map<String, byte[]> with(Map<String, byte[]> files, String name, UnaryOperator<String> change) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put(
                name,
                change.apply(new String(files.get(name), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        return changed;
    }

    /** By somebody who changes the list of fingerprints as well. */
    private static Map<String, byte[]> relisted(Map<String, byte[]> files) {
        StringBuilder sums = new StringBuilder();
        files.forEach((name, content) -> {
            if (!name.equals("SHA256SUMS")) {
                sums.append(Fingerprint.sha256(content))
                        .append("  ")
                        .append(name)
                        .append('\n');
            }
        });
        return with(files, "SHA256SUMS", before -> sums.toString());
    }

    @Test
    void itHoldsTheWholeCaseAndProvesItself() throws Exception {
        String caseNo = office.register("food-business-licence");
        office.ordinaryToTheEnd(caseNo);
        tampering.sequence();

        Map<String, byte[]> files = unpacked(taken(Office.HANDLER, caseNo, "zip"));
        assertThat(files.keySet())
                .contains("dossier.pdf", "record.jsonl", "receipt.json", "vkey", "README.txt", "SHA256SUMS")
                .anyMatch(name -> name.startsWith("documents/"))
                .anyMatch(name -> name.startsWith("materials/application-form/1-"));
        assertThat(verify(files)).as(said).isZero();
        assertThat(said).contains("案卷全部一致");

        String text;
        byte[] pdf = taken("supervisor.zheng", caseNo, "pdf");
        Files.write(Path.of("target/screenshots/dossier.pdf"), pdf);
        try (var read = Loader.loadPDF(pdf)) {
            text = new PDFTextStripper().getText(read).replaceAll("\\s+", "");
        }
        assertThat(text)
                .contains("案卷", caseNo, "一、办件情况", "新开一家店", "110101199003070628".substring(0, 6))
                .contains("二、材料目录", "三、意见", "四、文书", "准予", "五、办理记录", "登记办件", "六、存证回执")
                .doesNotContain("null", "ledger.", "GRANTED");

        assertThat(jdbc.sql("select entry from trace_entry where case_no = ? and act = 'case.dossierTaken' order by id")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .satisfies(entries -> {
                    assertThat(entries.get(0)).contains("\"form\":\"ZIP\"", Office.HANDLER);
                    assertThat(entries.get(1)).contains("\"form\":\"PDF\"", "supervisor.zheng");
                });

        String material = files.keySet().stream()
                .filter(name -> name.startsWith("materials/"))
                .findFirst()
                .orElseThrow();
        assertThat(verify(with(files, material, original -> original + "x"))).isEqualTo(1);
        assertThat(said).contains(material);
        assertThat(verify(relisted(with(files, material, original -> "%PDF-1.7 another"))))
                .as("a file that the list agrees with and the record does not")
                .isEqualTo(1);
        assertThat(said).contains(material);
        assertThat(verify(with(files, "record.jsonl", record -> record.replaceFirst(Office.CLERK, "nobody.else"))))
                .isEqualTo(1);
        assertThat(said).containsPattern("账本第 \\d+ 条办理记录的内容与存证时不一致");
        assertThat(verify(relisted(with(
                        files,
                        "record.jsonl",
                        record -> record + record.lines().findFirst().orElseThrow()))))
                .as("a line that no leaf stands for")
                .isEqualTo(1);
        String decision = files.keySet().stream()
                .filter(name -> name.endsWith(".html"))
                .findFirst()
                .orElseThrow();
        assertThat(verify(relisted(with(files, decision, content -> content.replace("食品", "药品")))))
                .as("a document that says something else than the one that was issued")
                .isEqualTo(1);
        assertThat(said).contains(decision);
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put("documents/forged.pdf", new byte[] {1});
        assertThat(verify(more)).isEqualTo(1);
        assertThat(said).contains("documents/forged.pdf");
    }

    @Test
    void onlyWhoSeesTheWholeCaseTakesIt() throws Exception {
        String caseNo = office.register("food-business-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        for (String login : List.of("auditadmin.lv", "sysadmin.yu", "secadmin.he", "analyst.feng", "fire.sun")) {
            for (String form : List.of("pdf", "zip")) {
                mvc.perform(get("/ledger/cases/{no}/dossier." + form, caseNo)
                                .with(user(people.loadUserByUsername(login))))
                        .andExpect(status().isNotFound());
            }
        }
        mvc.perform(get("/ledger/cases/{no}/dossier.pdf", caseNo).with(user(people.loadUserByUsername("market.zhou"))))
                .andExpect(status().isForbidden());
        assertThat(jdbc.sql("select count(*) from trace_entry where case_no = ? and act = 'case.dossierTaken'")
                        .param(caseNo)
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
