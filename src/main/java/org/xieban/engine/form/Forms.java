package org.xieban.engine.form;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;

/** Reads forms and judges what is submitted with them. */
@Component
public class Forms {

    private final FeelEvaluator feel;
    private final Clock clock;

    Forms(FeelEvaluator feel, Clock clock) {
        this.feel = feel;
        this.clock = clock;
    }

    /**
     * Reads a form as Camunda Modeler saves it.
     *
     * @param resourceName how messages name it, its path below {@code forms/} mostly
     * @throws InvalidForm when it cannot be offered, with everything that is wrong with it
     */
    public FormSchema read(String json, String resourceName) {
        return FormSchema.parse(json, resourceName, feel);
    }

    /**
     * Judges what was submitted with a form.
     *
     * @param submitted the data object as form-js submits it
     * @param data what the form was shown with; the product's own, never the submitter's
     * @throws org.xieban.web.Refusal as {@link FormSchema#validate} says
     */
    public FormSubmission accept(
            FormSchema form,
            Map<String, ? extends @Nullable Object> submitted,
            Map<String, ? extends @Nullable Object> data) {
        return form.validate(submitted, data, OfficialTime.today(clock));
    }
}
