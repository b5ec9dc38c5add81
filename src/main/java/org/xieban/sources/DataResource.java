package org.xieban.sources;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A data resource (政务数据资源) as the catalogue lists it: what a department knows, and on which terms others may ask
 * (政务信息资源目录编制指南; 政务数据共享条例).
 *
 * @param code its name for machines, for ever
 * @param provider code of the department that answers for it: one datum, one source
 * @param reason on which condition it is shared, or why not; null where it is shared openly
 * @param legalBasis by which rule the provider keeps it
 * @param serviceHours when it can be asked, for people
 * @param promisedSeconds within how many seconds an answer is promised
 * @param validDays for how many days an answer may be relied upon
 * @param fields what it is asked by, and what it answers
 */
public record DataResource(
        String code,
        String name,
        String provider,
        Sharing sharing,
        @Nullable String reason,
        String legalBasis,
        UpdateCycle updateCycle,
        String serviceHours,
        int promisedSeconds,
        int validDays,
        List<Field> fields) {

    public DataResource {
        fields = List.copyOf(fields);
    }

    /** On which terms it is shared. */
    public enum Sharing {
        /** With every department, by rule (无条件共享). */
        OPEN,
        /** With whom its provider grants it (有条件共享). */
        CONDITIONAL,
        /** With nobody (不予共享). */
        NOT_SHARED
    }

    /** How often the provider brings it up to date. */
    public enum UpdateCycle {
        REAL_TIME(0),
        DAILY(1),
        WEEKLY(7),
        MONTHLY(31),
        QUARTERLY(92),
        YEARLY(366);

        private final int days;

        UpdateCycle(int days) {
            this.days = days;
        }

        /** The longest that an entry is old; 0 where it is never. */
        public int days() {
            return days;
        }
    }

    /**
     * A field.
     *
     * @param name camelCase, as models and other systems name it
     * @param label as the office calls it
     * @param dataClass 1 to 4, as the graded protection of data has it: 4 is the most sensitive
     * @param personal whether it says something of a natural person
     * @param key whether it is what one asks by, and no part of the answer
     * @param required whether every answer must have it, and every question
     * @param format what its values look like beyond their type
     * @param caseFact what in a case says the same, {@code applicant.name} or {@code form.address}: a key is taken from
     *     there, an answer compared with it; null where nothing does
     */
    public record Field(
            String name,
            String label,
            Type type,
            @Nullable String meaning,
            int dataClass,
            boolean personal,
            boolean key,
            boolean required,
            FieldFormat format,
            @Nullable String caseFact) {

        /** What its values are. */
        public enum Type {
            TEXT,
            NUMBER,
            DATE,
            FLAG
        }
    }

    /** What it is asked by. */
    @JsonIgnore
    public List<Field> keys() {
        return fields.stream().filter(Field::key).toList();
    }

    /** What it answers. */
    @JsonIgnore
    public List<Field> answers() {
        return fields.stream().filter(field -> !field.key()).toList();
    }

    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    /** Names of all that it answers. */
    @JsonIgnore
    public Set<String> answerNames() {
        return Set.copyOf(answers().stream().map(Field::name).toList());
    }

    /** What the office calls these fields, in the order of the entry; what is kept outlives the catalogue. */
    List<String> labels(Set<String> fieldNames) {
        return fields.stream()
                .filter(field -> fieldNames.contains(field.name()))
                .map(Field::label)
                .toList();
    }

    /** The most sensitive class among its fields. */
    @JsonIgnore
    public int highestClass() {
        return fields.stream().mapToInt(Field::dataClass).max().orElse(1);
    }
}
