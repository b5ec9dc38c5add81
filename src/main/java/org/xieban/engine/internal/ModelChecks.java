package org.xieban.engine.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelParseException;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.form.FeelEvaluator;
import org.xieban.engine.form.FormSchema;
import org.xieban.engine.form.InvalidForm;

/**
 * Reads models as they are about to be deployed, at start-up or from Camunda Modeler, and names everything that would
 * fail later: in front of a citizen, in the middle of a case.
 */
class ModelChecks {

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
        Deployed together = Deployed.nothing();
        List<CheckedModel> models = new ArrayList<>();
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
        for (CheckedModel model : models) {
            new ShapeChecks(model, together, surroundings).check();
            new DelegateChecks(model, surroundings).check();
            new UserTaskChecks(model, together, surroundings).check();
        }
        return problems;
    }

    /** The beans that a deployed model names and that no longer exist: what stops its running instances. */
    List<ModelProblem> missingDelegates(String name, BpmnModelInstance model) {
        List<ModelProblem> problems = new ArrayList<>();
        new DelegateChecks(new CheckedModel(name, model, problems), surroundings).beans();
        problems.removeIf(problem -> !problem.code().equals("unknownDelegate"));
        return problems;
    }

    private static void readProcess(
            String name, byte[] content, Deployed together, List<CheckedModel> models, List<ModelProblem> problems) {
        BpmnModelInstance model;
        try {
            model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
        } catch (ModelParseException e) {
            problems.add(ModelProblem.of(name, null, "unreadable", rootMessage(e)));
            return;
        }
        models.add(new CheckedModel(name, model, problems));
        for (Process process : model.getModelElementsByType(Process.class)) {
            if (!together.processes().add(process.getId())) {
                problems.add(ModelProblem.of(name, process.getId(), "duplicateId"));
            }
        }
    }

    private void readDecision(String name, byte[] content, Deployed together, List<ModelProblem> problems) {
        try {
            for (Decision decision :
                    Dmn.readModelFromStream(new ByteArrayInputStream(content)).getModelElementsByType(Decision.class)) {
                if (!together.decisions().add(decision.getId())) {
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
            if (!together.forms().add(form.id())) {
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

    /** Whether something comes along, was there before, or is chosen only when the model runs. */
    static boolean known(String id, Set<String> here, Predicate<String> elsewhere) {
        return id.contains("{") || here.contains(id) || elsewhere.test(id);
    }

    /** What the files of one deployment bring along for each other. */
    record Deployed(Set<String> processes, Set<String> decisions, Set<String> forms) {

        static Deployed nothing() {
            return new Deployed(new HashSet<>(), new HashSet<>(), new HashSet<>());
        }
    }
}
