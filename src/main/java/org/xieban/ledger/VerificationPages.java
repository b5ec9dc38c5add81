package org.xieban.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Attachment;
import org.xieban.web.Refusal;

/** Whether the record still is what was signed, for the audit administrator. */
@Controller
@RequestMapping("/ledger/verification")
@PreAuthorize("hasRole('AUDIT_ADMINISTRATOR')")
class VerificationPages {

    private final Verifications verifications;
    private final LogStore store;
    private final Keys keys;
    private final Deliveries deliveries;
    private final LogExport export;
    private final Clock clock;

    VerificationPages(
            Verifications verifications,
            LogStore store,
            Keys keys,
            Deliveries deliveries,
            LogExport export,
            Clock clock) {
        this.verifications = verifications;
        this.store = store;
        this.keys = keys;
        this.deliveries = deliveries;
        this.export = export;
        this.clock = clock;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("state", verifications.state());
        model.addAttribute("log", store.identity().orElse(null));
        model.addAttribute("latest", store.latest().orElse(null));
        model.addAttribute("note", deliveries.published().orElse(null));
        model.addAttribute("keys", keys.lines());
        model.addAttribute("deliveries", deliveries.lines());
        return "ledger/verification";
    }

    @GetMapping("/log.zip")
    void copy(HttpServletResponse response) throws IOException {
        export.write(() -> {
            Attachment.begin(response, "log-" + LocalDate.now(clock) + ".zip", Attachment.ZIP);
            return response.getOutputStream();
        });
    }

    @PostMapping
    String begin() {
        verifications.begin();
        return "redirect:/ledger/verification";
    }

    @PostMapping("/key")
    String changeKey(@RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes flash) {
        try {
            keys.change(reason);
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            model.addAttribute("reason", reason);
            return show(model);
        }
        flash.addFlashAttribute("message", "ledger.key.changed");
        return "redirect:/ledger/verification";
    }
}
