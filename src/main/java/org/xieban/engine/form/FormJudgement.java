package org.xieban.engine.form;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.ComputedField;
import org.xieban.engine.form.FormComponent.DynamicList;
import org.xieban.engine.form.FormComponent.Feel;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.Group;
import org.xieban.engine.form.FormComponent.Option;
import org.xieban.engine.form.FormComponent.Options;
import org.xieban.engine.form.FormComponent.Readonly;
import org.xieban.web.Refusal;

/**
 * One submission being judged, as form-js would have come to it: the form is filled with its data, what was submitted is
 * entered, computed fields are computed, hidden ones left out, and what is shown is checked.
 *
 * <p>Whether something is hidden is found in two passes, as in a browser. The first looks at all values, also those of
 * hidden fields; the second, which counts, sees hidden fields as they were when the form was opened.
 */
final class FormJudgement {

    /** Most rows of one list. */
    static final int MOST_ROWS = 200;

    /** Computed fields that feed each other in a circle are left as they are after so many rounds. */
    private static final int MOST_ROUNDS = 50;

    private final FormSchema schema;
    private final LocalDate today;
    private final Map<String, @Nullable Object> submitted;
    private final FilledForm filled;
    private final Map<String, @Nullable Object> initial;
    private final Map<String, @Nullable Object> state;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<Refusal.FieldError> errors = new ArrayList<>();

    /** Why a value could not be entered, told only where its field turns out to be shown. */
    private final Map<List<Object>, FieldValues.Unacceptable> unacceptable = new HashMap<>();

    /** Fields found readonly for a reason computed from the form: they keep what they had. */
    private final Set<List<Object>> kept = new HashSet<>();

    FormJudgement(
            FormSchema schema,
            Map<String, @Nullable Object> submitted,
            Map<String, @Nullable Object> data,
            LocalDate today) {
        this.schema = schema;
        this.submitted = submitted;
        this.today = today;
        this.filled = new FilledForm(schema, data);
        this.initial = filled.values();
        this.state = Values.ofData(initial);
    }

    FormSubmission judge() {
        refuseUnknown(submitted, schema.paths(), List.of());
        enter(schema.components(), List.of());
        check(schema.components(), List.of(), settled());
        if (!errors.isEmpty()) {
            Refusal refusal = Refusal.rule("form.invalid");
            for (Refusal.FieldError error : errors) {
                refusal = refusal.at(
                        error.field(), error.code(), error.arguments().toArray());
            }
            throw refusal;
        }
        return submission();
    }

    // ---- entering what was submitted ----

    private void refuseUnknown(Map<?, ?> given, FormPaths paths, List<Object> base) {
        given.forEach((key, value) -> {
            List<Object> path = Values.below(base, List.of(String.valueOf(key)));
            FormPaths place = paths.child(String.valueOf(key));
            if (place == null) {
                error(path, "form.unknownField");
            } else if (place.owner() instanceof DynamicList) {
                refuseUnknownInRows(value, place, path);
            } else if (place.owner() == null) {
                if (value instanceof Map<?, ?> map) {
                    refuseUnknown(map, place, path);
                } else if (value != null) {
                    error(path, "form.notAnObject");
                }
            }
        });
    }

    private void refuseUnknownInRows(@Nullable Object value, FormPaths place, List<Object> path) {
        if (!(value instanceof List<?> rows)) {
            if (value != null) {
                error(path, "form.notAList");
            }
            return;
        }
        if (rows.size() > MOST_ROWS) {
            error(path, "form.tooManyRows", String.valueOf(MOST_ROWS));
            return;
        }
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row) instanceof Map<?, ?> map) {
                refuseUnknown(map, place, Values.row(path, row));
            } else if (rows.get(row) != null) {
                error(Values.row(path, row), "form.notAnObject");
            }
        }
    }

    private void enter(List<FormComponent> components, List<Object> base) {
        for (FormComponent component : components) {
            if (component instanceof Field field) {
                enter(field, Values.below(base, field.basics().key()));
            } else if (component instanceof Group group) {
                enter(group.components(), Values.below(base, group.path()));
            } else if (component instanceof DynamicList list) {
                enter(list, Values.below(base, list.path()));
            }
        }
    }

    private void enter(DynamicList list, List<Object> path) {
        List<?> given =
                Values.get(submitted, path) instanceof List<?> rows && rows.size() <= MOST_ROWS ? rows : List.of();
        if (list.open()) {
            Values.set(state, path, new ArrayList<>());
            for (int row = 0; row < given.size(); row++) {
                Values.set(state, Values.row(path, row), new LinkedHashMap<String, Object>());
            }
        } else if (given.size() > Values.size(state, path)) {
            error(path, "form.rowsFixed");
        }
        for (int row = 0; row < Values.size(state, path); row++) {
            enter(list.components(), Values.row(path, row));
        }
    }

    private void enter(Field field, List<Object> path) {
        if (Values.get(state, path) == Values.MISSING) {
            Values.set(state, path, filled.of(field, Values.MISSING));
        }
        Object value = Values.get(submitted, path);
        boolean fixed =
                field.basics().disabled() || field.basics().readonly().always() || field instanceof ComputedField;
        if (value == Values.MISSING || fixed) {
            return;
        }
        try {
            Values.set(state, path, FieldValues.accept(field, value));
        } catch (FieldValues.Unacceptable notSo) {
            unacceptable.put(path, notSo);
            Values.set(state, path, FilledForm.emptyValue(field));
        }
    }

    // ---- computed fields, computed access ----

    /** Computes what depends on other values until nothing changes any more; gives what expressions may see then. */
    private FormScope settled() {
        FormScope scope = top(visibleValues());
        for (int round = 0; round < MOST_ROUNDS && settle(schema.components(), List.of(), scope); round++) {
            scope = top(visibleValues());
        }
        return scope;
    }

    private boolean settle(List<FormComponent> components, List<Object> base, FormScope scope) {
        boolean changed = false;
        for (FormComponent component : components) {
            if (hidden(component, scope)) {
                continue;
            }
            if (component instanceof Field field) {
                changed |= settle(field, Values.below(base, field.basics().key()), scope);
            } else if (component instanceof Group group) {
                changed |= settle(group.components(), Values.below(base, group.path()), scope);
            } else if (component instanceof DynamicList list) {
                List<Object> path = Values.below(base, list.path());
                for (int row = 0; row < Values.size(state, path); row++) {
                    changed |= settle(
                            list.components(),
                            Values.row(path, row),
                            scope.row(Values.get(state, Values.row(path, row)), row));
                }
            }
        }
        return changed;
    }

    private boolean settle(Field field, List<Object> path, FormScope scope) {
        Object now = Values.get(state, path);
        Object next = now;
        Readonly readonly = field.basics().readonly();
        if (field instanceof ComputedField computed) {
            next = Values.of(scope.evaluate(computed.value()));
        } else if (readonly.when() != null && !kept.contains(path) && scope.holds(readonly.when())) {
            kept.add(path);
            unacceptable.remove(path);
            next = Values.of(Values.get(initial, path));
        }
        if (Objects.equals(now, next)) {
            return false;
        }
        Values.set(state, path, next);
        return true;
    }

    // ---- what is hidden ----

    /** What expressions see: all values but those of hidden fields, which stand as they were when the form was opened. */
    private Map<String, @Nullable Object> visibleValues() {
        Map<String, @Nullable Object> shown = Values.ofData(state);
        dropHidden(schema.components(), List.of(), top(state), false, shown);
        Map<String, @Nullable Object> visible = new LinkedHashMap<>(initial);
        visible.putAll(shown);
        return visible;
    }

    private void dropHidden(
            List<FormComponent> components,
            List<Object> base,
            FormScope scope,
            boolean allHidden,
            Map<String, @Nullable Object> shown) {
        for (FormComponent component : components) {
            boolean hidden = allHidden || hidden(component, scope);
            if (component instanceof Field field) {
                if (hidden) {
                    Values.remove(shown, Values.below(base, field.basics().key()));
                }
            } else if (component instanceof Group group) {
                dropHidden(group.components(), Values.below(base, group.path()), scope, hidden, shown);
            } else if (component instanceof DynamicList list) {
                List<Object> path = Values.below(base, list.path());
                if (hidden) {
                    Values.remove(shown, path);
                    continue;
                }
                for (int row = 0; row < Values.size(state, path); row++) {
                    FormScope inRow = scope.row(Values.get(state, Values.row(path, row)), row);
                    dropHidden(list.components(), Values.row(path, row), inRow, false, shown);
                }
            }
        }
    }

    private FormScope top(Map<String, @Nullable Object> values) {
        FormScope scope = FormScope.top(values);
        scope.evaluated().putAll(schema.conditions().evaluate(scope.names()));
        return scope;
    }

    private static boolean hidden(FormComponent component, FormScope scope) {
        return component.hide() != null && scope.holds(component.hide());
    }

    // ---- checking what is shown ----

    private void check(List<FormComponent> components, List<Object> base, FormScope scope) {
        for (FormComponent component : components) {
            if (hidden(component, scope)) {
                continue;
            }
            if (component instanceof Field field) {
                List<Object> path = Values.below(base, field.basics().key());
                if (!field.basics().disabled()) {
                    Values.set(values, path, Values.get(state, path));
                    check(field, path, Values.get(state, path), scope);
                }
            } else if (component instanceof Group group) {
                check(group.components(), Values.below(base, group.path()), scope);
            } else if (component instanceof DynamicList list) {
                List<Object> path = Values.below(base, list.path());
                Values.set(values, path, new ArrayList<>());
                for (int row = 0; row < Values.size(state, path); row++) {
                    Values.set(values, Values.row(path, row), new LinkedHashMap<String, Object>());
                    check(
                            list.components(),
                            Values.row(path, row),
                            scope.row(Values.get(state, Values.row(path, row)), row));
                }
            }
        }
    }

    private void check(Field field, List<Object> path, @Nullable Object value, FormScope scope) {
        FieldValues.Unacceptable notSo = unacceptable.get(path);
        if (notSo != null) {
            error(path, notSo.code(), notSo.arguments().toArray());
            return;
        }
        boolean changeable = !field.basics().readonly().always() && !kept.contains(path);
        FieldRules.check(
                schema,
                field,
                value,
                changeable,
                today,
                limit -> limit == null
                        ? null
                        : limit.computed() == null ? limit.number() : computed(limit.computed(), scope),
                options -> {
                    List<Option> known = filled.knownOptions(options);
                    return known != null
                            ? known
                            : Choices.normalise(Values.of(scope.evaluate(((Options.Computed) options).list())));
                },
                (code, arguments) -> error(path, code, arguments));
    }

    private static @Nullable BigDecimal computed(Feel limit, FormScope scope) {
        return Values.of(scope.evaluate(limit)) instanceof BigDecimal number ? number : null;
    }

    // ---- the outcome ----

    private FormSubmission submission() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(values);
        for (Field field : schema.fields()) {
            if (field.basics().routing()) {
                String name = field.basics().key().get(0);
                variables.put(name, variable(values.get(name)));
                facts.remove(name);
            }
        }
        return new FormSubmission(
                Collections.unmodifiableMap(values),
                Collections.unmodifiableMap(variables),
                Collections.unmodifiableMap(facts));
    }

    private static @Nullable Object variable(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 && number.precision() <= 18 ? (Object) number.longValue() : number.doubleValue();
        }
        return value;
    }

    private void error(List<Object> path, String code, Object... arguments) {
        errors.add(new Refusal.FieldError(Values.name(path), code, List.of(arguments)));
    }
}
