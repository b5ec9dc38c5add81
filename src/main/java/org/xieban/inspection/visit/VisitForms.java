package org.xieban.inspection.visit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.web.OfficeTexts;

/** A visit in the office's words, as the forms of its tasks show it: they are kept with the case. */
@Component
class VisitForms {

    private final Departments departments;
    private final Officers officers;
    private final OfficeTexts texts;

    VisitForms(Departments departments, Officers officers, OfficeTexts texts) {
        this.departments = departments;
        this.officers = officers;
        this.texts = texts;
    }

    /** What is answered where a part is handed in from on site. */
    static Map<String, Object> submission(String remark) {
        return Map.of("partConfirmed", true, "partRemark", remark);
    }

    /**
     * What departments and inspectors are called.
     *
     * @param people names by login
     */
    record Names(DepartmentNames departments, Map<String, String> people) {}

    Names names(Stream<String> logins) {
        return new Names(
                DepartmentNames.of(departments),
                officers.findAll(logins.distinct().toList()).stream()
                        .collect(Collectors.toMap(Officer::login, Officer::name)));
    }

    private Names namesIn(Visit visit) {
        return names(visit.parts().stream().flatMap(part -> part.inspectors().stream()));
    }

    Map<String, @Nullable Object> of(Visit visit) {
        return of(visit, namesIn(visit));
    }

    Map<String, @Nullable Object> of(Visit visit, Names names) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("visitObject", visit.object().name());
        shown.put("visitPlace", visit.object().place());
        shown.put(
                "periodText",
                texts.office(
                        "inspection.plan.period",
                        visit.planned().begins(),
                        visit.planned().ends()));
        shown.put("teamsText", teams(visit, names));
        shown.put("itemNames", items(visit, names.departments()));
        return shown;
    }

    /** Who goes, a department a line. */
    String teams(Visit visit) {
        return teams(visit, namesIn(visit));
    }

    private String teams(Visit visit, Names names) {
        return visit.parts().stream()
                .map(part -> texts.office(
                        "inspection.visit.teamLine",
                        names.departments().shortOf(part.department()),
                        part.inspectors().stream()
                                .map(login -> names.people().getOrDefault(login, login))
                                .collect(Collectors.joining("、"))))
                .collect(Collectors.joining("\n"));
    }

    /** What is inspected, an item a line. */
    String items(Visit visit) {
        return items(visit, DepartmentNames.of(departments));
    }

    private String items(Visit visit, DepartmentNames names) {
        return visit.items().stream()
                .map(item -> texts.office(
                        "inspection.plan.itemLine", names.shortOf(item.department()), item.name(), item.basis()))
                .collect(Collectors.joining("\n"));
    }

    /** What was found, an item a line. */
    String results(Visit visit, SiteRecord record) {
        DepartmentNames names = DepartmentNames.of(departments);
        return visit.items().stream()
                .map(item -> record.result(item.code())
                        .map(found -> texts.office(
                                found.finding().isEmpty() ? "inspection.visit.cleanLine" : "inspection.visit.foundLine",
                                names.shortOf(item.department()),
                                item.name(),
                                texts.office(found.kind().textKey()),
                                found.finding()))
                        .orElse(item.name()))
                .collect(Collectors.joining("\n"));
    }

    /** What departments are called. */
    String names(Collection<String> codes) {
        DepartmentNames names = DepartmentNames.of(departments);
        return codes.stream().map(names::shortOf).collect(Collectors.joining("、"));
    }

    /** What the lead rolls up: results, who was late, whom it may send again. */
    Map<String, @Nullable Object> gathered(Visit visit, SiteRecord record, Set<String> late) {
        DepartmentNames names = DepartmentNames.of(departments);
        Map<String, @Nullable Object> shown = of(visit);
        shown.put("resultsShown", results(visit, record));
        shown.put("laggardsShown", late.isEmpty() ? texts.office("inspection.visit.nobodyLate") : names(late));
        List<Map<String, String>> options = visit.parts().stream()
                .map(part -> Map.of("label", names.shortOf(part.department()), "value", part.department()))
                .toList();
        shown.put("inspectingOptions", options);
        return shown;
    }
}
