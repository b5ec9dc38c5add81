package org.xieban.emergency.alert;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Noting, on the page of an event or a warning, that a contact was telephoned. */
@Controller
@PreAuthorize("hasRole('DUTY_COMMANDER')")
class AlertPages {

    private final ToldContacts told;

    AlertPages(ToldContacts told) {
        this.told = told;
    }

    @PostMapping("/emergency/alerts/{id}/reached")
    String reached(@PathVariable long id, @RequestParam(defaultValue = "") String said, RedirectAttributes redirect) {
        Alert alert = told.require(id);
        try {
            told.reached(id, said);
            redirect.addFlashAttribute("message", "emergency.alert.noted");
        } catch (Refusal refused) {
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("no", alert.caseNo());
        return "redirect:/emergency/" + (alert.occasion().ofWarning() ? "warnings" : "events") + "/{no}";
    }
}
