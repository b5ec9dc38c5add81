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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.ComputedField;
import org.xieban.engine.form.FormComponent.DateTimeField;
import org.xieban.engine.form.FormComponent.DynamicList;
import org.xieban.engine.form.FormComponent.Feel;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.Group;
import org.xieban.engine.form.FormComponent.MultipleChoice;
import org.xieban.engine.form.FormComponent.NumberField;
import org.xieban.engine.form.FormComponent.Option;
import org.xieban.engine.form.FormComponent.Options;
import org.xieban.engine.form.FormComponent.Readonly;
import org.xieban.engine.form.FormComponent.SingleChoice;
import org.xieban.engine.form.FormComponent.TextArea;
import org.xieban.engine.form.FormComponent.TextField;
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
    private final Map<String, @Nullable Object> data;
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
        this.data = data;
        this.today = today;
        this.initial = Values.ofData(data);
        this.state = new LinkedHashMap<>();
    }

    FormSubmission judge() {
        fill(schema.components(), List.of());
        state.putAll(Values.ofData(initial));
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

    // ---- filling the form with its data ----

    private void fill(List<FormComponent> components, List<Object> base) {
        for (FormComponent component : components) {
            if (component instanceof Field field) {
                List<Object> path = below(base, field.basics().key());
                Values.set(initial, path, initialValue(field, Values.get(data, path)));
            } else if (component instanceof Group group) {
                fill(group.components(), below(base, group.path()));
            } else if (component instanceof DynamicList list) {
                List<Object> path = below(base, list.path());
                int rows = Values.get(data, path) instanceof List<?> given ? given.size() : list.rows();
                if (rows == 0) {
                    Values.set(initial, path, new ArrayList<>());
                }
                for (int row = 0; row < rows; row++) {
                    Values.set(initial, row(path, row), rowOf(Values.get(data, row(path, row))));
                    fill(list.components(), row(path, row));
                }
            }
        }
    }

    private static Object rowOf(@Nullable Object given) {
        return given instanceof Map<?, ?> map ? Values.ofData(stringKeys(map)) : new LinkedHashMap<String, Object>();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }

    private @Nullable Object initialValue(Field field, @Nullable Object given) {
        if (given == Values.MISSING) {
            Object otherwise = field.basics().defaultValue();
            return otherwise != null ? Values.of(otherwise) : emptyValue(field);
        }
        if (field instanceof TextField) {
            return given instanceof Map || given instanceof List || given == null
                    ? ""
                    : text(given).replaceAll("[\r\n\t]", " ");
        } else if (field instanceof TextArea) {
            return given instanceof Map || given instanceof List || given == null ? "" : text(given);
        } else if (field instanceof NumberField number) {
            return number(number, given);
        } else if (field instanceof DateTimeField dateTime) {
            return FieldValues.rewritten(dateTime, given);
        } else if (field instanceof FormComponent.CheckBox) {
            return Boolean.TRUE.equals(given);
        } else if (field instanceof SingleChoice choice) {
            List<Option> options = knownOptions(choice.options());
            return given == null || (options != null && !Choices.contains(options, given)) ? null : given;
        } else if (field instanceof MultipleChoice choice) {
            List<Option> options = knownOptions(choice.options());
            return given instanceof List<?> several
                    ? new ArrayList<>(several.stream()
                            .filter(one -> one != null && (options == null || Choices.contains(options, one)))
                            .toList())
                    : new ArrayList<>();
        }
        return given;
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static @Nullable Object number(NumberField field, @Nullable Object given) {
        boolean number = given instanceof BigDecimal
                || (given instanceof String text
                        && FieldValues.NUMBER.matcher(text).matches());
        if (given == null || !number) {
            return null;
        }
        return field.asText() ? text(given) : Values.of(new BigDecimal(text(given)));
    }

    private static @Nullable Object emptyValue(Field field) {
        if (field instanceof TextField || field instanceof TextArea) {
            return "";
        }
        if (field instanceof FormComponent.CheckBox) {
            return false;
        }
        return field instanceof MultipleChoice ? new ArrayList<>() : null;
    }

    /** The options that do not depend on what is entered; null where they do. */
    private @Nullable List<Option> knownOptions(Options options) {
        if (options instanceof Options.Fixed fixed) {
            return fixed.options();
        }
        return options instanceof Options.FromData source ? Choices.normalise(data.get(source.key())) : null;
    }

    // ---- entering what was submitted ----

    private void refuseUnknown(Map<?, ?> given, FormPaths paths, List<Object> base) {
        given.forEach((key, value) -> {
            List<Object> path = below(base, List.of(String.valueOf(key)));
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
                refuseUnknown(map, place, row(path, row));
            } else if (rows.get(row) != null) {
                error(row(path, row), "form.notAnObject");
            }
        }
    }

    private void enter(List<FormComponent> components, List<Object> base) {
        for (FormComponent component : components) {
            if (component instanceof Field field) {
                enter(field, below(base, field.basics().key()));
            } else if (component instanceof Group group) {
                enter(group.components(), below(base, group.path()));
            } else if (component instanceof DynamicList list) {
                enter(list, below(base, list.path()));
            }
        }
    }

    private void enter(DynamicList list, List<Object> path) {
        List<?> given =
                Values.get(submitted, path) instanceof List<?> rows && rows.size() <= MOST_ROWS ? rows : List.of();
        if (list.open()) {
            Values.set(state, path, new ArrayList<>());
            for (int row = 0; row < given.size(); row++) {
                Values.set(state, row(path, row), new LinkedHashMap<String, Object>());
            }
        } else if (given.size() > size(state, path)) {
            error(path, "form.rowsFixed");
        }
        for (int row = 0; row < size(state, path); row++) {
            enter(list.components(), row(path, row));
        }
    }

    private void enter(Field field, List<Object> path) {
        if (Values.get(state, path) == Values.MISSING) {
            Values.set(state, path, initialValue(field, Values.MISSING));
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
            Values.set(state, path, emptyValue(field));
        }
    }

    // ---- computed fields, computed access ----

    /** Computes what depends on other values until nothing changes any more; gives what expressions may see then. */
    private Scope settled() {
        Scope scope = top(visibleValues());
        for (int round = 0; round < MOST_ROUNDS && settle(schema.components(), List.of(), scope); round++) {
            scope = top(visibleValues());
        }
        return scope;
    }

    private boolean settle(List<FormComponent> components, List<Object> base, Scope scope) {
        boolean changed = false;
        for (FormComponent component : components) {
            if (hidden(component, scope)) {
                continue;
            }
            if (component instanceof Field field) {
                changed |= settle(field, below(base, field.basics().key()), scope);
            } else if (component instanceof Group group) {
                changed |= settle(group.components(), below(base, group.path()), scope);
            } else if (component instanceof DynamicList list) {
                List<Object> path = below(base, list.path());
                for (int row = 0; row < size(state, path); row++) {
                    changed |= settle(
                            list.components(), row(path, row), scope.row(Values.get(state, row(path, row)), row));
                }
            }
        }
        return changed;
    }

    private boolean settle(Field field, List<Object> path, Scope scope) {
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
            Scope scope,
            boolean allHidden,
            Map<String, @Nullable Object> shown) {
        for (FormComponent component : components) {
            boolean hidden = allHidden || hidden(component, scope);
            if (component instanceof Field field) {
                if (hidden) {
                    Values.remove(shown, below(base, field.basics().key()));
                }
            } else if (component instanceof Group group) {
                dropHidden(group.components(), below(base, group.path()), scope, hidden, shown);
            } else if (component instanceof DynamicList list) {
                List<Object> path = below(base, list.path());
                if (hidden) {
                    Values.remove(shown, path);
                    continue;
                }
                for (int row = 0; row < size(state, path); row++) {
                    Scope inRow = scope.row(Values.get(state, row(path, row)), row);
                    dropHidden(list.components(), row(path, row), inRow, false, shown);
                }
            }
        }
    }

    private Scope top(Map<String, @Nullable Object> values) {
        Scope scope = Scope.top(values);
        scope.evaluated().putAll(schema.conditions().evaluate(scope.names()));
        return scope;
    }

    private static boolean hidden(FormComponent component, Scope scope) {
        return component.hide() != null && scope.holds(component.hide());
    }

    /**
     * The names that an expression knows: the form's values, and within a row of a list the row and where it is. They
     * stay as they are, so that what was evaluated once is not evaluated again: what is hidden is asked in every pass.
     */
    private record Scope(
            Map<String, @Nullable Object> values,
            Map<String, @Nullable Object> names,
            List<@Nullable Object> rows,
            Map<Feel, Optional<Object>> evaluated) {

        static Scope top(Map<String, @Nullable Object> values) {
            return of(values, values, null, List.of());
        }

        Scope row(@Nullable Object row, int index) {
            List<@Nullable Object> deeper = new ArrayList<>(rows);
            deeper.add(BigDecimal.valueOf(index + 1L));
            return of(values, row, names, deeper);
        }

        private static Scope of(
                Map<String, @Nullable Object> values,
                @Nullable Object self,
                @Nullable Map<String, @Nullable Object> parent,
                List<@Nullable Object> rows) {
            Map<String, @Nullable Object> names = new HashMap<>();
            names.put("this", self);
            names.put("parent", parent);
            names.put("i", rows);
            names.putAll(values);
            names.put("_this_", self);
            names.put("_parent_", parent);
            names.put("_i_", rows);
            return new Scope(values, names, rows, new HashMap<>());
        }

        @Nullable
        Object evaluate(Feel feel) {
            return evaluated
                    .computeIfAbsent(
                            feel,
                            asked -> Optional.ofNullable(asked.expression().evaluate(names)))
                    .orElse(null);
        }

        boolean holds(Feel feel) {
            return Boolean.TRUE.equals(evaluate(feel));
        }
    }

    // ---- checking what is shown ----

    private void check(List<FormComponent> components, List<Object> base, Scope scope) {
        for (FormComponent component : components) {
            if (hidden(component, scope)) {
                continue;
            }
            if (component instanceof Field field) {
                List<Object> path = below(base, field.basics().key());
                if (!field.basics().disabled()) {
                    Values.set(values, path, Values.get(state, path));
                    check(field, path, Values.get(state, path), scope);
                }
            } else if (component instanceof Group group) {
                check(group.components(), below(base, group.path()), scope);
            } else if (component instanceof DynamicList list) {
                List<Object> path = below(base, list.path());
                Values.set(values, path, new ArrayList<>());
                for (int row = 0; row < size(state, path); row++) {
                    Values.set(values, row(path, row), new LinkedHashMap<String, Object>());
                    check(list.components(), row(path, row), scope.row(Values.get(state, row(path, row)), row));
                }
            }
        }
    }

    private void check(Field field, List<Object> path, @Nullable Object value, Scope scope) {
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
                    List<Option> known = knownOptions(options);
                    return known != null
                            ? known
                            : Choices.normalise(Values.of(scope.evaluate(((Options.Computed) options).list())));
                },
                (code, arguments) -> error(path, code, arguments));
    }

    private static @Nullable BigDecimal computed(Feel limit, Scope scope) {
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

    // ---- paths ----

    private static int size(Map<String, @Nullable Object> root, List<Object> path) {
        return Values.get(root, path) instanceof List<?> list ? list.size() : 0;
    }

    private static List<Object> below(List<Object> base, List<String> names) {
        List<Object> path = new ArrayList<>(base);
        path.addAll(names);
        return path;
    }

    private static List<Object> row(List<Object> base, int row) {
        List<Object> path = new ArrayList<>(base);
        path.add(row);
        return path;
    }
}
