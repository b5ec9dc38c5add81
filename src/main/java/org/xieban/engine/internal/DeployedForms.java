package org.xieban.engine.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.form.handler.DefaultFormHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.util.IoUtil;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.springframework.stereotype.Component;
import org.xieban.engine.form.FormSchema;
import org.xieban.engine.form.Forms;

/** The forms that tasks are shown with, as they were deployed: each version is read and understood once. */
@Component
class DeployedForms {

    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private final Forms forms;
    private final ObjectMapper json;
    private final Map<FormKey, Form> deployed = new ConcurrentHashMap<>();
    private final Map<String, Form> read = new ConcurrentHashMap<>();

    DeployedForms(Forms forms, ObjectMapper json) {
        this.forms = forms;
        this.json = json;
    }

    /** A form as a model refers to it; where it refers to that of its own deployment, always the same. */
    private record FormKey(String id, String deployment) {}

    /**
     * One version of a form.
     *
     * @param words what it names: its fields, and whatever its expressions use
     * @param reckonedWith what its expressions use
     */
    record Form(String id, int version, String text, FormSchema schema, Set<String> words, Set<String> reckonedWith) {}

    /** The form that a task is shown with; to be called within a command. */
    Form of(CommandContext context, TaskFormData form) {
        CamundaFormRef reference = Objects.requireNonNull(form.getCamundaFormRef(), "a model without a form");
        if (!DefaultFormHandler.FORM_REF_BINDING_DEPLOYMENT.equals(reference.getBinding())) {
            return read(context, definition(context, form, reference));
        }
        FormKey key = new FormKey(reference.getKey(), form.getDeploymentId());
        Form known = deployed.get(key);
        if (known == null) {
            known = read(context, definition(context, form, reference));
            deployed.put(key, known);
        }
        return known;
    }

    private static CamundaFormDefinition definition(
            CommandContext context, TaskFormData form, CamundaFormRef reference) {
        return context.runWithoutAuthorization(new GetCamundaFormDefinitionCmd(reference, form.getDeploymentId()));
    }

    /** Parsed once per version: a deployed form never changes. */
    private Form read(CommandContext context, CamundaFormDefinition definition) {
        return read.computeIfAbsent(definition.getId(), id -> {
            String text = text(context, definition);
            FormSchema schema = forms.read(text, definition.getResourceName());
            return new Form(
                    definition.getKey(),
                    definition.getVersion(),
                    text,
                    schema,
                    words(text, said -> true),
                    words(text, said -> said.startsWith("=")));
        });
    }

    private Set<String> words(String form, Predicate<String> texts) {
        Set<String> words = new HashSet<>();
        try {
            for (JsonParser parser = json.createParser(form); parser.nextToken() != null; ) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && texts.test(parser.getText())) {
                    WORD.matcher(parser.getText())
                            .results()
                            .map(MatchResult::group)
                            .forEach(words::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a form that has been read is JSON", e);
        }
        return words;
    }

    private static String text(CommandContext context, CamundaFormDefinition definition) {
        byte[] content = IoUtil.readInputStream(
                context.runWithoutAuthorization(
                        new GetDeploymentResourceCmd(definition.getDeploymentId(), definition.getResourceName())),
                definition.getResourceName());
        return new String(content, StandardCharsets.UTF_8);
    }
}
