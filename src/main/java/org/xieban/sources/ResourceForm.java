package org.xieban.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of the catalogue as it was typed, right or wrong: nothing of it is lost. */
record ResourceForm(
        @Nullable String code,
        @Nullable String name,
        @Nullable String provider,
        @Nullable String sharing,
        @Nullable String reason,
        @Nullable String legalBasis,
        @Nullable String updateCycle,
        @Nullable String serviceHours,
        @Nullable String promisedSeconds,
        @Nullable String validDays,
        @Nullable List<Row> fields) {

    /** A field as it was typed. */
    record Row(
            @Nullable String name,
            @Nullable String label,
            @Nullable String type,
            @Nullable String meaning,
            @Nullable String dataClass,
            @Nullable Boolean personal,
            @Nullable Boolean key,
            @Nullable Boolean required,
            @Nullable String format,
            @Nullable String caseFact) {

        static final Row EMPTY = new Row(null, null, "TEXT", null, "1", false, false, false, "ANY", null);

        boolean blank() {
            return text(name).isEmpty()
                    && text(label).isEmpty()
                    && text(meaning).isEmpty();
        }
    }

    /** What came of reading it: the entry, null where some field has not even the right shape, and what is wrong. */
    record Reading(@Nullable DataResource resource, List<Fault> faults) {}

    static ResourceForm empty(String provider) {
        return new ResourceForm(
                null, null, provider, "CONDITIONAL", null, null, "DAILY", null, "5", "30", List.of(Row.EMPTY));
    }

    static ResourceForm of(DataResource resource) {
        return new ResourceForm(
                resource.code(),
                resource.name(),
                resource.provider(),
                resource.sharing().name(),
                resource.reason(),
                resource.legalBasis(),
                resource.updateCycle().name(),
                resource.serviceHours(),
                String.valueOf(resource.promisedSeconds()),
                String.valueOf(resource.validDays()),
                resource.fields().stream()
                        .map(field -> new Row(
                                field.name(),
                                field.label(),
                                field.type().name(),
                                field.meaning(),
                                String.valueOf(field.dataClass()),
                                field.personal(),
                                field.key(),
                                field.required(),
                                field.format().name(),
                                field.caseFact()))
                        .toList());
    }

    /** The rows that are filled in, with an empty one behind them. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>(filled());
        rows.add(Row.EMPTY);
        return rows;
    }

    private List<Row> filled() {
        return fields == null
                ? List.of()
                : fields.stream().filter(row -> row != null && !row.blank()).toList();
    }

    Reading read() {
        return read(text(code));
    }

    /** @param known the code, where it is known already */
    Reading read(String known) {
        List<Fault> faults = new ArrayList<>();
        DataResource.Sharing shared = choice("sharing", sharing, DataResource.Sharing.class, faults);
        DataResource.UpdateCycle cycle = choice("updateCycle", updateCycle, DataResource.UpdateCycle.class, faults);
        Integer promised = number("promisedSeconds", promisedSeconds, faults);
        Integer valid = number("validDays", validDays, faults);
        List<DataResource.Field> read = new ArrayList<>();
        List<Row> rows = filled();
        for (int i = 0; i < rows.size(); i++) {
            DataResource.Field field = field(rows.get(i), "fields[" + i + "].", faults);
            if (field != null) {
                read.add(field);
            }
        }
        if (shared == null || cycle == null || promised == null || valid == null || !faults.isEmpty()) {
            return new Reading(null, faults);
        }
        DataResource resource = new DataResource(
                known,
                text(name),
                text(provider),
                shared,
                orNull(reason),
                text(legalBasis),
                cycle,
                text(serviceHours),
                promised,
                valid,
                read);
        return new Reading(resource, faults);
    }

    private static DataResource.@Nullable Field field(Row row, String path, List<Fault> faults) {
        DataResource.Field.Type type = choice(path + "type", row.type(), DataResource.Field.Type.class, faults);
        FieldFormat format = choice(path + "format", row.format(), FieldFormat.class, faults);
        Integer dataClass = number(path + "dataClass", row.dataClass(), faults);
        if (type == null || format == null || dataClass == null) {
            return null;
        }
        return new DataResource.Field(
                text(row.name()),
                text(row.label()),
                type,
                orNull(row.meaning()),
                dataClass,
                Boolean.TRUE.equals(row.personal()),
                Boolean.TRUE.equals(row.key()),
                Boolean.TRUE.equals(row.required()),
                format,
                orNull(row.caseFact()));
    }

    private static <E extends Enum<E>> @Nullable E choice(
            String path, @Nullable String typed, Class<E> type, List<Fault> faults) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text(typed))) {
                return constant;
            }
        }
        String all = String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
        faults.add(
                text(typed).isEmpty()
                        ? Fault.of(path, "resource.missing")
                        : Fault.of(path, "resource.choice", text(typed), all));
        return null;
    }

    private static @Nullable Integer number(String path, @Nullable String typed, List<Fault> faults) {
        String digits = text(typed);
        if (digits.matches("[0-9]{1,6}")) {
            return Integer.valueOf(digits);
        }
        faults.add(digits.isEmpty() ? Fault.of(path, "resource.missing") : Fault.of(path, "resource.number", digits));
        return null;
    }

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static @Nullable String orNull(@Nullable String typed) {
        String stripped = text(typed);
        return stripped.isEmpty() ? null : stripped;
    }

    /** What is wrong, by the path of the input it stands beside. */
    static Map<String, List<Fault>> byPath(List<Fault> faults) {
        Map<String, List<Fault>> byPath = new LinkedHashMap<>();
        faults.forEach(fault ->
                byPath.computeIfAbsent(fault.path(), path -> new ArrayList<>()).add(fault));
        return byPath;
    }
}
