package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.xieban.startup.ExitCode;
import org.xieban.startup.StartupRefusal;

/** What an item file may say; whatever it may not is one line that names the file, the line, the field and what would do. */
class ItemFileTest {

    private static final String FILE = TestItems.yaml();

    @Test
    void aWholeFileIsTaken() {
        ItemFile file = ItemFile.read("test.yaml", FILE);
        assertThat(file.item().statutoryTerm())
                .isEqualTo(new Term(20, Term.Unit.WORKING_DAY, Term.StartEvent.ACCEPTANCE, "《中华人民共和国行政许可法》第四十二条第一款"));
        assertThat(file.item().materials()).extracting(Material::code).containsExactly("form", "licence");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "misspelt field          | name: 测试事项          | nmae: 测试事项       | 3  | nmae is no field here; the fields are: code, implementationCode, name",
                "unknown field within    | charged: false          | charged: false, free: true | 32 | fee.free is no field here; the fields are: charged, standard, legalBasis",
                "unknown value           | kind: LICENCE           | kind: 许可           | 4  | kind must be one of LICENCE, PAYMENT, CONFIRMATION, REWARD, RULING, OTHER, PUBLIC_SERVICE, not \"许可\"",
                "no number               | amount: 20              | amount: twenty       | 10 | statutoryTerm.amount must be a whole number from 1 to 3650, not \"twenty\"",
                "no term at all          | amount: 20              | amount: 0            | 10 | statutoryTerm.amount must be a whole number from 1 to 3650, not \"0\"",
                "no truth value          | mayFollow: true         | mayFollow: perhaps   | 28 | materials[1].mayFollow must be one of true, false, not \"perhaps\"",
                "no date                 | from: 2024-01-01        | from: 2024-13-01     | 37 | inForce.from must be a date like 2026-01-01, not \"2024-13-01\"",
                "text for a list         | conditions: [有场所]    | conditions: 有场所    | 13 | conditions must be a list",
                "a list for a text       | name: 测试事项          | name: [测试, 事项]    | 3  | name must be text",
                "text for fields         | fee: {charged: false}   | fee: free            | 32 | fee must be a group of fields",
                "missing in a row        | {law: 中华人民共和国食品安全法, article: 第三十五条} | {article: 第三十五条} | 9 | legalBasis[0].law is missing",
                "promised too long       | amount: 7               | amount: 21           | 11 | promisedTerm.amount the promised term must not be longer than the statutory one",
                "promised too late       | ACCEPTANCE, legalBasis: 《 | RECEIPT, legalBasis: 《 | 11 | promisedTerm.amount the promised term must not be longer",
                "material twice          | code: licence           | code: form           | 23 | materials[1].code \"form\" stands here a second time",
                "field twice             | weight: ORDINARY        | name: 又一个          | 6  | name stands here a second time",
                "no code                 | code: test-item         | code: Test Item      | 1  | code \"Test Item\" cannot be a code",
                "own and another's power | entrustedBy: 卫生健康委员会, | '               '  | 7  | organ.entrustedBy must name the organ whose power it is",
                "optional that follows   | required: true # second | required: false      | 28 | materials[1].mayFollow a material that is not required",
                "charged without law     | charged: false          | charged: true, standard: 每件十元 | 32 | fee.legalBasis is missing",
                "ends before it begins   | from: 2024-01-01        | from: 2024-01-01, until: 2023-01-01 | 37 | inForce.until must not be before the first day",
                "no YAML                 | kind: LICENCE           | kind: [LICENCE       | 5  | this is not YAML",
            })
    void whatIsWrongIsSaidInOneLine(String what, String right, String wrong, int line, String said) {
        assertThat(FILE).contains(right);
        StartupRefusal refusal = catchThrowableOfType(
                StartupRefusal.class,
                () -> ItemFile.read("catalogue/test.yaml", FILE.replaceFirst(quote(right), replacement(wrong))));
        assertThat(refusal).as(what).isNotNull();
        assertThat(refusal.getExitCode()).isEqualTo(ExitCode.CATALOGUE.code());
        assertThat(refusal.lines().get(0))
                .contains("catalogue/test.yaml 第 " + line + " 行")
                .doesNotContain("\n");
        assertThat(refusal.lines().get(1))
                .startsWith("Broken item file: catalogue/test.yaml, line " + line + ": ")
                .contains(said)
                .doesNotContain("\n");
    }

    @Test
    void anEmptyFileLacksEverything() {
        StartupRefusal refusal =
                catchThrowableOfType(StartupRefusal.class, () -> ItemFile.read("catalogue/empty.yaml", ""));
        assertThat(refusal.lines().get(1)).isEqualTo("Broken item file: catalogue/empty.yaml, line 1: code is missing");
    }

    @Test
    void twoFilesOfOneCodeAreRefused() {
        StartupRefusal refusal = catchThrowableOfType(
                StartupRefusal.class,
                () -> ItemFiles.read(new Resource[] {resource("b.yaml", FILE), resource("a.yaml", FILE)}, true));
        assertThat(refusal.lines().get(1))
                .isEqualTo("Broken item file: catalogue/b.yaml, line 1: code the code \"test-item\" is that of"
                        + " catalogue/a.yaml already");
    }

    @Test
    void anItemThatIsDecidedOnTheSpotPromisesADayAtMost() {
        String onTheSpot = FILE.replace("caseKind: COMMITMENT", "caseKind: ON_THE_SPOT");
        StartupRefusal refusal =
                catchThrowableOfType(StartupRefusal.class, () -> ItemFile.read("catalogue/test.yaml", onTheSpot));
        assertThat(refusal.lines().get(1)).contains("promises no more than one working day");
        assertThat(ItemFile.read("catalogue/test.yaml", onTheSpot.replace("amount: 7", "amount: 1"))
                        .item()
                        .caseKind())
                .isEqualTo(ServiceItem.CaseKind.ON_THE_SPOT);
    }

    @Test
    void whoExaminesDecidesOnlyWhereTheFileSaysSo() {
        assertThat(ItemFile.read("test.yaml", FILE).item().examinerMayDecide()).isFalse();
        String both = FILE.replace("weight: ORDINARY", "weight: ORDINARY\nexaminerMayDecide: true");
        assertThat(ItemFile.read("test.yaml", both).item().examinerMayDecide()).isTrue();
    }

    @Test
    void aFileNamesTheDepartmentsThatDoNotExist() {
        assertThat(ItemFile.read("test.yaml", FILE).unknownDepartments(List.of("spj")::contains))
                .containsExactly("scjg");
    }

    private static String quote(String text) {
        return java.util.regex.Pattern.quote(text);
    }

    private static String replacement(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }

    private static Resource resource(String name, String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }
}
