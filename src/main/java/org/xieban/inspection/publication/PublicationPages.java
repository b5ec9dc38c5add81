package org.xieban.inspection.publication;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.NamesDepartments;
import org.xieban.inspection.Typed;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Asks officers of the lead what is to be changed of published results. */
@Controller
@NamesDepartments
@PreAuthorize("hasAnyRole('HANDLER', 'SECTION_HEAD')")
class PublicationPages {

    private static final String RESULT = "result.";

    private final Publications publications;
    private final PublicationChanges changes;

    PublicationPages(Publications publications, PublicationChanges changes) {
        this.publications = publications;
        this.changes = changes;
    }

    @GetMapping("/inspection/publications/{number}/change")
    String change(@PathVariable String number, Model model) {
        Publication latest = publications.require(number);
        if (!changes.mayPropose(latest)) {
            throw Refusal.forbidden("access.denied");
        }
        return form(latest, Map.of(), "", model);
    }

    private static String form(Publication latest, Map<String, ResultKind> given, String reason, Model model) {
        model.addAttribute("latest", latest);
        model.addAttribute("given", given);
        model.addAttribute("reason", reason);
        model.addAttribute("results", ResultKind.values());
        return "inspection/change-publication";
    }

    /**
     * Asks for the change.
     *
     * @param how {@code CORRECT} or {@code WITHDRAW}
     */
    @PostMapping("/inspection/publications/{number}/change")
    String change(
            @PathVariable String number,
            @RequestParam String how,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Map<String, ResultKind> given = new HashMap<>();
        typed.forEach((name, value) -> {
            if (name.startsWith(RESULT)) {
                given.put(name.substring(RESULT.length()), kind(value));
            }
        });
        try {
            String caseNo = changes.propose(number, how.equals("WITHDRAW"), given, Typed.text(reason));
            redirect.addFlashAttribute("message", "inspection.publication.proposed");
            return "redirect:/cases/" + caseNo;
        } catch (Refusal refused) {
            Flash.onPage(refused, model, response);
            return form(publications.require(number), given, Typed.text(reason), model);
        }
    }

    private static ResultKind kind(String typed) {
        try {
            return ResultKind.valueOf(typed);
        } catch (IllegalArgumentException none) {
            throw Refusal.shape("filter.invalid").at("result", "filter.notText");
        }
    }
}
