package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.xieban.XiebanTest;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemFilter;
import org.xieban.catalogue.ServiceItem;
import org.xieban.catalogue.ShippedItems;
import org.xieban.engine.ModelPicture;
import org.xieban.engine.Variable;

/** The model and the code name the same things, both ways; the model looks as it should. */
@XiebanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalModelTest {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("(?<![.\\w'\"])([a-z][A-Za-z0-9]*)(?![\\w(])");
    private static final Set<String> WORDS =
            Set.of("empty", "not", "null", "true", "false", "decisionResult", "execution");

    @Autowired
    private ListableBeanFactory beans;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private DecisionService decisions;

    private BpmnModelInstance model;
    private final Map<String, JsonNode> forms = new HashMap<>();

    @BeforeAll
    void readTheModel() throws IOException {
        var resources = new PathMatchingResourcePatternResolver();
        try (InputStream file = resources
                .getResource("classpath:processes/approval/administrative-approval.bpmn")
                .getInputStream()) {
            model = Bpmn.readModelFromStream(file);
        }
        for (Resource form : resources.getResources("classpath:forms/approval/*.form")) {
            JsonNode json = new ObjectMapper().readTree(form.getInputStream());
            assertThat(form.getFilename()).isEqualTo(json.path("id").asText() + ".form");
            forms.put(json.path("id").asText(), json);
        }
    }

    private <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Collection<T> all(Class<T> type) {
        return model.getModelElementsByType(type);
    }

    // ---- delegates

    @Test
    void everyDelegateOfTheModelIsABeanAndEveryBeanIsUsed() {
        Set<String> used = new TreeSet<>();
        all(ServiceTask.class).forEach(task -> used.add(task.getCamundaDelegateExpression()));
        all(CamundaExecutionListener.class).forEach(listener -> used.add(listener.getCamundaDelegateExpression()));
        Set<String> known = Stream.of(JavaDelegate.class, ExecutionListener.class)
                .flatMap(type -> beans.getBeansOfType(type).entrySet().stream())
                .filter(bean -> Set.of("org.xieban.approval.bpmn", "org.xieban.licence.bpmn")
                        .contains(bean.getValue().getClass().getPackageName()))
                .map(bean -> "${" + bean.getKey() + "}")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).isNotEmpty().isEqualTo(used);
    }

    // ---- messages, errors, steps

    @Test
    void messagesAreTheSameInTheModelAndInTheCode() {
        Set<String> inModel = all(Message.class).stream().map(Message::getName).collect(Collectors.toSet());
        Set<String> inCode = constants().stream()
                .filter(constant -> constant.startsWith("approval.") || constant.startsWith("timelimit."))
                .collect(Collectors.toSet());
        Arrays.stream(RequestKind.values())
                .map(RequestKind::message)
                .filter(Objects::nonNull)
                .forEach(inCode::add);
        assertThat(inCode).isEqualTo(inModel);
    }

    @Test
    void everyErrorIsThrownAndCaughtInTheModel() {
        Set<String> codes = all(Error.class).stream().map(Error::getErrorCode).collect(Collectors.toSet());
        Set<String> thrown = new TreeSet<>();
        Set<String> caught = new TreeSet<>();
        all(ErrorEventDefinition.class)
                .forEach(definition -> (definition.getParentElement() instanceof StartEvent ? caught : thrown)
                        .add(definition.getError().getErrorCode()));
        assertThat(codes).allMatch(code -> code.startsWith("approval."));
        assertThat(thrown).isEqualTo(codes);
        assertThat(caught).isEqualTo(codes);
    }

    @Test
    void everyStepThatTheCodeNamesIsATaskOfTheModel() {
        Set<String> tasks = all(UserTask.class).stream().map(UserTask::getId).collect(Collectors.toSet());
        assertThat(tasks)
                .containsAll(constants().stream()
                        .filter(constant -> constant.startsWith("userTask_"))
                        .toList());
        assertThat(tasks)
                .containsAll(Arrays.stream(RequestKind.values())
                        .map(RequestKind::step)
                        .toList());
    }

    @Test
    void whatIsAskedForIsKeptUnderTheEventThatBeginsItsPath() {
        Set<String> events =
                all(StartEvent.class).stream().map(StartEvent::getId).collect(Collectors.toSet());
        assertThat(events)
                .containsAll(Arrays.stream(RequestKind.values())
                        .filter(kind -> kind.message() != null)
                        .map(RequestKind::event)
                        .toList());
    }

    @Test
    void theProcessIsTheOneThatItemsName() {
        assertThat(all(org.camunda.bpm.model.bpmn.instance.Process.class))
                .extracting(process -> process.getId())
                .containsExactly(ApprovalModel.PROCESS);
        assertThat(catalogue.all(ItemFilter.ALL))
                .extracting(version -> version.item().processKey())
                .containsOnly(ApprovalModel.PROCESS);
    }

    private static List<String> constants() {
        List<String> constants = new ArrayList<>();
        for (Field field : ApprovalModel.class.getDeclaredFields()) {
            if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                try {
                    constants.add((String) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return constants;
    }

    // ---- variables

    @Test
    void whatTheModelReadsIsWrittenAndWhatTheCodeWritesIsRead() throws IOException {
        Set<String> code = new TreeSet<>();
        for (Field field : ApprovalVariables.class.getDeclaredFields()) {
            try {
                if (field.get(null) instanceof Variable<?> variable) {
                    code.add(variable.name());
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        Set<String> read = readByTheModel();
        Set<String> written = new TreeSet<>(code);
        written.addAll(askedByForms());
        all(BusinessRuleTask.class).forEach(task -> {
            if (task.getCamundaResultVariable() != null) {
                written.add(task.getCamundaResultVariable());
            }
        });
        all(CamundaOutputParameter.class).forEach(parameter -> written.add(parameter.getCamundaName()));
        all(MultiInstanceLoopCharacteristics.class).forEach(loop -> written.add(loop.getCamundaElementVariable()));

        assertThat(written).as("written by somebody").containsAll(read);
        assertThat(read).as("read by the model").containsAll(code);
        assertThat(read).as("read by the model").containsAll(askedByForms());
    }

    private Set<String> readByTheModel() throws IOException {
        Set<String> names = new TreeSet<>();
        String xml = Bpmn.convertToString(model);
        Matcher expressions = EXPRESSION.matcher(xml.replaceAll("elegateExpression=\"[^\"]*\"", ""));
        while (expressions.find()) {
            addNames(expressions.group(1).replace("&amp;", "&").replace("&quot;", "'"), names);
        }
        all(MultiInstanceLoopCharacteristics.class).forEach(loop -> names.add(loop.getCamundaCollection()));
        for (Resource table :
                new PathMatchingResourcePatternResolver().getResources("classpath:processes/approval/*.dmn")) {
            var dmn = Dmn.readModelFromStream(table.getInputStream());
            dmn.getModelElementsByType(InputExpression.class)
                    .forEach(input -> names.add(input.getText().getTextContent()));
            dmn.getModelElementsByType(OutputEntry.class)
                    .forEach(output -> addNames(output.getText().getTextContent(), names));
        }
        return names;
    }

    private static void addNames(String expression, Set<String> names) {
        Matcher name = NAME.matcher(expression.replaceAll("'[^']*'|\"[^\"]*\"", "''"));
        while (name.find()) {
            if (!WORDS.contains(name.group(1))) {
                names.add(name.group(1));
            }
        }
    }

    private Set<String> askedByForms() {
        Set<String> names = new TreeSet<>();
        forms.values().forEach(form -> form.path("components").forEach(component -> {
            if (component.path("properties").path("target").asText().equals("variable")) {
                names.add(component.path("key").asText());
            }
        }));
        return names;
    }

    // ---- tasks and forms

    @Test
    void everyTaskHasItsFormAndEveryFormItsTask() {
        Set<String> used = all(UserTask.class).stream()
                .map(task -> task.getAttributeValueNs(CAMUNDA, "formRef"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(forms.keySet());
        known.removeIf(form -> form.startsWith("application-"));
        assertThat(used).isEqualTo(known);
        assertThat(all(UserTask.class))
                .extracting(task -> task.getAttributeValueNs(CAMUNDA, "formRefBinding"))
                .containsOnly("deployment");
    }

    /** Camunda Modeler shows a template as applied where the task names it, and what it sets where it has a place. */
    @Test
    void everyTermIsSetByATemplateThatCamundaModelerFinds() throws IOException {
        Map<String, JsonNode> templates = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("processes/.camunda/element-templates"))) {
            for (Path file : files.toList()) {
                new ObjectMapper()
                        .readTree(file.toFile())
                        .forEach(each -> templates.put(
                                each.get("id").asText() + " "
                                        + each.get("version").asText(),
                                each));
            }
        }
        for (UserTask task : all(UserTask.class)) {
            JsonNode template = templates.get(task.getAttributeValueNs(CAMUNDA, "modelerTemplate") + " "
                    + task.getAttributeValueNs(CAMUNDA, "modelerTemplateVersion"));
            assertThat(template).as(task.getId()).isNotNull();
            assertThat(template.get("appliesTo")).extracting(JsonNode::asText).contains("bpmn:UserTask");
            Set<String> places = new TreeSet<>();
            template.get("properties")
                    .forEach(each -> places.add(each.get("binding").get("name").asText()));
            assertThat(task.getExtensionElements()
                            .getElementsQuery()
                            .filterByType(CamundaProperties.class)
                            .list())
                    .flatExtracting(CamundaProperties::getCamundaProperties)
                    .extracting(CamundaProperty::getCamundaName)
                    .as(task.getId())
                    .contains("termAmount", "termUnit")
                    .isSubsetOf(places);
        }
    }

    @Test
    void everyItemNamesAnApplicationForm() {
        assertThat(catalogue.all(ItemFilter.ALL))
                .extracting(version -> version.item().formKey())
                .allSatisfy(form -> assertThat(forms).containsKey(form));
    }

    @Test
    void theFirstChoiceOfEveryFormIsTheOrdinaryWay() {
        Map<String, String> first = new HashMap<>();
        forms.values().forEach(form -> form.path("components").forEach(component -> {
            if (component.path("properties").path("target").asText().equals("variable")) {
                first.put(
                        component.path("key").asText(),
                        component.path("values").path(0).path("value").asText());
            }
        }));
        assertThat(first.get("reviewOutcome")).isEqualTo("COMPLETE");
        assertThat(first.get("examinationOutcome")).isEqualTo("GRANT");
        assertThat(first.get("decisionOutcome")).isEqualTo("GRANTED");
        assertThat(first.get("documentOutcome")).isEqualTo("APPROVE");
    }

    // ---- ids, names, picture

    @Test
    void idsSayWhatAnElementIsAndNamesWhatAnOfficerReads() {
        ModelPicture.requireNamed(model);
    }

    @Test
    void everyElementIsInThePictureAndNoLineCrossesAnother() {
        ModelPicture.requireWhole(model);
    }

    @Test
    void whatMayHappenAtAnyTimeIsASubProcessOfItsOwn() {
        assertThat(all(SubProcess.class).stream()
                        .filter(SubProcess::triggeredByEvent)
                        .map(SubProcess::getId))
                .contains(
                        "subProcess_withdraw",
                        "subProcess_return",
                        "subProcess_stay",
                        "subProcess_terminate",
                        "subProcess_extend");
    }

    // ---- decision tables

    Collection<ServiceItem> items() {
        return catalogue.all(ItemFilter.ALL).stream()
                .map(version -> version.item())
                .filter(item -> ShippedItems.codes().contains(item.code()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("items")
    void theTableAsksTheDepartmentsThatTheItemNames(ServiceItem item) {
        Set<String> asked = new TreeSet<>();
        List<String> scales = item.scales().isEmpty()
                ? List.of("")
                : item.scales().stream().map(ServiceItem.Scale::code).toList();
        for (String scale : scales) {
            for (String place : List.of("", "411902", "411921", "411922")) {
                decisions
                        .evaluateDecisionTableByKey(
                                "advice-departments", Map.of("itemCode", item.code(), "scale", scale, "place", place))
                        .collectEntries("department")
                        .forEach(department -> asked.add(String.valueOf(department)));
            }
        }
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(item.coDepartments().stream()
                        .map(ServiceItem.CoDepartment::department)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("items")
    void everyItemIsDecidedByAChainThatItsWeightAsksFor(ServiceItem item) {
        for (ServiceItem.Weight weight : ServiceItem.Weight.values()) {
            List<Object> chain = decisions
                    .evaluateDecisionTableByKey(
                            "decision-chain",
                            Map.of(
                                    "itemCode", item.code(),
                                    "decisionWeight", weight.name(),
                                    "leadDepartment", item.organ().department(),
                                    "windowDepartment", item.organ().window()))
                    .collectEntries("group");
            assertThat(chain).as(weight.name()).isNotEmpty();
            if (item.organ().department().equals(item.organ().window()) && weight != ServiceItem.Weight.ORDINARY) {
                assertThat(chain).containsExactly("spj.section-head", "spj.leader");
            } else {
                assertThat(chain).containsExactly("spj.approver");
            }
        }
    }
}
