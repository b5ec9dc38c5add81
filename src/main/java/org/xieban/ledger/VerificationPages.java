package org.xieban.ledger;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Whether the record still is what was signed, for the audit administrator. */
@Controller
@RequestMapping("/ledger/verification")
@PreAuthorize("hasRole('AUDIT_ADMINISTRATOR')")
class VerificationPages {

    private final Verifications verifications;
    private final LogStore store;

    VerificationPages(Verifications verifications, LogStore store) {
        this.verifications = verifications;
        this.store = store;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("state", verifications.state());
        model.addAttribute("log", store.identity().orElse(null));
        model.addAttribute("latest", store.lastSigning().orElse(null));
        model.addAttribute("keys", store.keys());
        return "ledger/verification";
    }

    @PostMapping
    String begin() {
        verifications.begin();
        return "redirect:/ledger/verification";
    }
}
