package org.xieban.emergency.warning;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Department;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Regions;
import org.xieban.emergency.alert.ToldContacts;
import org.xieban.emergency.call.Call;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.Flash;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** EmergencyWarnings for officers: the list, one with its versions and calls, proposing, changing, confirming. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(WarningAccess.READERS)
class WarningPages {

    private static final List<String> COLUMNS = List.of(
            "number",
            "documentNumber",
            "drill",
            "kind",
            "colour",
            "state",
            "area",
            "startsAt",
            "endsAt",
            "caution",
            "measures",
            "issuer",
            "issuedAt");

    private final EmergencyWarnings warnings;
    private final WarningCalls calls;
    private final ToldContacts contacts;
    private final CaseFiles cases;
    private final WarningShown shown;
    private final FromAlarm fromAlarm;
    private final Regions regions;
    private final Departments departments;
    private final Officers officers;
    private final OfficeTexts texts;
    private final Clock clock;

    WarningPages(
            EmergencyWarnings warnings,
            WarningCalls calls,
            ToldContacts contacts,
            CaseFiles cases,
            WarningShown shown,
            FromAlarm fromAlarm,
            Regions regions,
            Departments departments,
            Officers officers,
            OfficeTexts texts,
            Clock clock) {
        this.warnings = warnings;
        this.calls = calls;
        this.contacts = contacts;
        this.cases = cases;
        this.shown = shown;
        this.fromAlarm = fromAlarm;
        this.regions = regions;
        this.departments = departments;
        this.officers = officers;
        this.texts = texts;
        this.clock = clock;
    }

    @ModelAttribute
    void everyPage(Model model) {
        model.addAttribute("regions", regions.names());
        model.addAttribute("kinds", WarningKind.values());
        model.addAttribute("colours", Colour.values());
        model.addAttribute("zone", OfficialTime.ZONE);
    }

    @GetMapping("/warnings")
    String list(
            @ModelAttribute("filter") WarningFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("listing", warnings.list(filter, PageRequest.of(EmergencyWarnings.LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("states", Warning.State.values());
        model.addAttribute("mayPropose", WarningAccess.mayPropose());
        return "emergency/warnings";
    }

    /** What the list shows, all of it. */
    @GetMapping("/warnings.csv")
    void export(@ModelAttribute("filter") WarningFilter filter, HttpServletResponse response) throws IOException {
        warnings.exported(filter);
        DepartmentNames names = DepartmentNames.of(departments);
        Csv csv = Attachment.table(response, "warnings.csv", texts.heading("emergency.warning.column.", COLUMNS));
        PageRequest.all(
                EmergencyWarnings.LIST,
                page -> warnings.list(filter, page),
                page -> page.forEach(each -> csv.line(cells(each, names))));
    }

    private List<@Nullable String> cells(Warning warning, DepartmentNames names) {
        Warning.Version version = warning.version();
        Warning.Terms terms = version.terms();
        return Arrays.asList(
                warning.caseNo(),
                version.documentNumber(),
                texts.office(warning.drill() ? "emergency.warning.drill" : "emergency.warning.real"),
                texts.office(warning.kind().textKey()),
                texts.office(terms.colour().textKey()),
                texts.office(warning.state().textKey()),
                shown.area(terms.regions()),
                OfficialTime.minute(terms.startsAt()),
                terms.endsAt() == null ? null : OfficialTime.minute(terms.endsAt()),
                terms.caution(),
                terms.measures(),
                names.of(warning.lead()),
                version.issuedAt() == null ? null : OfficialTime.minute(version.issuedAt()));
    }

    @GetMapping("/warnings/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        Warning warning = warnings.require(caseNo);
        List<Warning.Version> versions = warnings.versions(caseNo);
        model.addAttribute("versions", versions);
        model.addAttribute("title", shown.title(warning, warning.version()));
        model.addAttribute("mayChange", warnings.mayChange(warning));
        model.addAttribute(
                "whyNot", warning.state().dropped() ? cases.require(caseNo).stateReason() : null);
        boolean mayOpen = warnings.mayOpen(caseNo);
        model.addAttribute("mayOpen", mayOpen);
        model.addAttribute("told", mayOpen ? contacts.of(caseNo) : List.of());
        model.addAttribute("mayTelephone", ToldContacts.mayTelephone());
        calls(warning, versions, model);
        return "emergency/warning";
    }

    /** How the calls stand, for the page to ask again. */
    @GetMapping("/warnings/{caseNo}/calls")
    String calls(@PathVariable String caseNo, Model model) {
        calls(warnings.require(caseNo), warnings.versions(caseNo), model);
        return "emergency/warning :: calls";
    }

    private void calls(Warning warning, List<Warning.Version> versions, Model model) {
        List<Call> all = calls.of(warning.caseNo());
        Set<String> logins = new LinkedHashSet<>();
        all.forEach(each -> {
            logins.add(String.valueOf(each.officer()));
            logins.add(String.valueOf(each.answeredBy()));
        });
        versions.forEach(each -> {
            logins.add(each.proposedBy());
            logins.add(String.valueOf(each.decidedBy()));
        });
        Map<String, String> people = new LinkedHashMap<>();
        for (Officer officer : officers.findAll(List.copyOf(logins))) {
            people.put(officer.login(), officer.name());
        }
        model.addAttribute("warning", warning);
        model.addAttribute("people", people);
        model.addAttribute("calls", all);
        model.addAttribute("open", all.stream().anyMatch(Call::open));
        model.addAttribute("waiting", calls.waiting(warning.caseNo()).orElse(null));
    }

    @PostMapping("/warnings/{caseNo}/confirm")
    String confirm(@PathVariable String caseNo, RedirectAttributes redirect) {
        warnings.require(caseNo);
        try {
            redirect.addFlashAttribute(
                    "message",
                    calls.confirm(caseNo) == WarningCalls.Confirmation.LATE
                            ? "emergency.warning.confirmedLate"
                            : "emergency.warning.confirmed");
        } catch (Refusal refused) {
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("no", caseNo);
        return "redirect:/emergency/warnings/{no}";
    }

    @GetMapping("/new-warning")
    String create(@RequestParam(required = false) @Nullable Long alarm, Model model) {
        WarningAccess.requireProposing();
        return form(alarm == null ? WarningForm.begun(OfficialTime.now(clock)) : fromAlarm.form(alarm), null, model);
    }

    @PostMapping("/new-warning")
    String create(WarningForm form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        WarningAccess.requireProposing();
        String[] caseNo = {""};
        return keep(form, null, draft -> caseNo[0] = warnings.propose(draft), model, response)
                ? done("emergency.warning.proposed", caseNo[0], redirect)
                : "emergency/edit-warning";
    }

    @GetMapping("/warnings/{caseNo}/edit")
    String edit(@PathVariable String caseNo, Model model) {
        Warning warning = warnings.require(caseNo);
        if (!warnings.mayChange(warning)) {
            throw Refusal.forbidden("access.denied");
        }
        return form(WarningForm.of(warning), warning, model);
    }

    @PostMapping("/warnings/{caseNo}/edit")
    String edit(
            @PathVariable String caseNo,
            WarningForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return keep(form, warnings.require(caseNo), draft -> warnings.change(caseNo, draft), model, response)
                ? done("emergency.warning.changed", caseNo, redirect)
                : "emergency/edit-warning";
    }

    private static String done(String message, String caseNo, RedirectAttributes redirect) {
        redirect.addFlashAttribute("message", message);
        redirect.addAttribute("no", caseNo);
        return "redirect:/emergency/warnings/{no}";
    }

    private boolean keep(
            WarningForm form,
            @Nullable Warning warning,
            Consumer<EmergencyWarnings.Draft> keeping,
            Model model,
            HttpServletResponse response) {
        try {
            keeping.accept(form.read());
            return true;
        } catch (Refusal refused) {
            Flash.onPage(refused, model, response);
            form(form, warning, model);
            return false;
        }
    }

    private String form(WarningForm form, @Nullable Warning warning, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("warning", warning);
        model.addAttribute(
                "named",
                departments.all().stream()
                        .filter(each -> !officers.membersOf(each.code()).isEmpty())
                        .map(Department::code)
                        .toList());
        return "emergency/edit-warning";
    }
}
