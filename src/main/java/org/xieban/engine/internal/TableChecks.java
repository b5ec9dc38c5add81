package org.xieban.engine.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.form.FeelEvaluator;

/** Reads decision tables: what is no FEEL would fail only when somebody asks, and code that asks needs its columns. */
final class TableChecks {

    private final ModelSurroundings surroundings;
    private final FeelEvaluator feel;

    TableChecks(ModelSurroundings surroundings, FeelEvaluator feel) {
        this.surroundings = surroundings;
        this.feel = feel;
    }

    /** What is wrong with a decision that is a table. */
    List<ModelProblem> problems(String file, Decision decision) {
        List<ModelProblem> problems = new ArrayList<>();
        if (!(decision.getExpression() instanceof DecisionTable table)) {
            return problems;
        }
        for (Rule rule : table.getRules()) {
            for (InputEntry entry : rule.getInputEntries()) {
                if (isFeel(entry.getExpressionLanguage())) {
                    feel(file, entry, text(entry.getText()), feel::requireTests, problems);
                }
            }
            for (OutputEntry entry : rule.getOutputEntries()) {
                if (isFeel(entry.getExpressionLanguage())) {
                    feel(file, entry, text(entry.getText()), feel::compile, problems);
                }
            }
        }
        DecisionCheck wanted = surroundings.check(decision.getId());
        if (wanted != null && problems.isEmpty()) {
            wanted.check(read(table))
                    .forEach(wrong -> problems.add(new ModelProblem(
                            file,
                            wrong.element().isEmpty() ? decision.getId() : wrong.element(),
                            wrong.code(),
                            wrong.arguments())));
        }
        return problems;
    }

    private interface Reading {
        Object of(String source) throws FeelEvaluator.SyntaxError;
    }

    private static void feel(
            String file, DmnElement entry, String source, Reading reading, List<ModelProblem> problems) {
        if (source.isEmpty()) {
            return;
        }
        try {
            reading.of(source);
        } catch (FeelEvaluator.SyntaxError broken) {
            problems.add(
                    ModelProblem.of(file, entry.getId(), "tableEntry", source, String.valueOf(broken.getMessage())));
        }
    }

    private static boolean isFeel(@Nullable String language) {
        return language == null || language.toLowerCase(Locale.ROOT).contains("feel");
    }

    private static DecisionCheck.Table read(DecisionTable table) {
        List<String> outputs =
                table.getOutputs().stream().map(TableChecks::nameOf).toList();
        List<DecisionCheck.Row> rows = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            Map<String, String> said = new LinkedHashMap<>();
            int at = 0;
            for (OutputEntry entry : rule.getOutputEntries()) {
                if (at < outputs.size()) {
                    said.put(outputs.get(at++), text(entry.getText()));
                }
            }
            rows.add(new DecisionCheck.Row(rule.getId(), said));
        }
        return new DecisionCheck.Table(
                table.getInputs().stream()
                        .map(input -> input.getInputExpression() == null
                                ? ""
                                : text(input.getInputExpression().getText()))
                        .toList(),
                outputs,
                rows);
    }

    private static String nameOf(Output output) {
        return output.getName() == null ? "" : output.getName();
    }

    private static String text(@Nullable Text text) {
        return text == null || text.getTextContent() == null
                ? ""
                : text.getTextContent().strip();
    }
}
