package org.xieban.inspection.credit;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.inspection.register.ObjectRegister;

/** The class of an object for officers: how it became what it is, and taking what the object says to that. */
@Controller
@RequestMapping("/inspection/credit/{creditCode}")
@PreAuthorize("hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR', 'DUTY_COMMANDER',"
        + " 'SUPERVISOR')")
class CreditPages {

    private final CreditClasses classes;
    private final CreditRequests requests;
    private final ObjectRegister objects;

    CreditPages(CreditClasses classes, CreditRequests requests, ObjectRegister objects) {
        this.classes = classes;
        this.requests = requests;
        this.objects = objects;
    }

    @GetMapping
    String one(@PathVariable String creditCode, Model model) {
        model.addAttribute("object", objects.require(creditCode));
        model.addAttribute("history", classes.history(creditCode));
        model.addAttribute("kinds", CreditRequests.Kind.values());
        model.addAttribute("mayTake", requests.mayTake());
        return "inspection/credit";
    }

    @PostMapping
    String take(
            @PathVariable String creditCode,
            @RequestParam CreditRequests.Kind kind,
            @RequestParam String reason,
            RedirectAttributes redirect) {
        String caseNo = requests.take(creditCode, kind, reason);
        redirect.addFlashAttribute("message", "credit.taken");
        return "redirect:/cases/" + caseNo;
    }
}
