package org.xieban.engine.internal;

import static org.camunda.bpm.model.bpmn.impl.BpmnModelConstants.CAMUNDA_NS;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFormData;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelParseException;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.DelegateInputs;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.OpenTask;
import org.xieban.engine.OutboundCall;
import org.xieban.engine.form.FeelEvaluator;
import org.xieban.engine.form.FormSchema;
import org.xieban.engine.form.InvalidForm;

/**
 * Reads models as they are about to be deployed, at start-up or from Camunda Modeler, and names everything that would
 * fail later: in front of a citizen, in the middle of a case.
 */
class ModelChecks {

    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*([A-Za-z][A-Za-z0-9]*)\\s*}");
    private static final Pattern GROUP =
            Pattern.compile("(?:([a-z0-9-]+|[$#]\\{[^}]+})\\.)?([a-z0-9-]+|[$#]\\{[^}]+})");
    private static final Set<String> TERM_UNITS =
            Set.of("WORKING_DAY", "CALENDAR_DAY", "WORKING_HOUR", "HOUR", "MINUTE");

    private final ModelSurroundings surroundings;
    private final FeelEvaluator feel;
    private final TableChecks tables;

    ModelChecks(ModelSurroundings surroundings, FeelEvaluator feel) {
        this.surroundings = surroundings;
        this.feel = feel;
        this.tables = new TableChecks(surroundings, feel);
    }

    /**
     * Everything that is wrong with the files of one deployment, in the order of the files.
     *
     * @param files content by file name
     */
    List<ModelProblem> problems(Map<String, byte[]> files) {
        List<ModelProblem> problems = new ArrayList<>();
        Deployed together = new Deployed();
        List<Read> models = new ArrayList<>();
        files.forEach((name, content) -> {
            if (name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml")) {
                readProcess(name, content, together, models, problems);
            } else if (name.endsWith(".dmn") || name.endsWith(".dmn11.xml")) {
                readDecision(name, content, together, problems);
            } else if (name.endsWith(".form")) {
                readForm(name, content, together, problems);
            } else {
                problems.add(ModelProblem.of(name, null, "unknownFileType"));
            }
        });
        for (Read model : models) {
            new OneModel(model, together, problems).check();
        }
        return problems;
    }

    /** The beans that a deployed model names and that no longer exist: what stops its running instances. */
    List<ModelProblem> missingDelegates(String name, BpmnModelInstance model) {
        List<ModelProblem> problems = new ArrayList<>();
        OneModel check = new OneModel(new Read(name, model), new Deployed(), problems);
        check.delegates();
        check.listeners();
        problems.removeIf(problem -> !problem.code().equals("unknownDelegate"));
        return problems;
    }

    private static void readProcess(
            String name, byte[] content, Deployed together, List<Read> models, List<ModelProblem> problems) {
        BpmnModelInstance model;
        try {
            model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
        } catch (ModelParseException e) {
            problems.add(ModelProblem.of(name, null, "unreadable", rootMessage(e)));
            return;
        }
        models.add(new Read(name, model));
        for (Process process : model.getModelElementsByType(Process.class)) {
            if (!together.processes.add(process.getId())) {
                problems.add(ModelProblem.of(name, process.getId(), "duplicateId"));
            }
        }
    }

    private void readDecision(String name, byte[] content, Deployed together, List<ModelProblem> problems) {
        try {
            for (Decision decision :
                    Dmn.readModelFromStream(new ByteArrayInputStream(content)).getModelElementsByType(Decision.class)) {
                if (!together.decisions.add(decision.getId())) {
                    problems.add(ModelProblem.of(name, decision.getId(), "duplicateId"));
                }
                if (decision.getCamundaHistoryTimeToLiveString() == null) {
                    problems.add(ModelProblem.of(name, decision.getId(), "noTimeToLive"));
                }
                problems.addAll(tables.problems(name, decision));
            }
        } catch (ModelParseException e) {
            problems.add(ModelProblem.of(name, null, "unreadable", rootMessage(e)));
        }
    }

    private void readForm(String name, byte[] content, Deployed together, List<ModelProblem> problems) {
        try {
            FormSchema form = FormSchema.parse(new String(content, StandardCharsets.UTF_8), name, feel);
            if (!together.forms.add(form.id())) {
                problems.add(ModelProblem.of(name, form.id(), "duplicateId"));
            }
        } catch (InvalidForm e) {
            problems.addAll(e.problems());
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private record Read(String name, BpmnModelInstance model) {}

    /** What the files of one deployment bring along for each other. */
    private static final class Deployed {
        final Set<String> processes = new HashSet<>();
        final Set<String> decisions = new HashSet<>();
        final Set<String> forms = new HashSet<>();
    }

    private final class OneModel {

        private final String name;
        private final BpmnModelInstance model;
        private final Deployed together;
        private final List<ModelProblem> problems;

        OneModel(Read read, Deployed together, List<ModelProblem> problems) {
            this.name = read.name();
            this.model = read.model();
            this.together = together;
            this.problems = problems;
        }

        void check() {
            processes();
            delegates();
            listeners();
            scripts();
            userTasks();
            decisions();
            calledProcesses();
            diagram();
        }

        private void processes() {
            Collection<Process> processes = model.getModelElementsByType(Process.class);
            if (processes.stream().noneMatch(Process::isExecutable)) {
                problems.add(ModelProblem.of(name, null, "nothingExecutable"));
            }
            for (Process process : processes) {
                if (process.isExecutable() && process.getCamundaHistoryTimeToLiveString() == null) {
                    problem(process, "noTimeToLive");
                }
            }
        }

        void delegates() {
            for (ServiceTask task : model.getModelElementsByType(ServiceTask.class)) {
                delegate(task, task);
            }
            for (SendTask task : model.getModelElementsByType(SendTask.class)) {
                delegate(task, task);
            }
            for (BusinessRuleTask task : model.getModelElementsByType(BusinessRuleTask.class)) {
                if (task.getCamundaDecisionRef() == null) {
                    delegate(task, task);
                }
            }
            for (MessageEventDefinition event : model.getModelElementsByType(MessageEventDefinition.class)) {
                boolean throwing = event.getParentElement() instanceof org.camunda.bpm.model.bpmn.instance.ThrowEvent;
                if (throwing && event.getParentElement() instanceof FlowNode node) {
                    delegate(event, node);
                }
            }
        }

        private void delegate(BaseElement element, FlowNode node) {
            String expression = element.getAttributeValueNs(CAMUNDA_NS, "delegateExpression");
            if (expression == null) {
                problem(node, "notADelegate");
                return;
            }
            Class<?> type = bean(node, expression, JavaDelegate.class);
            if (type != null && type.isAnnotationPresent(OutboundCall.class)) {
                outbound(node, expression);
            }
            if (type != null) {
                inputs(node, expression);
            }
        }

        /** What the delegate itself needs of the model. */
        private void inputs(FlowNode node, String expression) {
            Matcher bean = BEAN.matcher(expression.strip());
            DelegateInputs wanted = bean.matches() ? surroundings.inputs(bean.group(1)) : null;
            if (wanted != null) {
                Map<String, String> inputs = new LinkedHashMap<>();
                for (CamundaInputOutput parameters : extension(node, CamundaInputOutput.class)) {
                    parameters
                            .getCamundaInputParameters()
                            .forEach(each -> inputs.put(
                                    each.getCamundaName(), each.getTextContent().strip()));
                }
                wanted.check(inputs, caughtAt(node))
                        .forEach(wrong ->
                                problem(node, wrong.code(), wrong.arguments().toArray()));
            }
        }

        /** Codes of the errors that boundary events catch at a step or at a sub-process around it. */
        private Set<String> caughtAt(FlowNode node) {
            Set<ModelElementInstance> around = new HashSet<>();
            for (ModelElementInstance at = node; at != null; at = at.getParentElement()) {
                around.add(at);
            }
            Set<String> caught = new HashSet<>();
            for (BoundaryEvent event : model.getModelElementsByType(BoundaryEvent.class)) {
                if (around.contains(event.getAttachedTo())) {
                    event.getChildElementsByType(ErrorEventDefinition.class).stream()
                            .map(ErrorEventDefinition::getError)
                            .filter(Objects::nonNull)
                            .forEach(error -> caught.add(error.getErrorCode()));
                }
            }
            return caught;
        }

        /** An outbound call never runs inside the transaction of the step before it, and is repeated when it fails. */
        private void outbound(FlowNode node, String expression) {
            if (!node.isCamundaAsyncBefore()) {
                problem(node, "outboundNotAsynchronous", expression);
            }
            if (extension(node, CamundaFailedJobRetryTimeCycle.class).isEmpty()) {
                problem(node, "outboundWithoutRetry", expression);
            }
        }

        void listeners() {
            for (CamundaExecutionListener listener : model.getModelElementsByType(CamundaExecutionListener.class)) {
                listener(listener, listener.getCamundaDelegateExpression(), ExecutionListener.class);
            }
            for (CamundaTaskListener listener : model.getModelElementsByType(CamundaTaskListener.class)) {
                listener(listener, listener.getCamundaDelegateExpression(), TaskListener.class);
            }
        }

        private void listener(ModelElementInstance listener, @Nullable String expression, Class<?> type) {
            BaseElement owner = owner(listener);
            if (expression == null) {
                problem(owner, "notADelegate");
            } else {
                bean(owner, expression, type);
            }
        }

        private @Nullable Class<?> bean(BaseElement element, String expression, Class<?> expected) {
            Matcher bean = BEAN.matcher(expression.strip());
            Class<?> type = bean.matches() ? surroundings.bean(bean.group(1)) : null;
            if (type == null || !expected.isAssignableFrom(type)) {
                problem(element, "unknownDelegate", expression, String.join(", ", surroundings.delegates()));
                return null;
            }
            return type;
        }

        private void scripts() {
            model.getModelElementsByType(ScriptTask.class).forEach(task -> problem(task, "script"));
            model.getModelElementsByType(CamundaScript.class).forEach(script -> problem(owner(script), "script"));
            model.getModelElementsByType(CamundaConnector.class)
                    .forEach(connector -> problem(owner(connector), "notADelegate"));
            for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
                if (flow.getConditionExpression() != null
                        && flow.getConditionExpression().getLanguage() != null) {
                    problem(flow, "script");
                }
            }
        }

        private void userTasks() {
            for (UserTask task : model.getModelElementsByType(UserTask.class)) {
                form(task);
                groups(task);
                term(task);
            }
            model.getModelElementsByType(CamundaFormData.class).forEach(form -> problem(owner(form), "noForm"));
        }

        private void form(UserTask task) {
            String form = task.getAttributeValueNs(CAMUNDA_NS, "formRef");
            if (form == null) {
                problem(task, "noForm");
            } else if (!known(form, together.forms, surroundings::hasForm)) {
                problem(task, "unknownForm", form);
            } else if ("deployment".equals(task.getAttributeValueNs(CAMUNDA_NS, "formRefBinding"))
                    && !known(form, together.forms, elsewhere -> false)) {
                problem(task, "formElsewhere", form);
            }
        }

        private void groups(UserTask task) {
            List<String> groups = task.getCamundaCandidateGroupsList();
            if (groups.isEmpty()) {
                problem(task, "noGroup", String.join(", ", surroundings.roles()));
            }
            for (String group : groups) {
                Matcher parts = GROUP.matcher(group.strip());
                if (!parts.matches() || !hasPart(parts.group(1)) || !hasPart(parts.group(2))) {
                    problem(task, "unknownGroup", group, String.join(", ", surroundings.roles()));
                }
            }
        }

        private boolean hasPart(@Nullable String part) {
            return part == null || part.endsWith("}") || surroundings.hasGroup(part);
        }

        private void term(UserTask task) {
            String amount = property(task, "termAmount");
            String unit = property(task, "termUnit");
            if (amount == null || unit == null) {
                problem(task, "noTerm");
            } else if (!TERM_UNITS.contains(unit)
                    || !(amount.matches("[1-9][0-9]{0,3}")
                            || TaskWatch.VARIABLE.matcher(amount).matches())) {
                problem(task, "wrongTerm", amount, unit);
            } else {
                // what a case says itself is known when it says it
                yellow(task, amount.startsWith("$") ? Integer.MAX_VALUE : Integer.parseInt(amount), unit);
            }
            for (String who : OpenTask.StepTerm.WARNED) {
                String told = property(task, TaskWatch.warnProperty(who));
                if (told != null && !told.equals("true") && !told.equals("false")) {
                    problem(task, "wrongWarned", TaskWatch.warnProperty(who), told);
                }
            }
        }

        private void yellow(UserTask task, int term, String termUnit) {
            String amount = property(task, "yellowAmount");
            String unit = property(task, "yellowUnit");
            if (amount == null && unit == null) {
                return;
            }
            if (amount == null || unit == null) {
                problem(task, "halfYellow");
            } else if (!amount.matches("[1-9][0-9]{0,3}")
                    || !OpenTask.YellowTerm.UNITS.contains(unit)
                    || (unit.equals("PERCENT") && amount.length() > 2)) {
                problem(task, "wrongYellow", amount, unit);
            } else if (unit.equals(termUnit) && Integer.parseInt(amount) >= term) {
                problem(task, "alwaysYellow", amount, term);
            }
        }

        private void decisions() {
            for (BusinessRuleTask task : model.getModelElementsByType(BusinessRuleTask.class)) {
                String decision = task.getCamundaDecisionRef();
                if (decision != null && !known(decision, together.decisions, surroundings::hasDecision)) {
                    problem(task, "unknownDecision", decision);
                }
            }
        }

        private void calledProcesses() {
            for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
                String process = call.getCalledElement();
                if (process == null || !known(process, together.processes, surroundings::hasProcess)) {
                    problem(call, "unknownProcess", String.valueOf(process));
                }
                if (extension(call, CamundaIn.class).stream().allMatch(in -> in.getCamundaBusinessKey() == null)) {
                    problem(call, "noBusinessKey");
                }
            }
        }

        private boolean known(String id, Set<String> here, Predicate<String> elsewhere) {
            return id.contains("{") || here.contains(id) || elsewhere.test(id);
        }

        /** Without its shape an element is missing from the picture in Modeler, in Cockpit and on the case's page. */
        private void diagram() {
            // asked of each element, the model would look at all of the diagram
            Set<String> drawn = Stream.of(BpmnShape.class, BpmnEdge.class)
                    .flatMap(type -> model.getModelElementsByType(type).stream())
                    .map(element -> String.valueOf(element.getAttributeValue("bpmnElement")))
                    .map(name -> name.substring(name.indexOf(':') + 1))
                    .collect(Collectors.toSet());
            for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
                if (!drawn.contains(node.getId())) {
                    problem(node, "notInDiagram");
                }
            }
            for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
                if (!drawn.contains(flow.getId())) {
                    problem(flow, "notInDiagram");
                }
            }
        }

        private void problem(BaseElement element, String code, Object... arguments) {
            String label = element.getId();
            if (element instanceof FlowElement flowElement
                    && flowElement.getName() != null
                    && !flowElement.getName().equals(label)) {
                label = flowElement.getName().replaceAll("\\s+", " ") + " " + label;
            }
            problems.add(ModelProblem.of(name, label, code, arguments));
        }

        private <T extends ModelElementInstance> Collection<T> extension(BaseElement element, Class<T> type) {
            return element.getExtensionElements() == null
                    ? List.of()
                    : element.getExtensionElements()
                            .getElementsQuery()
                            .filterByType(type)
                            .list();
        }

        private @Nullable String property(BaseElement element, String key) {
            return extension(element, CamundaProperties.class).stream()
                    .flatMap(properties -> properties.getCamundaProperties().stream())
                    .filter(property -> key.equals(property.getCamundaName()))
                    .map(CamundaProperty::getCamundaValue)
                    // what a template leaves empty is not said
                    .filter(value -> value != null && !value.isBlank())
                    .findFirst()
                    .orElse(null);
        }

        private static BaseElement owner(ModelElementInstance inner) {
            ModelElementInstance element = inner.getParentElement();
            while (!(element instanceof BaseElement owner)) {
                element = element.getParentElement();
            }
            return owner;
        }
    }
}
