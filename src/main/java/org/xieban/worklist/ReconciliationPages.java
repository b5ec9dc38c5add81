package org.xieban.worklist;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whether the work list says what the engine says, for the system administrator; of cases it shows the number only. */
@Controller
@RequestMapping("/worklist/reconciliation")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class ReconciliationPages {

    private static final String PAGE = "redirect:/worklist/reconciliation";

    private final Reconciliation reconciliation;

    ReconciliationPages(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @GetMapping
    String show() {
        return "worklist/reconciliation";
    }

    @PostMapping("/comparisons")
    String compare(RedirectAttributes next) {
        next.addFlashAttribute("report", reconciliation.compare());
        return PAGE;
    }

    @PostMapping("/repairs")
    String repair(RedirectAttributes next) {
        next.addFlashAttribute("report", reconciliation.repair());
        next.addFlashAttribute("repaired", true);
        return PAGE;
    }
}
