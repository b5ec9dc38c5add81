package org.xieban.emergency.warning;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.web.Refusal;

/** What a warning has to state (突发事件应对法 64), and to what it may be adjusted. */
@Component
class WarningRules {

    private static final int LONGEST = 1000;

    private final Regions regions;
    private final Departments departments;

    WarningRules(Regions regions, Departments departments) {
        this.regions = regions;
        this.departments = departments;
    }

    /**
     * Refuses what is no warning.
     *
     * @throws Refusal {@code warning.invalid} (422) naming every field at fault
     */
    void check(Warning.Terms terms) {
        Refusal wrong = Refusal.rule("warning.invalid");
        Set<String> known = regions.all().stream().map(Region::code).collect(Collectors.toSet());
        if (terms.regions().isEmpty()) {
            wrong = wrong.at("regions", "warning.noArea");
        }
        for (String each : terms.regions()) {
            wrong = known.contains(each) ? wrong : wrong.at("regions", "warning.areaUnknown", each);
        }
        Map<String, Department> all =
                departments.all().stream().collect(Collectors.toMap(Department::code, each -> each));
        if (terms.departments().isEmpty()) {
            wrong = wrong.at("departments", "warning.noDepartment");
        }
        for (String each : terms.departments()) {
            wrong = all.containsKey(each) ? wrong : wrong.at("departments", "department.unknown", each);
        }
        if (terms.endsAt() != null && !terms.startsAt().isBefore(terms.endsAt())) {
            wrong = wrong.at("endsAt", "warning.startAfterEnd");
        }
        wrong = text(wrong, "caution", terms.caution());
        wrong = text(wrong, "measures", terms.measures());
        wrong = text(wrong, "reason", terms.reason());
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    private static Refusal text(Refusal wrong, String field, String given) {
        if (given.isBlank()) {
            return wrong.at(field, "warning.missing." + field);
        }
        return given.length() > LONGEST ? wrong.at(field, "filter.tooLong", LONGEST) : wrong;
    }

    /**
     * Refuses an adjustment that is none.
     *
     * @param inForce what holds now
     * @throws Refusal {@code warning.sameColour} (422) at the field of the form; as {@link #check}
     */
    void checkAdjustment(Warning.Terms inForce, Warning.Terms wanted) {
        if (inForce.colour() == wanted.colour()) {
            throw Refusal.rule("warning.sameColour").at("newColour", "warning.sameColour");
        }
        check(wanted);
    }

    /** Codes of the departments that have to confirm: those named, and those of counties and towns in the area. */
    List<String> recipients(Warning.Terms terms) {
        return departments.all().stream()
                .filter(each -> terms.departments().contains(each.code()) || within(each, terms.regions()))
                .map(Department::code)
                .toList();
    }

    private boolean within(Department department, List<String> area) {
        List<Region> path = regions.path(department.region());
        return !path.isEmpty()
                && path.get(path.size() - 1).level() != Region.Level.CITY
                && path.stream().map(Region::code).anyMatch(area::contains);
    }
}
