package org.xieban.inspection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.Trades;
import org.xieban.web.OfficeTexts;

/** A plan in the office's words, as the forms of its tasks show it: they are kept with the case. */
@Component
class PlanShown {

    private final ItemRegister items;
    private final Trades trades;
    private final Regions regions;
    private final Departments departments;
    private final OfficeTexts texts;

    PlanShown(ItemRegister items, Trades trades, Regions regions, Departments departments, OfficeTexts texts) {
        this.items = items;
        this.trades = trades;
        this.regions = regions;
        this.departments = departments;
        this.texts = texts;
    }

    Map<String, @Nullable Object> of(InspectionPlan.Terms terms, String lead, List<String> taking) {
        DepartmentNames names = DepartmentNames.of(departments);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("planTitle", terms.title());
        shown.put("planKindText", texts.office(terms.kind().textKey()));
        shown.put("leadName", names.of(lead));
        String joining = taking.stream()
                .filter(each -> !each.equals(lead))
                .map(names::shortOf)
                .collect(Collectors.joining("、"));
        shown.put("joiningNames", joining.isEmpty() ? texts.office("inspection.plan.alone") : joining);
        shown.put("periodText", texts.office("inspection.plan.period", terms.begins(), terms.ends()));
        shown.put(
                "itemNames",
                items.of(terms.items()).stream()
                        .map(item -> texts.office(
                                "inspection.plan.itemLine",
                                names.shortOf(item.department()),
                                item.name(),
                                item.basis()))
                        .collect(Collectors.joining("\n")));
        shown.put("poolText", pool(terms));
        shown.put(
                "sharesText",
                terms.shares().entrySet().stream()
                        .map(each -> each.getKey() + " " + ItemRegister.percent(each.getValue()) + "%")
                        .collect(Collectors.joining("、")));
        shown.put("inspectorsText", texts.office("inspection.plan.inspectorsText", terms.inspectorsEach()));
        shown.put("why", terms.why());
        return shown;
    }

    private String pool(InspectionPlan.Terms terms) {
        Map<String, String> regionNames = regions.all().stream().collect(Collectors.toMap(Region::code, Region::name));
        String where = terms.regions().isEmpty()
                ? texts.office("inspection.anyRegion")
                : terms.regions().stream()
                        .map(code -> regionNames.getOrDefault(code, code))
                        .collect(Collectors.joining("、"));
        String of = terms.trades().stream().map(trades::name).collect(Collectors.joining("、"));
        return terms.riskMarks().isEmpty()
                ? texts.office("inspection.plan.pool", where, of)
                : texts.office("inspection.plan.poolMarked", where, of, String.join("、", terms.riskMarks()));
    }
}
