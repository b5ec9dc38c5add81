package org.xieban.sources;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Asking a provider to look after a difference, and waiting for it or going on; on the data tab of a case. */
@Controller
@RequestMapping("/sources/cases/{caseNo}")
class CorrectionPages {

    private final Corrections corrections;
    private final CaseAccess access;

    CorrectionPages(Corrections corrections, CaseAccess access) {
        this.corrections = corrections;
        this.access = access;
    }

    @PostMapping("/facts/{id}/correction")
    String begin(@PathVariable String caseNo, @PathVariable long id, RedirectAttributes redirect) {
        requireHandler(caseNo);
        return done(caseNo, "sharing.correction.begun", redirect, () -> corrections.begin(caseNo, id));
    }

    @PostMapping("/corrections/{number}")
    String await(
            @PathVariable String caseNo,
            @PathVariable String number,
            @RequestParam boolean awaited,
            RedirectAttributes redirect) {
        requireHandler(caseNo);
        return done(
                caseNo,
                awaited ? "sharing.correction.nowAwaited" : "sharing.correction.notAwaited",
                redirect,
                () -> corrections.await(caseNo, number, awaited));
    }

    private void requireHandler(String caseNo) {
        access.requireWhole(caseNo);
        if (CaseAccess.requireOfficer().roles().stream().noneMatch(Role::holdsTasks)) {
            throw Refusal.forbidden("access.denied");
        }
    }

    private static String done(String caseNo, String message, RedirectAttributes redirect, Runnable change) {
        try {
            change.run();
            redirect.addFlashAttribute("message", message);
        } catch (Refusal refusal) {
            Flash.refused(redirect, refusal);
        }
        return "redirect:/cases/" + caseNo + "?tab=data";
    }
}
