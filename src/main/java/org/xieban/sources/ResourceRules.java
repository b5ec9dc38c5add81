package org.xieban.sources;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold of an entry of the catalogue. */
final class ResourceRules {

    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,47}");
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,47}");
    private static final Pattern CASE_FACT =
            Pattern.compile("applicant\\.(name|idNumber|phone)|form\\.[a-z][A-Za-z0-9]*");
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_PROMISE = 86_400;
    private static final int LONGEST_VALIDITY = 3_660;
    private static final int MOST_FIELDS = 200;

    private ResourceRules() {}

    /** @param department whether there is a department of a code */
    static List<Fault> check(DataResource resource, Predicate<String> department) {
        List<Fault> faults = new ArrayList<>();
        if (!CODE.matcher(resource.code()).matches()) {
            faults.add(Fault.of("code", "resource.code", resource.code()));
        }
        text("name", resource.name(), faults);
        text("legalBasis", resource.legalBasis(), faults);
        text("serviceHours", resource.serviceHours(), faults);
        if (!department.test(resource.provider())) {
            faults.add(Fault.of("provider", "resource.provider", resource.provider()));
        }
        String reason = resource.reason();
        if (resource.sharing() != DataResource.Sharing.OPEN) {
            // what is kept back is kept back for a reason that can be read
            text("reason", reason == null ? "" : reason, faults);
        } else if (reason != null) {
            faults.add(Fault.of("reason", "resource.openReason"));
        }
        between("promisedSeconds", resource.promisedSeconds(), 1, LONGEST_PROMISE, faults);
        between("validDays", resource.validDays(), 1, LONGEST_VALIDITY, faults);
        fields(resource, faults);
        return faults;
    }

    private static void fields(DataResource resource, List<Fault> faults) {
        List<DataResource.Field> fields = resource.fields();
        if (resource.keys().stream().noneMatch(DataResource.Field::required)) {
            faults.add(Fault.of("fields", "resource.noKey"));
        }
        if (resource.answers().isEmpty()) {
            faults.add(Fault.of("fields", "resource.noAnswer"));
        }
        if (fields.size() > MOST_FIELDS) {
            faults.add(Fault.of("fields", "resource.tooMany", MOST_FIELDS));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            DataResource.Field field = fields.get(i);
            String path = "fields[" + i + "].";
            if (!FIELD_NAME.matcher(field.name()).matches()) {
                faults.add(Fault.of(path + "name", "resource.fieldName", field.name()));
            } else if (!names.add(field.name())) {
                faults.add(Fault.of(path + "name", "resource.fieldTwice", field.name()));
            }
            text(path + "label", field.label(), faults);
            between(path + "dataClass", field.dataClass(), 1, 4, faults);
            if (field.personal() && field.dataClass() < 2) {
                faults.add(Fault.of(path + "dataClass", "resource.personalClass"));
            }
            caseFact(path, field.caseFact(), faults);
        }
    }

    private static void caseFact(String path, @Nullable String fact, List<Fault> faults) {
        if (fact != null && !CASE_FACT.matcher(fact).matches()) {
            faults.add(Fault.of(path + "caseFact", "resource.caseFact", fact));
        }
    }

    private static void text(String path, String value, List<Fault> faults) {
        if (value.isBlank()) {
            faults.add(Fault.of(path, "resource.missing"));
        } else if (value.length() > LONGEST_TEXT) {
            faults.add(Fault.of(path, "resource.tooLong", LONGEST_TEXT));
        }
    }

    private static void between(String path, int value, int least, int most, List<Fault> faults) {
        if (value < least || value > most) {
            faults.add(Fault.of(path, "resource.between", least, most));
        }
    }
}
