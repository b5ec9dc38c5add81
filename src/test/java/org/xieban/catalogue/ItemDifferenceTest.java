package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xieban.catalogue.ItemDifference.Change;

class ItemDifferenceTest {

    private static final String BEFORE = TestItems.yaml("test-difference");

    private static List<Change> changes(String after) {
        return ItemDifference.between(
                ItemFile.read("before.yaml", BEFORE).item(),
                ItemFile.read("after.yaml", after).item());
    }

    @Test
    void whatIsTheSameIsNotTold() {
        assertThat(changes(BEFORE)).isEmpty();
    }

    @Test
    void aChangedValueIsToldWithBothValues() {
        assertThat(changes(BEFORE.replace("amount: 7", "amount: 5")))
                .containsExactly(new Change("promisedTerm.amount", null, "7", "5"));
    }

    @Test
    void aChangeWithinAMaterialNamesTheMaterial() {
        assertThat(changes(BEFORE.replace("form: COPY", "form: ORIGINAL")))
                .containsExactly(new Change("materials.form", "营业执照", "COPY", "ORIGINAL"));
    }

    @Test
    void aMaterialThatIsGoneIsOneChange() {
        String without = BEFORE.replaceFirst("(?s)  - code: licence.*?(?=procedure:)", "");
        assertThat(changes(without)).containsExactly(new Change("materials", null, "营业执照", null));
    }

    @Test
    void materialsInAnotherOrderAreNoOtherMaterials() {
        String first = BEFORE.replaceFirst("(?s).*?(  - code: form.*?)  - code: licence.*", "$1");
        String turned = BEFORE.replace(first, "").replace("procedure:", first + "procedure:");
        assertThat(changes(turned)).containsExactly(new Change("materials.order", null, "申请书、营业执照", "营业执照、申请书"));
    }

    @Test
    void fieldsThatChangedAreNamedOnce() {
        List<Change> changes =
                changes(BEFORE.replace("amount: 7", "amount: 5").replace("legalBasis: 服务承诺", "legalBasis: 新承诺"));
        assertThat(ItemDifference.fields(changes)).containsExactly("promisedTerm");
    }

    @Test
    void whoMayApplyIsASetWhateverTheOrder() {
        assertThat(changes(BEFORE.replace("[ORGANISATION, PERSON]", "[PERSON, ORGANISATION]")))
                .isEmpty();
        assertThat(changes(BEFORE.replace("[ORGANISATION, PERSON]", "[PERSON]")))
                .containsExactly(new Change("applicantKinds", null, "ORGANISATION", null));
    }
}
