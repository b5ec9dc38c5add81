package org.xieban.inspection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.xieban.inspection.register.CreditClass;

/**
 * A plan of inspection (抽查计划): who is drawn from and what is inspected there. Each is a case, approved in a process of
 * its own; its number is that of the case.
 *
 * @param lead code of the department that proposes it and rolls up its results (主办)
 * @param departments those whose items it has, the lead among them, ascending: all go together once (综合查一次)
 * @param proposedBy login
 */
public record InspectionPlan(
        String caseNo,
        String lead,
        List<String> departments,
        Terms terms,
        State state,
        String proposedBy,
        Instant proposedAt) {

    /** Which kind of plan. */
    public enum Kind {
        /** Of the year (年度抽查计划). */
        YEARLY,
        /** Beside that (专项抽查计划). */
        AD_HOC;

        public String textKey() {
            return "inspection.plan.kind." + name();
        }
    }

    /** How it stands. */
    public enum State {
        /** Under way to its approval. */
        OPEN,
        /** To be changed. */
        RETURNED,
        /** May be drawn. */
        APPROVED,
        REJECTED,
        WITHDRAWN,
        /** Its visits are drawn. */
        DRAWN;

        public String textKey() {
            return "inspection.plan.state." + name();
        }
    }

    /**
     * What is proposed.
     *
     * @param items codes of the list, ascending; whose they are takes part
     * @param trades divisions of GB/T 4754-2017 that objects are of, ascending
     * @param regions where they are, GB/T 2260; none for everywhere
     * @param riskMarks one of which they bear; none for any
     * @param shares of each credit class, how many of ten thousand are drawn
     * @param inspectorsEach inspectors of each department to a visit (行政处罚法 42: at least two)
     * @param begins first day on which objects are visited
     * @param ends the last
     */
    public record Terms(
            Kind kind,
            String title,
            List<String> items,
            List<String> trades,
            List<String> regions,
            List<String> riskMarks,
            Map<CreditClass, Integer> shares,
            int inspectorsEach,
            LocalDate begins,
            LocalDate ends,
            String why) {

        public Terms {
            items = items.stream().sorted().distinct().toList();
            trades = trades.stream().sorted().distinct().toList();
            regions = regions.stream().sorted().distinct().toList();
            riskMarks = riskMarks.stream().sorted().distinct().toList();
            Map<CreditClass, Integer> ordered = new EnumMap<>(CreditClass.class);
            for (CreditClass each : CreditClass.values()) {
                ordered.put(each, shares.getOrDefault(each, 0));
            }
            shares = ordered;
        }

        /** The year whose caps its visits count to. */
        public int year() {
            return begins.getYear();
        }
    }

    public InspectionPlan {
        departments = List.copyOf(departments);
    }

    /** Those that take part beside the lead. */
    public List<String> joining() {
        return departments.stream().filter(each -> !each.equals(lead)).toList();
    }
}
