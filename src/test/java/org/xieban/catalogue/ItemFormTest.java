package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemFormTest {

    private final ServiceItem item = TestItems.file("test-form").item();

    private Map<String, String[]> sent() {
        ItemForm filled = ItemForm.of(item);
        Map<String, String[]> sent = new HashMap<>();
        FormPaths.of(item).forEach(path -> sent.put(path, new String[] {filled.value(path)}));
        sent.put("applicantKinds", new String[] {"ORGANISATION", "PERSON"});
        sent.put("service.channels", new String[] {"WINDOW"});
        return sent;
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndWhatWasTypedStays() {
        Map<String, String[]> sent = sent();
        sent.put("promisedTerm.amount", new String[] {"三十"});
        sent.put("materials[1].name", new String[] {" "});
        sent.remove("applicantKinds");
        ItemForm form = ItemForm.of(sent);
        assertThat(form.read().item()).isNull();
        assertThat(form.violations("promisedTerm.amount"))
                .extracting(Violation::code)
                .containsExactly("item.number");
        assertThat(form.violations("materials[1].name"))
                .extracting(Violation::code)
                .containsExactly("item.missing");
        assertThat(form.violations("applicantKinds"))
                .extracting(Violation::code)
                .containsExactly("item.missing");
        assertThat(form.violations()).hasSize(3);
        assertThat(form.value("promisedTerm.amount")).isEqualTo("三十");
        assertThat(form.value("materials[1].check")).isEqualTo("比对");
    }

    @Test
    void aConditionIsALine() {
        Map<String, String[]> sent = sent();
        sent.put("conditions", new String[] {"有场所\r\n\r\n  有人员  \n有制度"});
        assertThat(ItemForm.of(sent).read().item().conditions()).containsExactly("有场所", "有人员", "有制度");
    }

    @Test
    void aTickBoxSaysNoByWhatStandsBeforeIt() {
        Map<String, String[]> sent = sent();
        sent.put("materials[1].mayFollow", new String[] {"false"});
        sent.put("materials[0].required", new String[] {"false", "true"});
        ServiceItem read = ItemForm.of(sent).read().item();
        assertThat(read.materials().get(1).mayFollow()).isFalse();
        assertThat(read.materials().get(0).required()).isTrue();
    }

    @Test
    void rowsAreAddedMovedAndRemoved() {
        ItemForm form = ItemForm.of(sent());
        assertThat(form.changeRows("materials.add")).isEqualTo("materials[2]");
        assertThat(form.rows("materials")).isEqualTo(3);
        assertThat(form.changeRows("materials[0].down")).isEqualTo("materials[1]");
        assertThat(form.value("materials[0].code")).isEqualTo("licence");
        assertThat(form.changeRows("materials[0].sources[1].up")).isEqualTo("materials[0].sources[0]");
        assertThat(form.value("materials[0].sources[0].kind")).isEqualTo("APPLICANT");
        assertThat(form.changeRows("materials[2].sources.add")).isEqualTo("materials[2].sources[0]");
        form.changeRows("materials[1].remove");
        assertThat(form.rows("materials")).isEqualTo(2);
        assertThat(form.changeRows("scales.add")).isEqualTo("scales[0]");
        assertThat(form.changeRows("coDepartments[0].remove")).isEqualTo("coDepartments");
    }

    @Test
    void rowsThatAreNotThereAreLeftAlone() {
        ItemForm form = ItemForm.of(sent());
        form.changeRows("materials[7].remove");
        form.changeRows("materials[0].up");
        form.changeRows("materials[9].sources.add");
        form.changeRows("organ.remove");
        form.changeRows("../../etc");
        assertThat(form.read().item()).isEqualTo(item);
    }

    @Test
    void namesThatAreNoFieldsAreLeftOutAndDoNoHarm() {
        Map<String, String[]> sent = sent();
        sent.put("_csrf", new String[] {"x"});
        sent.put("class.module", new String[] {"x"});
        sent.put("name.text", new String[] {"x"});
        sent.put("materials", new String[] {"x"});
        sent.put("materials[999].name", new String[] {"x"});
        sent.put("materials[0]", new String[] {"x"});
        sent.put("a.b.c.d.e.f.g", new String[] {"x"});
        assertThat(ItemForm.of(sent).rows("materials")).isEqualTo(2);
        assertThat(ItemForm.of(Map.of("organ", new String[] {"x"}, "organ.department", new String[] {"spj"}))
                        .read()
                        .item())
                .isNull();
    }
}
