package org.xieban.inspection.disclosure;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.inspection.Typed;
import org.xieban.web.Flash;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Public decisions: for everybody, as the tab of their penalty case, and telling that one does not stand any more. */
@Controller
@NamesDepartments
class DisclosurePages {

    private static final String OFFICERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER',"
            + " 'INSPECTOR', 'DUTY_COMMANDER', 'SUPERVISOR')";

    private final Disclosures disclosures;
    private final Withdrawals withdrawals;
    private final CaseAccess access;

    DisclosurePages(Disclosures disclosures, Withdrawals withdrawals, CaseAccess access) {
        this.disclosures = disclosures;
        this.withdrawals = withdrawals;
        this.access = access;
    }

    @GetMapping("/public/penalties")
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        DisclosureFilter filter = new DisclosureFilter(q, department);
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", disclosures.list(filter, PageRequest.of(Disclosures.LIST, after, null)));
        return "inspection/public-penalties";
    }

    @GetMapping("/public/penalties/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        model.addAttribute("disclosure", disclosures.require(caseNo));
        return "inspection/public-penalty";
    }

    @GetMapping("/inspection/disclosures/of/{caseNo}")
    @PreAuthorize(OFFICERS)
    String of(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireVisible(caseNo);
        Disclosure disclosure = disclosures.find(caseNo).orElse(null);
        String withdrawal = withdrawals.of(caseNo).orElse(null);
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("disclosure", disclosure);
        model.addAttribute("withdrawal", withdrawal);
        model.addAttribute("mayTell", disclosure != null && withdrawal == null && withdrawals.mayTell(disclosure));
        return fragment == null ? "inspection/disclosure-tab" : "inspection/disclosure-tab :: tab";
    }

    @GetMapping("/inspection/disclosures/{caseNo}/withdrawal")
    @PreAuthorize("hasAnyRole('HANDLER', 'INSPECTOR', 'SECTION_HEAD')")
    String withdrawal(@PathVariable String caseNo, Model model) {
        Disclosure disclosure = disclosures.require(caseNo);
        if (!withdrawals.mayTell(disclosure)) {
            throw Refusal.forbidden("access.denied");
        }
        return form(disclosure, null, model);
    }

    private static String form(Disclosure disclosure, Withdrawals.@Nullable Told told, Model model) {
        model.addAttribute("disclosure", disclosure);
        model.addAttribute("told", told);
        model.addAttribute("grounds", Disclosure.Ground.values());
        return "inspection/withdraw-penalty";
    }

    @PostMapping("/inspection/disclosures/{caseNo}/withdrawal")
    @PreAuthorize("hasAnyRole('HANDLER', 'INSPECTOR', 'SECTION_HEAD')")
    String withdrawal(
            @PathVariable String caseNo,
            @RequestParam Disclosure.Ground ground,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate on,
            @RequestParam(required = false) @Nullable String document,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Withdrawals.Told told = new Withdrawals.Told(ground, on, Typed.text(document), Typed.text(reason));
        try {
            String withdrawal = withdrawals.tell(caseNo, told);
            redirect.addFlashAttribute("message", "penalty.disclosure.told");
            return "redirect:/cases/" + withdrawal;
        } catch (Refusal refused) {
            Flash.onPage(refused, Set.of(Refusal.Kind.RULE, Refusal.Kind.CONFLICT), model, response);
            return form(disclosures.require(caseNo), told, model);
        }
    }
}
