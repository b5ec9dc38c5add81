package org.xieban.inspection.penalty;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.inspection.penalty.PenaltyCase.Procedure;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.web.Flash;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Penalty cases for officers: those of their department, one of them, filing one. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize("hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR', 'DUTY_COMMANDER',"
        + " 'SUPERVISOR')")
class PenaltyPages {

    private final Penalties penalties;
    private final PenaltyFiling filing;
    private final CertifiedTeams teams;
    private final CaseAccess access;

    PenaltyPages(Penalties penalties, PenaltyFiling filing, CertifiedTeams teams, CaseAccess access) {
        this.penalties = penalties;
        this.filing = filing;
        this.teams = teams;
        this.access = access;
    }

    @GetMapping("/penalties")
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        // supervisors see every case, others those of their department
        String department = officer.has(Role.SUPERVISOR) ? null : officer.departmentCode();
        Listing<PenaltyCase> listing = penalties.list(department, PageRequest.of(Penalties.LIST, after, null));
        model.addAttribute("listing", listing);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("parties", penalties.parties(listing.items()));
        model.addAttribute("mayFile", filing.mayFile());
        return "inspection/penalties";
    }

    @GetMapping("/penalties/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        access.requireVisible(caseNo);
        PenaltyCase penalty = penalties.find(caseNo).orElseThrow(() -> Refusal.notFound("penalty.unknown", caseNo));
        model.addAttribute("penalty", penalty);
        model.addAttribute("party", penalties.parties(List.of(penalty)).get(caseNo));
        model.addAttribute("officers", teams.names(penalty.officers()));
        model.addAttribute("payments", penalties.payments(caseNo));
        model.addAttribute("additionalNow", penalties.additional(penalty, penalties.today()));
        return "inspection/penalty";
    }

    @GetMapping("/new-penalty")
    String create(@RequestParam(defaultValue = "ORDINARY") Procedure procedure, Model model) {
        if (!filing.mayFile()) {
            throw Refusal.forbidden("access.denied");
        }
        return form(PenaltyForm.empty(procedure, penalties.today()), model);
    }

    private String form(PenaltyForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("sources", PenaltyCase.Source.NAMED.stream().sorted().toList());
        model.addAttribute(
                "choices", teams.choices(CaseAccess.requireOfficer().departmentCode(), "", penalties.today()));
        return "inspection/new-penalty";
    }

    @PostMapping("/new-penalty")
    String create(PenaltyForm form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        String caseNo;
        try {
            caseNo = form.onTheSpot()
                    ? filing.decideOnTheSpot(form.readSource(), form.grounds(penalties.today()), form.decided())
                    : filing.file(form.readSource(), form.grounds(penalties.today()));
        } catch (Refusal refused) {
            Flash.onPage(refused, Set.of(Refusal.Kind.RULE, Refusal.Kind.CONFLICT), model, response);
            return form(form, model);
        }
        redirect.addFlashAttribute("message", form.onTheSpot() ? "penalty.kept" : "penalty.filed");
        return "redirect:/inspection/penalties/" + caseNo;
    }
}
