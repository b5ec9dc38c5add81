package org.xieban.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;

/** Texts of documents say what their fields say, and can do nothing else. */
class DocumentTextTest {

    private static final Set<String> KNOWN = Set.of("item", "reason", "points");

    private static String filled(String text, Map<String, String> fields) throws DocumentText.Unusable {
        return DocumentText.of(text, KNOWN).fill(fields);
    }

    @Test
    void aFieldIsReplacedByWhatItSaysAsWordsNotAsHtml() throws Exception {
        assertThat(filled("<p>{{item}}，{{ reason }}</p>", Map.of("item", "<script>&\"", "reason", "一\n\n 二 ")))
                .isEqualTo("<p>&#60;script&#62;&#38;&#34;，一<br/>二</p>");
    }

    @Test
    void aListHasItsLines() throws Exception {
        assertThat(filled("{{list points}}", Map.of("points", "身份证明\n平面图")))
                .isEqualTo("<ol><li>身份证明</li><li>平面图</li></ol>");
        assertThat(filled("<p>{{item}}</p>{{list points}}", Map.of())).isEqualTo("<p></p>");
    }

    @Test
    void whatHasAConditionIsLeftOutWhereItDoesNotHold() throws Exception {
        String text = "<p>{{if reason}}因{{reason}}{{if item}}，{{item}}{{end}}{{end}}{{unless reason}}无{{end}}</p>";

        assertThat(filled(text, Map.of("reason", "甲", "item", "乙"))).isEqualTo("<p>因甲，乙</p>");
        assertThat(filled(text, Map.of("reason", "甲"))).isEqualTo("<p>因甲</p>");
        assertThat(filled(text, Map.of("item", "乙", "reason", " "))).isEqualTo("<p>无</p>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>{{secret}}</p> | field",
                "<p>{{end}}</p> | end",
                "<p>{{if item}}</p> | notEnded",
                "<p>{{item</p> | place",
                "<p>{{T(java.lang.Runtime)}}</p> | place",
                "<p>一 | notWellFormed",
                "<p>&nbsp;</p> | notWellFormed",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><p>&b;</p> | notWellFormed",
                "{{if item}}<p>{{end}}一</p> | notWellFormed",
                "<script>alert(1)</script> | notAllowed",
                "<img src='http://example.org/'/> | notAllowed",
                "<p style='background:url(http://example.org/)'>一</p> | notAllowed",
                "<p onclick='alert(1)'>一</p> | notAllowed"
            })
    void aTextThatCannotBeUsedIsRefusedWithTheReason(String text, String code) {
        assertThatExceptionOfType(DocumentText.Unusable.class)
                .isThrownBy(() -> DocumentText.of(text, KNOWN))
                .matches(e -> e.code().equals(code), code);
    }

    @ParameterizedTest
    @EnumSource(DocumentKind.class)
    void everyTextThatComesWithTheProductNamesItsOrganDateAndNumber(DocumentKind kind) throws Exception {
        String text = new ClassPathResource("documents/" + kind.fileName() + ".html")
                .getContentAsString(StandardCharsets.UTF_8);

        assertThat(text).contains("{{organ}}", "{{issuedAt}}", "{{number}}", "{{caseNo}}");
        // whom it tells: who applied, whoever is inspected, or the departments that are warned
        assertThat(text).containsAnyOf("{{applicant}}", "{{object}}", "{{departments}}");
        assertThat(kind.fields()).allMatch(field -> text.contains(field + "}}"));
        DocumentText.of(text, DocumentTemplates.fields(kind));
    }
}
