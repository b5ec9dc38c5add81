package org.xieban.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What must hold of an item beyond the shape of each field. */
final class ItemRules {

    /** GB/T 39554.2: credit code of the organ, level, basic code; only a hint, since provinces deviate. */
    private static final Pattern IMPLEMENTATION_CODE = Pattern.compile("[0-9A-Z]{31}");

    private static final Term WITHIN_A_DAY = new Term(1, Term.Unit.WORKING_DAY, Term.StartEvent.ACCEPTANCE, "行政许可法 34");

    private ItemRules() {}

    static List<Violation> check(ServiceItem item) {
        List<Violation> violations = new ArrayList<>();
        promise(item, violations);
        organ(item, violations);
        unique("coDepartments", "department", item.coDepartments(), ServiceItem.CoDepartment::department, violations);
        unique("materials", "code", item.materials(), Material::code, violations);
        unique("scales", "code", item.scales(), ServiceItem.Scale::code, violations);
        for (int i = 0; i < item.materials().size(); i++) {
            material(item.materials().get(i), "materials[" + i + "]", violations);
        }
        if (!item.fee().charged() && item.fee().standard() != null) {
            violations.add(Violation.of("fee.standard", "item.fee.free"));
        }
        if (item.inForce().until() != null
                && item.inForce().until().isBefore(item.inForce().from())) {
            violations.add(Violation.of("inForce.until", "item.inForce.order"));
        }
        return violations;
    }

    /** Of the departments that the item names, those that do not exist. */
    static List<Violation> unknownDepartments(ServiceItem item, Predicate<String> exists) {
        List<Violation> violations = new ArrayList<>();
        department(item.organ().department(), "organ.department", exists, violations);
        department(item.organ().window(), "organ.window", exists, violations);
        for (int i = 0; i < item.coDepartments().size(); i++) {
            String code = item.coDepartments().get(i).department();
            department(code, "coDepartments[" + i + "].department", exists, violations);
        }
        return violations;
    }

    static boolean usualImplementationCode(ServiceItem item) {
        return IMPLEMENTATION_CODE.matcher(item.implementationCode()).matches();
    }

    private static void promise(ServiceItem item, List<Violation> violations) {
        Term promised = item.promisedTerm();
        if (!promised.isWithin(item.statutoryTerm())) {
            violations.add(Violation.of("promisedTerm.amount", "item.promise.tooLong"));
        }
        if (item.caseKind() == ServiceItem.CaseKind.ON_THE_SPOT && !promised.isWithin(WITHIN_A_DAY)) {
            violations.add(Violation.of("promisedTerm.amount", "item.promise.onTheSpot"));
        }
    }

    private static void organ(ServiceItem item, List<Violation> violations) {
        ServiceItem.Organ organ = item.organ();
        boolean own = organ.powerSource() == ServiceItem.Organ.PowerSource.STATUTORY;
        if (own && organ.entrustedBy() != null) {
            violations.add(Violation.of("organ.entrustedBy", "item.organ.ownPower"));
        } else if (!own && organ.entrustedBy() == null) {
            violations.add(Violation.of("organ.entrustedBy", "item.organ.whosePower"));
        }
        for (int i = 0; i < item.coDepartments().size(); i++) {
            if (item.coDepartments().get(i).department().equals(organ.department())) {
                violations.add(Violation.of("coDepartments[" + i + "].department", "item.coDepartment.itself"));
            }
        }
    }

    private static void material(Material material, String path, List<Violation> violations) {
        if (material.mayFollow() && !material.required()) {
            violations.add(Violation.of(path + ".mayFollow", "item.material.optionalFollows"));
        }
        for (int i = 0; i < material.sources().size(); i++) {
            Material.Source source = material.sources().get(i);
            if (source.kind() == Material.Source.Kind.APPLICANT && source.code() != null) {
                violations.add(Violation.of(path + ".sources[" + i + "].code", "item.material.applicantCode"));
            }
        }
    }

    private static <T> void unique(
            String list, String field, List<T> rows, Function<T, String> key, List<Violation> violations) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!seen.add(key.apply(rows.get(i)))) {
                violations.add(Violation.of(list + "[" + i + "]." + field, "item.repeated", key.apply(rows.get(i))));
            }
        }
    }

    private static void department(String code, String path, Predicate<String> exists, List<Violation> violations) {
        if (!exists.test(code)) {
            violations.add(Violation.of(path, "item.department.unknown", code));
        }
    }
}
