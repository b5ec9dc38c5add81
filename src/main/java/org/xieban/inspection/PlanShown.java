package org.xieban.inspection;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.Trades;
import org.xieban.web.OfficeTexts;

/** A plan in the office's words, as the forms of its tasks show it: they are kept with the case. */
@Component
class PlanShown {

    private final Proposals proposals;
    private final Trades trades;
    private final Regions regions;
    private final OfficeTexts texts;

    PlanShown(Proposals proposals, Trades trades, Regions regions, OfficeTexts texts) {
        this.proposals = proposals;
        this.trades = trades;
        this.regions = regions;
        this.texts = texts;
    }

    Map<String, @Nullable Object> of(InspectionPlan.Terms terms, String lead, List<String> taking) {
        Map<String, @Nullable Object> shown =
                proposals.shown(lead, taking, terms.begins(), terms.ends(), terms.items());
        shown.put("planTitle", terms.title());
        shown.put("planKindText", texts.office(terms.kind().textKey()));
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
