package org.xieban.inspection;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.web.Refusal;

/**
 * A plan as it was typed.
 *
 * @param riskMarks separated by white space
 * @param shareA of class A in per cent, and so on
 */
record PlanForm(
        InspectionPlan.@Nullable Kind kind,
        @Nullable String title,
        @Nullable List<String> items,
        @Nullable List<String> trades,
        @Nullable List<String> regions,
        @Nullable String riskMarks,
        @Nullable String shareA,
        @Nullable String shareB,
        @Nullable String shareC,
        @Nullable String shareD,
        @Nullable Integer inspectorsEach,
        @Nullable String begins,
        @Nullable String ends,
        @Nullable String why) {

    PlanForm {
        items = Typed.given(items);
        trades = Typed.given(trades);
        regions = Typed.given(regions);
    }

    /** One with what is usual: of each class the largest share that some item of the department has. */
    static PlanForm usual(List<InspectionItem> own, LocalDate today) {
        Map<CreditClass, Integer> shares = new EnumMap<>(CreditClass.class);
        for (CreditClass each : CreditClass.values()) {
            shares.put(
                    each,
                    own.stream()
                            .mapToInt(item -> item.shares().getOrDefault(each, 0))
                            .max()
                            .orElse(0));
        }
        LocalDate end = LocalDate.of(today.getYear(), 12, 31);
        return new PlanForm(
                InspectionPlan.Kind.YEARLY,
                "",
                List.of(),
                List.of(),
                List.of(),
                "",
                share(shares, CreditClass.A),
                share(shares, CreditClass.B),
                share(shares, CreditClass.C),
                share(shares, CreditClass.D),
                PlanRules.LEAST_INSPECTORS,
                today.toString(),
                end.toString(),
                "");
    }

    static PlanForm of(InspectionPlan.Terms terms) {
        return new PlanForm(
                terms.kind(),
                terms.title(),
                terms.items(),
                terms.trades(),
                terms.regions(),
                String.join(" ", terms.riskMarks()),
                share(terms.shares(), CreditClass.A),
                share(terms.shares(), CreditClass.B),
                share(terms.shares(), CreditClass.C),
                share(terms.shares(), CreditClass.D),
                terms.inspectorsEach(),
                terms.begins().toString(),
                terms.ends().toString(),
                terms.why());
    }

    private static String share(Map<CreditClass, Integer> shares, CreditClass of) {
        return ItemRegister.percent(shares.getOrDefault(of, 0));
    }

    /** What was typed of a class. */
    public String share(CreditClass of) {
        String typed =
                switch (of) {
                    case A -> shareA;
                    case B -> shareB;
                    case C -> shareC;
                    case D -> shareD;
                };
        return typed == null ? "" : typed.strip();
    }

    /**
     * What was meant.
     *
     * @throws Refusal {@code plan.invalid} (422) where something is no number or no day
     */
    InspectionPlan.Terms read() {
        Refusal wrong = Refusal.rule("plan.invalid");
        Map<CreditClass, Integer> shares = new EnumMap<>(CreditClass.class);
        for (CreditClass each : CreditClass.values()) {
            String typed = share(each);
            if (typed.matches("[0-9]{1,3}([.][0-9]{1,2})?")) {
                shares.put(each, new BigDecimal(typed).movePointRight(2).intValueExact());
            } else {
                wrong = wrong.at("share" + each, "register.share", typed);
            }
        }
        LocalDate from = Typed.day(begins);
        LocalDate until = Typed.day(ends);
        if (from == null || until == null) {
            wrong = wrong.at("begins", "plan.period");
        }
        if (!wrong.errors().isEmpty() || from == null || until == null) {
            throw wrong;
        }
        return new InspectionPlan.Terms(
                kind == null ? InspectionPlan.Kind.AD_HOC : kind,
                Typed.text(title),
                Typed.given(items),
                Typed.given(trades),
                Typed.given(regions),
                Typed.words(riskMarks),
                shares,
                inspectorsEach == null ? 0 : inspectorsEach,
                from,
                until,
                Typed.text(why));
    }
}
