package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Materials;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;

/** The receipt lists what was handed in: in what form, how many, when; and what is still to come. */
@XiebanTest
class ReceiptTest {

    private static final String ITEM = "food-business-licence";
    private static final String LICENCE = "营业执照：复印件 1 份";

    @Autowired
    private Office office;

    @Autowired
    private Materials materials;

    @Autowired
    private Documents documents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private void handsIn(String caseNo, String material, String content) {
        byte[] pdf = ("%PDF-1.7\n" + content + "\n%%EOF\n").getBytes(StandardCharsets.US_ASCII);
        office.as(Office.CLERK, () -> materials.upload(caseNo, material, material + ".pdf", pdf));
    }

    private OfficialDocument receipt(String caseNo) {
        List<OfficialDocument> receipts = documents.ofCase(caseNo).stream()
                .filter(each -> each.kind() == DocumentKind.RECEIPT)
                .toList();
        assertThat(receipts).as("one receipt").hasSize(1);
        return receipts.get(0);
    }

    /** What the edition in force lists as handed in, and what as still to come. */
    private String[] lists(String caseNo) {
        String text = jdbc.sql("select content from document_now where id = :id")
                .param("id", receipt(caseNo).id())
                .query(String.class)
                .single();
        int split = text.indexOf("尚未收到的材料");
        return split < 0 ? new String[] {text, ""} : new String[] {text.substring(0, split), text.substring(split)};
    }

    private String today() {
        var today = clock.instant().atZone(org.xieban.trace.OfficialTime.ZONE);
        return today.getYear() + "年" + today.getMonthValue() + "月" + today.getDayOfMonth() + "日";
    }

    @Test
    void theRegistrationHasItsReceiptAtOnceAndItNamesWhatIsToCome() {
        String caseNo = office.registerWithoutMaterials(ITEM, 0);

        assertThat(receipt(caseNo).edition()).isEqualTo(1);
        assertThat(lists(caseNo)[0]).doesNotContain(LICENCE);
        assertThat(lists(caseNo)[1]).contains(LICENCE);
    }

    @Test
    void whatIsHandedInIsOnTheReceiptWithItsFormItsNumberAndTheDay() {
        String caseNo = office.registerWithoutMaterials(ITEM, 0);
        String number = receipt(caseNo).number();

        handsIn(caseNo, "business-licence", "1");

        assertThat(receipt(caseNo).number()).isEqualTo(number);
        assertThat(receipt(caseNo).edition()).isEqualTo(2);
        assertThat(lists(caseNo)[0]).contains(LICENCE + "，" + today() + "收到");
        assertThat(lists(caseNo)[1]).doesNotContain(LICENCE);
        handsIn(caseNo, "business-licence", "1");
        assertThat(receipt(caseNo).edition()).as("the same file again").isEqualTo(2);
        office.uploadEverything(caseNo);
        assertThat(lists(caseNo)[1]).as("nothing is to come").isEmpty();
    }

    @Test
    void afterTheDecisionTheReceiptIsAsItWas() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
        int edition = receipt(caseNo).edition();

        handsIn(caseNo, "business-licence", "later");

        assertThat(receipt(caseNo).edition()).isEqualTo(edition);
    }

    @Test
    void whatIsSupplementedIsOnTheReceiptAndSinceWhenTheTermRunsAnew() {
        String caseNo = office.register(ITEM);
        office.completes(
                caseNo,
                ApprovalModel.REVIEW_MATERIALS,
                Map.of(
                        "reviewOutcome",
                        "SUPPLEMENT",
                        "points",
                        List.of(Map.of("material", "营业执照", "requirement", "看不清")),
                        "supplementDays",
                        10));
        int told = receipt(caseNo).edition();

        handsIn(caseNo, "business-licence", "clear");
        office.completes(caseNo, ApprovalModel.RECEIVE_SUPPLEMENT, Map.of("supplementComplete", true));

        assertThat(receipt(caseNo).edition()).isEqualTo(told + 1);
        assertThat(lists(caseNo)[0]).contains("需要补正的材料于" + today() + "收齐");
    }
}
