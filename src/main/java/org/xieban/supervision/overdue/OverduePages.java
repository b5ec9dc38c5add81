package org.xieban.supervision.overdue;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Lamp;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemFilter;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.ProcessVersions;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;

/** The list of overdue and soon due cases, and its file. */
@Controller
@NamesDepartments
@PreAuthorize(OverduePages.READERS)
class OverduePages {

    /** Whoever may see cases. */
    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    private static final int BATCH = 500;
    private static final long DAY = 24;

    private final OverdueCases cases;
    private final Catalogue catalogue;
    private final Departments departments;
    private final ProcessVersions processes;
    private final MessageSource messages;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OverduePages(
            OverdueCases cases,
            Catalogue catalogue,
            Departments departments,
            ProcessVersions processes,
            MessageSource messages,
            Trace trace,
            TransactionTemplate transaction,
            Clock clock) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.departments = departments;
        this.processes = processes;
        this.messages = messages;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What restricts a list, as addresses carry it. */
    record Query(
            @Nullable Lamp lamp,
            @Nullable String department,
            @Nullable String process,
            @Nullable String item,
            @Nullable String q,
            @Nullable String sort) {

        OverdueFilter filter() {
            return new OverdueFilter(lamp, department, process, item, q, OverdueFilter.Sort.of(sort));
        }
    }

    /**
     * A case as the page shows it.
     *
     * @param left how long it is over, or still has
     */
    record Line(
            OverdueCase file,
            String left,
            String due,
            @Nullable String urged) {}

    @GetMapping("/supervision/overdue")
    String list(
            @ModelAttribute("query") Query query,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Model model) {
        OverdueFilter filter = query.filter();
        SignedInOfficer officer = CaseAccess.requireOfficer();
        OverdueCases.Page page = cases.page(filter, officer, PageRequest.of(filter.listName(), after, null));
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", page.listing());
        model.addAttribute(
                "lines",
                page.listing().items().stream().map(each -> line(each, locale)).toList());
        model.addAttribute("counts", page.counts());
        model.addAttribute(
                "all",
                page.counts().values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("items", catalogue.all(ItemFilter.ALL));
        model.addAttribute("allDepartments", departments.all());
        model.addAttribute("processes", processes.names());
        model.addAttribute("sorts", OverdueFilter.Sort.values());
        return "supervision/overdue";
    }

    private Line line(OverdueCase file, Locale locale) {
        Instant urged = file.lastUrgedAt();
        return new Line(
                file,
                left(file.dueAt(), locale),
                OfficialTime.minute(file.dueAt()),
                urged == null ? null : OfficialTime.minute(urged));
    }

    private String left(Instant dueAt, Locale locale) {
        Duration left = Duration.between(clock.instant(), dueAt);
        long hours = left.abs().toHours();
        String side = left.isNegative() ? "over" : "left";
        return hours >= DAY
                ? text("supervision." + side + ".days", locale, hours / DAY)
                : hours > 0
                        ? text("supervision." + side + ".hours", locale, hours)
                        : text(
                                "supervision." + side + ".minutes",
                                locale,
                                left.abs().toMinutes());
    }

    /** What the list shows, all of it, as a table for the office's spreadsheets, written on while it is read. */
    @GetMapping("/supervision/overdue.csv")
    void export(@ModelAttribute("query") Query query, Locale locale, HttpServletResponse response) throws IOException {
        OverdueFilter filter = query.filter();
        SignedInOfficer officer = CaseAccess.requireOfficer();
        transaction.executeWithoutResult(status -> trace.record(Act.of("case.exported", "case", "overdue")
                .with("filter", String.valueOf(filter))
                .with("rows", filter.of(cases.counts(filter, officer)))));
        Attachment.begin(response, "overdue.csv", Attachment.CSV);
        Csv csv = new Csv(response.getWriter());
        csv.line(List.of(
                text("casefile.field.number", locale),
                text("casefile.field.title", locale),
                text("casefile.field.lamp", locale),
                text("supervision.overdue.kind", locale),
                text("casefile.field.dueAt", locale),
                text("casefile.field.leadDepartment", locale),
                text("supervision.overdue.steps", locale),
                text("supervision.overdue.urges", locale),
                text("supervision.overdue.lastUrged", locale)));
        OverdueCase last = null;
        List<OverdueCase> batch;
        do {
            batch = cases.batch(filter, officer, last, BATCH);
            for (OverdueCase each : batch) {
                Instant urged = each.lastUrgedAt();
                csv.line(Arrays.asList(
                        each.caseNo(),
                        each.title(),
                        text(each.lamp().textKey(), locale),
                        text(each.kind().textKey(), locale),
                        OfficialTime.minute(each.dueAt()),
                        each.departmentName(),
                        each.steps().stream()
                                .map(step -> step.stepName()
                                        + (step.assigneeName() == null ? "" : " " + step.assigneeName()))
                                .collect(Collectors.joining("; ")),
                        Long.toString(each.urges()),
                        urged == null ? null : OfficialTime.minute(urged)));
                last = each;
            }
        } while (batch.size() == BATCH);
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
