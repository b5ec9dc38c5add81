package org.xieban.engine.internal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Variable;

/**
 * The term of a step as its model says it.
 *
 * @param variable of the process that has the amount, null where the model says it itself
 */
record ModelledTerm(OpenTask.StepTerm term, @Nullable String variable) {

    private static final String TERM = "xieban.term";

    /** How a model says that the amount of a term is a variable's. */
    static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z][A-Za-z0-9]*)}");

    /** That of a task, of what the variables of its process hold. */
    OpenTask.StepTerm of(Function<String, @Nullable Object> variables) {
        return variable == null
                ? term
                : new OpenTask.StepTerm(
                        Math.toIntExact(Variable.number(variable).of(variables.apply(variable))),
                        term.unit(),
                        term.yellow(),
                        term.warned());
    }

    /** As a user task says it in its extension properties; null where it says none. */
    static @Nullable ModelledTerm read(Element userTask) {
        Element extensions = userTask.element("extensionElements");
        Element properties =
                extensions == null ? null : extensions.elementNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "properties");
        if (properties == null) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Element property : properties.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "property")) {
            String value = property.attribute("value");
            // what a template leaves empty is not said
            if (value != null && !value.isBlank()) {
                values.put(property.attribute("name"), value);
            }
        }
        String amount = values.get("termAmount");
        String unit = values.get("termUnit");
        if (amount == null || unit == null) {
            return null;
        }
        String yellowAmount = values.get("yellowAmount");
        String yellowUnit = values.get("yellowUnit");
        Set<String> warned = new LinkedHashSet<>(OpenTask.StepTerm.WARNED);
        warned.removeIf(each -> "false".equals(values.get(warnProperty(each))));
        OpenTask.YellowTerm yellow = yellowAmount == null || yellowUnit == null
                ? null
                : new OpenTask.YellowTerm(Integer.parseInt(yellowAmount), yellowUnit);
        Matcher variable = VARIABLE.matcher(amount);
        return variable.matches()
                ? new ModelledTerm(new OpenTask.StepTerm(1, unit, yellow, warned), variable.group(1))
                : new ModelledTerm(new OpenTask.StepTerm(Integer.parseInt(amount), unit, yellow, warned), null);
    }

    /** The property by which a model says whether one of {@link OpenTask.StepTerm#WARNED} is told. */
    static String warnProperty(String who) {
        return "warn" + who.charAt(0) + who.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Keeps it where the engine keeps what it knows of a step. */
    void keep(ActivityImpl step) {
        step.setProperty(TERM, this);
    }

    /** The term that the model gives a step. */
    static @Nullable ModelledTerm of(ActivityImpl step) {
        return (ModelledTerm) step.getProperty(TERM);
    }
}
