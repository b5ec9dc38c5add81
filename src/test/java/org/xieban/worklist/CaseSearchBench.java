package org.xieban.worklist;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseFilter;
import org.xieban.casefile.CaseSearch;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Lamp;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.PageRequest;

/** How fast cases are searched by each filter, alone and with two characters, among those of {@link ManyCases}. */
@XiebanTest
@TestPropertySource(properties = {"xieban.data-temporary=false", ManyCasesOnce.DATA})
@Tag("bench")
class CaseSearchBench {

    @Autowired
    ManyCasesOnce many;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    CaseSearch cases;

    @Autowired
    Clock clock;

    @Test
    void aMillionCasesByEachFilter() throws Exception {
        many.fill();
        System.out.printf(
                "%d cases, milliseconds, p50 / p95 | alone | with two characters%n",
                ManyCases.OPEN + ManyCases.FINISHED);
        CaseFilter none = new CaseFilter(null, null, null, null, List.of(), null, null, CaseFilter.Sort.NEWEST);
        java.time.LocalDate today = java.time.LocalDate.now(clock);
        Map<String, CaseFilter> filters = new java.util.LinkedHashMap<>();
        filters.put("nothing", none);
        filters.put(
                "item", new CaseFilter(null, "eia-form", null, null, List.of(), null, null, CaseFilter.Sort.NEWEST));
        filters.put(
                "department", new CaseFilter(null, null, "d03", null, List.of(), null, null, CaseFilter.Sort.NEWEST));
        filters.put(
                "open",
                new CaseFilter(
                        null, null, null, null, List.of(CaseState.IN_REVIEW), null, null, CaseFilter.Sort.NEWEST));
        filters.put(
                "closed",
                new CaseFilter(null, null, null, null, List.of(CaseState.CLOSED), null, null, CaseFilter.Sort.NEWEST));
        for (Lamp lamp : List.of(Lamp.GREEN, Lamp.YELLOW, Lamp.PAUSED)) {
            filters.put(
                    lamp.name().toLowerCase(java.util.Locale.ROOT),
                    new CaseFilter(null, null, null, lamp, List.of(), null, null, CaseFilter.Sort.NEWEST));
        }
        filters.put("red", new CaseFilter(null, null, null, Lamp.RED, List.of(), null, null, CaseFilter.Sort.NEWEST));
        filters.put(
                "a month",
                new CaseFilter(
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        today.minusDays(400),
                        today.minusDays(370),
                        CaseFilter.Sort.NEWEST));
        for (String who : List.of(WorklistBench.PERSON, "supervisor.zheng")) {
            SignedInOfficer officer = tasks.signedIn(who);
            filters.forEach((name, filter) -> System.out.printf(
                    "%-20s %-12s| %s | 晓明 %s | 药品 %s%n",
                    who,
                    name,
                    find(filter, officer),
                    find(with(filter, "晓明"), officer),
                    find(with(filter, WorklistBench.WORDS), officer)));
        }
    }

    private static CaseFilter with(CaseFilter filter, String query) {
        return new CaseFilter(
                query,
                filter.item(),
                filter.department(),
                filter.lamp(),
                filter.states(),
                filter.from(),
                filter.to(),
                filter.sort());
    }

    private WorklistBench.Times find(CaseFilter filter, SignedInOfficer officer) {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + 2_000_000_000L;
        for (int round = 0; round < 60 && System.nanoTime() < end; round++) {
            long begun = System.nanoTime();
            cases.page(filter, officer, PageRequest.of(CaseSearch.listName(filter.sort()), null, WorklistBench.PAGE));
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return WorklistBench.times(millis);
    }
}
