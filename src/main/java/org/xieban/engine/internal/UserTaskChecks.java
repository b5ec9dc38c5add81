package org.xieban.engine.internal;

import static org.camunda.bpm.model.bpmn.impl.BpmnModelConstants.CAMUNDA_NS;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFormData;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.OpenTask;

/** Whether whoever works on a step will have its form, is somebody, and knows until when. */
final class UserTaskChecks {

    private static final Pattern GROUP =
            Pattern.compile("(?:([a-z0-9-]+|[$#]\\{[^}]+})\\.)?([a-z0-9-]+|[$#]\\{[^}]+})");
    private static final Set<String> TERM_UNITS =
            Set.of("WORKING_DAY", "CALENDAR_DAY", "WORKING_HOUR", "HOUR", "MINUTE");

    private final CheckedModel checked;
    private final ModelChecks.Deployed together;
    private final ModelSurroundings surroundings;

    UserTaskChecks(CheckedModel checked, ModelChecks.Deployed together, ModelSurroundings surroundings) {
        this.checked = checked;
        this.together = together;
        this.surroundings = surroundings;
    }

    void check() {
        for (UserTask task : checked.all(UserTask.class)) {
            form(task);
            groups(task);
            term(task);
        }
        checked.all(CamundaFormData.class).forEach(form -> checked.problem(CheckedModel.owner(form), "noForm"));
    }

    private void form(UserTask task) {
        String form = task.getAttributeValueNs(CAMUNDA_NS, "formRef");
        if (form == null) {
            checked.problem(task, "noForm");
        } else if (!ModelChecks.known(form, together.forms(), surroundings::hasForm)) {
            checked.problem(task, "unknownForm", form);
        } else if ("deployment".equals(task.getAttributeValueNs(CAMUNDA_NS, "formRefBinding"))
                && !ModelChecks.known(form, together.forms(), elsewhere -> false)) {
            checked.problem(task, "formElsewhere", form);
        }
    }

    private void groups(UserTask task) {
        List<String> groups = task.getCamundaCandidateGroupsList();
        if (groups.isEmpty()) {
            checked.problem(task, "noGroup", String.join(", ", surroundings.roles()));
        }
        for (String group : groups) {
            Matcher parts = GROUP.matcher(group.strip());
            if (!parts.matches() || !hasPart(parts.group(1)) || !hasPart(parts.group(2))) {
                checked.problem(task, "unknownGroup", group, String.join(", ", surroundings.roles()));
            }
        }
    }

    private boolean hasPart(@Nullable String part) {
        return part == null || part.endsWith("}") || surroundings.hasGroup(part);
    }

    private void term(UserTask task) {
        String amount = checked.property(task, "termAmount");
        String unit = checked.property(task, "termUnit");
        if (amount == null || unit == null) {
            checked.problem(task, "noTerm");
        } else if (!TERM_UNITS.contains(unit)
                || !(amount.matches("[1-9][0-9]{0,3}")
                        || ModelledTerm.VARIABLE.matcher(amount).matches())) {
            checked.problem(task, "wrongTerm", amount, unit);
        } else {
            // what a case says itself is known when it says it
            yellow(task, amount.startsWith("$") ? Integer.MAX_VALUE : Integer.parseInt(amount), unit);
        }
        for (String who : OpenTask.StepTerm.WARNED) {
            String told = checked.property(task, ModelledTerm.warnProperty(who));
            if (told != null && !told.equals("true") && !told.equals("false")) {
                checked.problem(task, "wrongWarned", ModelledTerm.warnProperty(who), told);
            }
        }
    }

    private void yellow(UserTask task, int term, String termUnit) {
        String amount = checked.property(task, "yellowAmount");
        String unit = checked.property(task, "yellowUnit");
        if (amount == null && unit == null) {
            return;
        }
        if (amount == null || unit == null) {
            checked.problem(task, "halfYellow");
        } else if (!amount.matches("[1-9][0-9]{0,3}")
                || !OpenTask.YellowTerm.UNITS.contains(unit)
                || (unit.equals("PERCENT") && amount.length() > 2)) {
            checked.problem(task, "wrongYellow", amount, unit);
        } else if (unit.equals(termUnit) && Integer.parseInt(amount) >= term) {
            checked.problem(task, "alwaysYellow", amount, term);
        }
    }
}
