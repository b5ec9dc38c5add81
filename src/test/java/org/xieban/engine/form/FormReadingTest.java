package org.xieban.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.xieban.engine.ModelProblem;

/** Forms that the product cannot offer are refused before anybody sees them, each with all that is to be corrected. */
class FormReadingTest {

    private static List<String> problems(String json) {
        InvalidForm invalid =
                catchThrowableOfType(InvalidForm.class, () -> FormSchema.parse(json, "forms/a.form", TestForms.FEEL));
        assertThat(invalid).as("nothing is found wrong with " + json).isNotNull();
        assertThat(invalid.problems()).allMatch(FormReadingTest::hasTexts);
        return invalid.problems().stream()
                .map(problem -> problem.element() + " " + problem.code().replace("form.", ""))
                .toList();
    }

    /** In both languages, with every argument in its place. */
    private static boolean hasTexts(ModelProblem problem) {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("messages-engine");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
        return Stream.of(Locale.CHINESE, Locale.ENGLISH)
                .map(language -> texts.getMessage(
                        "engine.model." + problem.code(), problem.arguments().toArray(), language))
                .allMatch(text -> !text.matches(".*\\{\\d}.*")
                        && problem.arguments().stream().allMatch(argument -> text.contains(argument.toString())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filepicker                   | {'id':'f','type':'filepicker','key':'a'}",
                "documentPreview              | {'id':'f','type':'documentPreview'}",
                "unknownType                  | {'id':'f','type':'signature','key':'a'}",
                "noType                       | {'id':'f'}",
                "noKey                        | {'id':'f','type':'textfield'}",
                "path                         | {'id':'f','type':'textfield','key':'a b'}",
                "path                         | {'id':'f','type':'textfield','key':'a..b'}",
                "path                         | {'id':'f','type':'textfield','key':'__proto__'}",
                "path                         | {'id':'f','type':'textfield','key':'姓名'}",
                "requiredComputed             | {'id':'f','type':'textfield','key':'a','validate':{'required':'=b'}}",
                "unknownRule                  | {'id':'f','type':'textfield','key':'a','validate':{'min':3}}",
                "unknownRule                  | {'id':'f','type':'select','key':'a','values':['x'],'validate':{'maxLength':3}}",
                "unknownRule                  | {'id':'f','type':'number','key':'a','validate':{'requierd':true}}",
                "validate                     | {'id':'f','type':'number','key':'a','validate':5}",
                "validationType               | {'id':'f','type':'textfield','key':'a','validate':{'validationType':'idcard'}}",
                "number                       | {'id':'f','type':'textfield','key':'a','validate':{'maxLength':'ten'}}",
                "number                       | {'id':'f','type':'number','key':'a','validate':{'min':true}}",
                "feel                         | {'id':'f','type':'number','key':'a','validate':{'min':'=1 +'}}",
                "pattern                      | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'(a'}}",
                "pattern                      | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'(a)\\\\1'}}",
                "pattern                      | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'\\\\p{Han}'}}",
                "pattern                      | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'(?<=a)b'}}",
                "pattern                      | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'(a{1000}){1000}'}}",
                "noExample                    | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'^a$'}}",
                "example                      | {'id':'f','type':'textfield','key':'a','validate':{'pattern':'^a$'},'properties':{'example':'b'}}",
                "decimalDigits                | {'id':'f','type':'number','key':'a','decimalDigits':-1}",
                "increment                    | {'id':'f','type':'number','key':'a','increment':'0'}",
                "subtype                      | {'id':'f','type':'datetime','key':'a','subtype':'week'}",
                "timeSerializingFormat        | {'id':'f','type':'datetime','key':'a','subtype':'time','timeSerializingFormat':'x'}",
                "noOptions                    | {'id':'f','type':'radio','key':'a'}",
                "severalOptionSources         | {'id':'f','type':'radio','key':'a','values':['x'],'valuesKey':'y'}",
                "values                       | {'id':'f','type':'radio','key':'a','values':[]}",
                "values                       | {'id':'f','type':'radio','key':'a','values':[{'label':'x'}]}",
                "repeatedValue                | {'id':'f','type':'radio','key':'a','values':['x',{'label':'y','value':'x'}]}",
                "notFeel                      | {'id':'f','type':'radio','key':'a','valuesExpression':'x'}",
                "notFeel                      | {'id':'f','type':'text','conditional':{'hide':'true'}}",
                "feel                         | {'id':'f','type':'text','conditional':{'hide':'=(a'}}",
                "feel                         | {'id':'f','type':'text','conditional':{'hide':'=a, b'}}",
                "unknownCondition             | {'id':'f','type':'text','conditional':{'show':'=a'}}",
                "readonly                     | {'id':'f','type':'textfield','key':'a','readonly':'yes'}",
                "flag                         | {'id':'f','type':'textfield','key':'a','disabled':'yes'}",
                "propertyNotText              | {'id':'f','type':'textfield','key':'a','properties':{'x':{}}}",
                "target                       | {'id':'f','type':'textfield','key':'a','properties':{'target':'process'}}",
                "targetPlace                  | {'id':'f','type':'textfield','key':'a.b','properties':{'target':'variable'}}",
                "defaultValue                 | {'id':'f','type':'number','key':'a','defaultValue':'5'}",
                "defaultValue                 | {'id':'f','type':'datetime','key':'a','subtype':'date','defaultValue':'2026-02-30'}",
                "defaultNotAnOption           | {'id':'f','type':'select','key':'a','values':['x'],'defaultValue':'y'}",
                "computedDefault              | {'id':'f','type':'expression','key':'a','expression':'=1','defaultValue':1}",
                "noExpression                 | {'id':'f','type':'expression','key':'a'}",
                "noComponents                 | {'id':'f','type':'group'}",
                "accessOfContainer            | {'id':'f','type':'group','readonly':true,'components':[]}",
                "noPath                       | {'id':'f','type':'dynamiclist','disableCollapse':true,'components':[]}",
                "collapses                    | {'id':'f','type':'dynamiclist','path':'a','components':[]}",
                "notRepeating                 | {'id':'f','type':'dynamiclist','path':'a','disableCollapse':true,'isRepeating':false,'components':[]}",
                "defaultRepetitions           | {'id':'f','type':'dynamiclist','path':'a','disableCollapse':true,'defaultRepetitions':1000,'components':[]}",
            })
    void aComponentThatCannotWorkIsNamedWithTheReason(String code, String component) {
        assertThat(problems(TestForms.json(component))).containsExactly("f " + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null notJson        | {",
                "null notJson        | {'type':'default','type':'default'}",
                "null notJson        | {'type':'default','id':'a','components':[]} x",
                "null notAForm       | []",
                "null notAForm       | {'type':'process','id':'a','components':[]}",
                "null noId           | {'type':'default','components':[]}",
                "null noComponents   | {'type':'default','id':'a'}",
                "null schemaVersion  | {'type':'default','id':'a','schemaVersion':17,'components':[]}",
                "null schemaVersion  | {'type':'default','id':'a','schemaVersion':'new','components':[]}",
                "null platform       | {'type':'default','id':'a','executionPlatform':'Camunda Cloud','components':[]}",
                "components[0] componentNotAnObject | {'type':'default','id':'a','components':[1]}",
            })
    void aFileThatIsNoFormForThisProductIsRefused(String problem, String json) {
        assertThat(problems(json.replace('\'', '"'))).containsExactly(problem);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(problems(TestForms.json(
                        "{'id':'a','type':'filepicker'}",
                        "{'id':'b','type':'textfield','key':'x'}",
                        "{'id':'g','type':'group','path':'p','components':[{'id':'c','type':'number'}]}",
                        "{'id':'d','type':'textarea','key':'x'}",
                        "{'id':'d','type':'textarea','key':'y'}")))
                .containsExactly("a filepicker", "c noKey", "d keyTaken", "d duplicateId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a     | a     | keyTaken",
                "a     | a.b   | keyTaken",
                "a.b   | a     | keyTaken",
            })
    void noTwoFieldsShareAPlaceInTheData(String first, String second, String code) {
        assertThat(problems(TestForms.json(text("x", first), text("y", second))))
                .containsExactly("y " + code);
    }

    @Test
    void groupsMayShareAPathButNotAKey() {
        String one = "{'id':'g1','type':'group','path':'p','components':[" + text("a", "name") + "]}";
        String two = "{'id':'g2','type':'group','path':'p','components':[" + text("b", "phone") + "]}";
        String three = "{'id':'g3','type':'group','path':'p','components':[" + text("c", "name") + "]}";
        assertThat(TestForms.form(one, two).fields()).hasSize(2);
        assertThat(problems(TestForms.json(one, three))).containsExactly("c keyTaken");
        assertThat(problems(TestForms.json(text("x", "p"), one))).containsExactly("g1 pathTaken");
    }

    @Test
    void whatStandsInAListBelongsToTheList() {
        String list = "{'id':'l','type':'dynamiclist','path':'rows','disableCollapse':true,'components':["
                + text("a", "name") + "]}";
        assertThat(problems(TestForms.json(list, text("b", "rows.name")))).containsExactly("b keyTaken");
        assertThat(problems(TestForms.json(text("b", "rows.name"), list))).containsExactly("l pathTaken");
    }

    @Test
    void readonlyCannotBeKeptWhereRowsMove() {
        String readonly = "{'id':'a','type':'textfield','key':'name','readonly':true}";
        String list =
                "{'id':'l','type':'dynamiclist','path':'rows','disableCollapse':true,'components':[" + readonly + "]";
        assertThat(problems(TestForms.json(list + "}"))).containsExactly("a readonlyInOpenList");
        assertThat(TestForms.form(list + ",'allowAddRemove':false}").fields()).hasSize(1);
    }

    @Test
    void aRoutingFactHasOneNameAtTheTop() {
        String fact = "{'id':'a','type':'textfield','key':'way','properties':{'target':'variable'}}";
        assertThat(TestForms.form(fact).fields().get(0).basics().routing()).isTrue();
        assertThat(TestForms.form("{'id':'g','type':'group','components':[" + fact + "]}")
                        .fields())
                .allMatch(field -> field.basics().routing());
        assertThat(problems(TestForms.json("{'id':'g','type':'group','path':'p','components':[" + fact + "]}")))
                .containsExactly("a targetPlace");
    }

    @Test
    void componentsThatOnlyShowAreTaken() {
        String[] shown = Stream.of("text", "html", "image", "iframe", "table", "spacer", "separator", "button")
                .map(type -> "{'id':'" + type + "','type':'" + type + "'}")
                .toArray(String[]::new);
        assertThat(TestForms.form(shown).components()).hasSize(shown.length);
        assertThat(TestForms.form(shown).fields()).isEmpty();
    }

    @Test
    void nestingHasABottom() {
        String nested = text("x", "x");
        for (int depth = 0; depth < 30; depth++) {
            nested = "{'id':'g" + depth + "','type':'group','components':[" + nested + "]}";
        }
        assertThat(problems(TestForms.json(nested)))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" tooDeep");
    }

    private static String text(String id, String key) {
        return "{'id':'" + id + "','type':'textfield','key':'" + key + "'}";
    }

    @Test
    void fieldsAreGivenFromTopToBottom() {
        assertThat(TestForms.form(
                                text("a", "a"),
                                "{'id':'g','type':'group','components':[" + text("b", "b") + "]}",
                                text("c", "c"))
                        .fields()
                        .stream()
                        .map(FormComponent::id))
                .isEqualTo(Arrays.asList("a", "b", "c"));
    }
}
