package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The item files that come with the product. */
class ShippedItemsTest {

    static List<ServiceItem> items() throws IOException {
        return ItemFiles.read(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:catalogue/*.yaml"), true)
                .stream()
                .map(ItemFile::item)
                .toList();
    }

    private static ServiceItem item(String code) throws IOException {
        return items().stream()
                .filter(item -> item.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereAreAllKindsOfThem() throws IOException {
        assertThat(items()).hasSizeGreaterThanOrEqualTo(18);
        assertThat(items())
                .extracting(ServiceItem::kind)
                .contains(
                        ServiceItem.Kind.LICENCE,
                        ServiceItem.Kind.PAYMENT,
                        ServiceItem.Kind.CONFIRMATION,
                        ServiceItem.Kind.PUBLIC_SERVICE);
        assertThat(items()).extracting(ServiceItem::caseKind).contains(ServiceItem.CaseKind.ON_THE_SPOT);
    }

    @Test
    void aSpecialLawDisplacesTheGeneralTwentyWorkingDays() throws IOException {
        assertThat(item("eia-report").statutoryTerm())
                .isEqualTo(new Term(60, Term.Unit.CALENDAR_DAY, Term.StartEvent.RECEIPT, "《中华人民共和国环境影响评价法》第二十二条第三款"));
        assertThat(item("eia-form").statutoryTerm())
                .isEqualTo(new Term(30, Term.Unit.CALENDAR_DAY, Term.StartEvent.RECEIPT, "《中华人民共和国环境影响评价法》第二十二条第三款"));
        assertThat(item("fire-safety-check").statutoryTerm().amount()).isEqualTo(10);
        assertThat(item("water-abstraction-licence").statutoryTerm().amount()).isEqualTo(45);
        assertThat(item("food-business-licence").statutoryTerm().amount()).isEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("items")
    void theImplementationCodeHasTheUsualShape(ServiceItem item) {
        assertThat(ItemRules.usualImplementationCode(item)).isTrue();
    }

    /** 国务院关于在线政务服务的若干规定 7: what can be shared is not asked for. */
    @ParameterizedTest
    @MethodSource("items")
    void theApplicantIsAskedLast(ServiceItem item) {
        for (Material material : item.materials()) {
            assertThat(material.sources().stream()
                            .map(Material.Source::kind)
                            .dropWhile(kind -> kind != Material.Source.Kind.APPLICANT)
                            .distinct())
                    .as("sources of %s", material.code())
                    .containsOnlyOnce(Material.Source.Kind.APPLICANT)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("items")
    void whatIsStoredIsReadBackWhole(ServiceItem item) {
        assertThat(ItemJson.read(ItemJson.write(item))).isEqualTo(item);
    }

    /** An administrator who opens the form and publishes it as it stands changes nothing. */
    @ParameterizedTest
    @MethodSource("items")
    void theFormHoldsEveryField(ServiceItem item) {
        ItemForm filled = ItemForm.of(item);
        Map<String, String[]> sent = new HashMap<>();
        for (String path : FormPaths.of(item)) {
            sent.put(path, new String[] {filled.value(path)});
        }
        for (String path : List.of("applicantKinds", "specialProcedures", "service.channels")) {
            sent.put(path, filled.value(path).lines().toArray(String[]::new));
        }
        ItemForm received = ItemForm.of(sent);
        assertThat(received.read().violations()).isEmpty();
        assertThat(received.read().item()).isEqualTo(item);
        assertThat(Arrays.stream(ServiceItem.class.getRecordComponents()).map(field -> field.getName()))
                .allMatch(field -> sent.keySet().stream().anyMatch(path -> path.startsWith(field))
                        || List.of("coDepartments", "scales").contains(field));
    }
}
