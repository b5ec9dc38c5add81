package org.xieban.supervision.overdue;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Lamp;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.PageRequest;

/** Overdue and soon due cases for the plugin of Cockpit and for other systems. */
@RestController
@RequestMapping("/api/v1/supervision")
class OverdueApi {

    private final OverdueCases cases;

    OverdueApi(OverdueCases cases) {
        this.cases = cases;
    }

    /**
     * A page of the list.
     *
     * @param counts of what the filter leaves under each lamp, whatever lamp it asks for
     */
    record Overdue(List<OverdueCase> items, @Nullable String next, long total, Map<Lamp, Long> counts) {}

    @GetMapping("/overdue")
    @Transactional(readOnly = true)
    @Operation(summary = "Overdue and soon due cases that the caller may see, the most overdue first")
    Overdue overdue(
            @RequestParam(required = false) @Nullable Lamp lamp,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String process,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        OverdueFilter filter = new OverdueFilter(lamp, department, process, item, q, OverdueFilter.Sort.of(sort));
        OverdueCases.Page page = cases.page(filter, officer, PageRequest.of(filter.listName(), after, size));
        return new Overdue(page.listing().items(), page.listing().next(), filter.of(page.counts()), page.counts());
    }
}
