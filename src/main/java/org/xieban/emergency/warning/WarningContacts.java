package org.xieban.emergency.warning;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;

/** Whom a warning concerns: those whom the plans for what may come of it name, as far as they serve its area. */
@Component
@Transactional(readOnly = true)
class WarningContacts {

    private final ResponsePlans plans;
    private final Contacts contacts;
    private final Departments departments;
    private final Regions regions;

    WarningContacts(ResponsePlans plans, Contacts contacts, Departments departments, Regions regions) {
        this.plans = plans;
        this.contacts = contacts;
        this.departments = departments;
        this.regions = regions;
    }

    /** Codes of the contacts. */
    Set<String> of(WarningKind kind, Warning.Terms terms) {
        Set<String> planned = new TreeSet<>();
        kind.mayBecome().forEach(event -> planned.addAll(planned(event, terms.colour())));
        Predicate<String> serves = serving(terms.regions());
        return contacts.of(planned).stream()
                .filter(each -> serves.test(each.department()))
                .map(Contact::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the plan for the level that the colour stands for; where there is none, of that for the next graver one. */
    private List<String> planned(EventKind kind, Colour colour) {
        for (int level = colour.level(); level > 0; level--) {
            var plan = plans.proposal(kind, Grade.of(level)).map(PlanVersion::contacts);
            if (plan.isPresent()) {
                return plan.get();
            }
        }
        return List.of();
    }

    /** Whether a department serves some of an area: a region of it, one within it, or one around it. */
    private Predicate<String> serving(List<String> area) {
        Set<String> above = area.stream()
                .flatMap(code -> regions.path(code).stream())
                .map(Region::code)
                .collect(Collectors.toSet());
        Set<String> serving = departments.all().stream()
                .filter(each -> above.contains(each.region())
                        || regions.path(each.region()).stream()
                                .map(Region::code)
                                .anyMatch(area::contains))
                .map(Department::code)
                .collect(Collectors.toSet());
        return serving::contains;
    }
}
