package org.xieban.inspection;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Regions;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.Trades;
import org.xieban.web.Refusal;

/** What must hold of a plan before anybody is asked about it. */
@Component
class PlanRules {

    static final int LEAST_INSPECTORS = 2;
    static final int MOST_INSPECTORS = 5;

    private static final int WHOLE = 10_000;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_WHY = 1_000;

    private final ItemRegister items;
    private final Trades trades;
    private final Regions regions;
    private final Departments departments;

    PlanRules(ItemRegister items, Trades trades, Regions regions, Departments departments) {
        this.items = items;
        this.trades = trades;
        this.regions = regions;
        this.departments = departments;
    }

    /**
     * The departments that take part, ascending.
     *
     * @throws Refusal {@code plan.invalid} (422) naming everything that is wrong
     */
    List<String> check(InspectionPlan.Terms terms, String lead, LocalDate today) {
        Refusal wrong = Refusal.rule("plan.invalid");
        if (terms.title().isBlank() || terms.title().length() > LONGEST_TITLE) {
            wrong = wrong.at("title", "plan.title", LONGEST_TITLE);
        }
        if (terms.why().isBlank() || terms.why().length() > LONGEST_WHY) {
            wrong = wrong.at("why", "plan.why", LONGEST_WHY);
        }
        if (terms.begins().isBefore(today)
                || terms.ends().isBefore(terms.begins())
                || terms.ends().getYear() != terms.begins().getYear()) {
            wrong = wrong.at("begins", "plan.period");
        }
        if (terms.inspectorsEach() < LEAST_INSPECTORS || terms.inspectorsEach() > MOST_INSPECTORS) {
            wrong = wrong.at("inspectorsEach", "plan.inspectors", LEAST_INSPECTORS, MOST_INSPECTORS);
        }
        for (CreditClass each : CreditClass.values()) {
            int share = terms.shares().getOrDefault(each, 0);
            if (share < 0 || share > WHOLE) {
                wrong = wrong.at("share" + each, "plan.share");
            }
        }
        if (terms.shares().values().stream().allMatch(share -> share == 0)) {
            wrong = wrong.at("shareA", "plan.noShare");
        }
        for (String region : terms.regions()) {
            if (regions.find(region).isEmpty()) {
                wrong = wrong.at("regions", "register.region", region);
            }
        }
        for (String trade : terms.trades()) {
            if (!trades.known(trade)) {
                wrong = wrong.at("trades", "register.trade", trade);
            }
        }
        List<InspectionItem> found =
                items.of(terms.items()).stream().filter(InspectionItem::listed).toList();
        TreeSet<String> taking = new TreeSet<>();
        found.forEach(item -> taking.add(item.department()));
        wrong = fitting(terms, lead, found, taking, wrong);
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
        return List.copyOf(taking);
    }

    /** Nobody goes where he has nothing to inspect, and nothing is inspected that is on no list (照单监管). */
    private Refusal fitting(
            InspectionPlan.Terms terms, String lead, List<InspectionItem> found, Set<String> taking, Refusal wrong) {
        Refusal more = wrong;
        if (terms.items().isEmpty() || found.size() < terms.items().size()) {
            return more.at("items", "plan.items");
        }
        if (terms.trades().isEmpty()) {
            more = more.at("trades", "plan.trades");
        }
        if (!taking.contains(lead)) {
            more = more.at("items", "plan.lead");
        }
        DepartmentNames names = DepartmentNames.of(departments);
        for (String department : taking) {
            for (String trade : terms.trades()) {
                if (found.stream().noneMatch(item -> item.department().equals(department) && item.appliesTo(trade))) {
                    more = more.at("items", "plan.nothingToInspect", names.shortOf(department), trades.name(trade));
                }
            }
        }
        return more;
    }
}
