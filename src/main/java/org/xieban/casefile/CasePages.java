package org.xieban.casefile;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemFilter;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Cases for officers: the list, and of a case its opinions, its parties in clear, its withdrawal. */
@Controller
@NamesDepartments
class CasePages {

    private final CaseFiles cases;
    private final CaseViews views;
    private final CaseSearch search;
    private final CaseAccess access;
    private final Opinions opinions;
    private final Catalogue catalogue;
    private final Departments departments;
    private final MessageSource messages;
    private final Trace trace;
    private final TransactionTemplate transaction;

    CasePages(
            CaseFiles cases,
            CaseViews views,
            CaseSearch search,
            CaseAccess access,
            Opinions opinions,
            Catalogue catalogue,
            Departments departments,
            MessageSource messages,
            Trace trace,
            TransactionTemplate transaction) {
        this.cases = cases;
        this.views = views;
        this.search = search;
        this.access = access;
        this.opinions = opinions;
        this.catalogue = catalogue;
        this.departments = departments;
        this.messages = messages;
        this.trace = trace;
        this.transaction = transaction;
    }

    /** What restricts a list, as addresses carry it. */
    record Query(
            @Nullable String q,
            @Nullable String item,
            @Nullable String department,
            @Nullable Lamp lamp,
            @Nullable List<CaseState> state,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            CaseFilter.@Nullable Sort sort) {

        CaseFilter filter() {
            return new CaseFilter(
                    q,
                    item,
                    department,
                    lamp,
                    state == null ? List.of() : state,
                    from,
                    to,
                    sort == null ? CaseFilter.Sort.NEWEST : sort);
        }
    }

    @GetMapping("/cases")
    String list(
            @ModelAttribute("query") Query query, @RequestParam(required = false) @Nullable String after, Model model) {
        CaseFilter filter = query.filter();
        SignedInOfficer officer = CaseAccess.requireOfficer();
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        CaseViews.Page page = views.page(filter, PageRequest.of(CaseSearch.listName(filter.sort()), after, null));
        model.addAttribute("rows", page.rows());
        model.addAttribute("next", page.found().next());
        model.addAttribute("amount", page.found().amount());
        model.addAttribute("all", page.found().inAnyState());
        // of very many it is not known how many are in each state, but there may be some in any
        model.addAttribute("counts", page.found().byState());
        model.addAttribute(
                "states",
                page.found().inAnyState().more()
                        ? List.of(CaseState.values())
                        : page.found().byState().keySet());
        model.addAttribute("everywhere", officer.has(Role.SUPERVISOR));
        model.addAttribute("registers", officer.has(Role.CLERK));
        model.addAttribute("items", catalogue.all(ItemFilter.ALL));
        model.addAttribute("allDepartments", departments.all());
        model.addAttribute("lamps", Lamp.values());
        model.addAttribute("sorts", CaseFilter.Sort.values());
        return "casefile/cases";
    }

    /**
     * What the list shows, all of it, as a table for the office's spreadsheets, written on while it is read; personal data
     * masked as on the screen.
     */
    @GetMapping("/cases.csv")
    void export(@ModelAttribute("query") Query query, Locale locale, HttpServletResponse response) throws IOException {
        CaseFilter filter = query.filter();
        transaction.executeWithoutResult(status -> trace.record(Act.of("case.exported", "case", "list")
                .with("filter", String.valueOf(filter))
                .with("rows", search.count(filter, CaseAccess.requireOfficer()))));
        Attachment.begin(response, "cases.csv", Attachment.CSV);
        DepartmentNames names = DepartmentNames.of(departments);
        Csv csv = new Csv(response.getWriter())
                .line(List.of(
                        text("casefile.field.number", locale),
                        text("casefile.field.title", locale),
                        text("casefile.field.state", locale),
                        text("casefile.field.applicant", locale),
                        text("casefile.field.lamp", locale),
                        text("casefile.field.dueAt", locale),
                        text("casefile.field.leadDepartment", locale),
                        text("casefile.field.registeredAt", locale),
                        text("casefile.field.externalRef", locale)));
        try {
            views.each(
                    filter,
                    row -> csv.line(Arrays.asList(
                            row.caseNo(),
                            row.title(),
                            row.stateName(),
                            row.applicant().name(),
                            row.lamp() == null ? null : text(row.lamp().textKey(), locale),
                            at(row.dueAt()),
                            names.shortOf(row.department()),
                            at(row.registeredAt()),
                            row.externalRef())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static @Nullable String at(@Nullable Instant instant) {
        return instant == null ? null : OfficialTime.minute(instant);
    }

    @GetMapping("/cases/{caseNo}/opinions")
    String opinions(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        CaseScope scope = access.requireVisible(caseNo);
        model.addAttribute("file", cases.require(caseNo));
        model.addAttribute("opinions", opinions.visible(caseNo));
        model.addAttribute("ownOnly", scope != CaseScope.WHOLE);
        return fragment == null ? "casefile/opinions" : "casefile/opinions :: opinions";
    }

    /** Shows who applies in clear, this once, and records that and why. */
    @PostMapping("/cases/{caseNo}/reveal")
    @Transactional
    String reveal(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String reason,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireWhole(caseNo);
        trace.record(CaseFiles.act("case.personalDataViewed", caseNo).with("reason", Reasons.require(reason)));
        model.addAttribute("file", cases.require(caseNo));
        model.addAttribute("applicant", cases.applicant(caseNo));
        model.addAttribute("agent", cases.agent(caseNo).orElse(null));
        return fragment == null ? "casefile/revealed" : "casefile/revealed :: revealed";
    }

    @GetMapping("/cases/{caseNo}/withdraw")
    @PreAuthorize(CaseApi.APPLICANTS_SIDE)
    String withdrawal(@PathVariable String caseNo, Model model) {
        return withdrawal(caseNo, null, null, model);
    }

    private String withdrawal(String caseNo, @Nullable String reason, @Nullable Refusal refusal, Model model) {
        access.requireWhole(caseNo);
        model.addAttribute("file", cases.require(caseNo));
        model.addAttribute("reason", reason);
        model.addAttribute("refusal", refusal);
        return "casefile/withdraw";
    }

    @PostMapping("/cases/{caseNo}/withdraw")
    @PreAuthorize(CaseApi.APPLICANTS_SIDE)
    String withdraw(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            RedirectAttributes flash) {
        access.requireWhole(caseNo);
        try {
            cases.withdraw(caseNo, Reasons.require(reason));
        } catch (Refusal refusal) {
            return withdrawal(caseNo, reason, refusal, model);
        }
        flash.addFlashAttribute("message", "casefile.withdrawn");
        return "redirect:/cases/{caseNo}";
    }
}
