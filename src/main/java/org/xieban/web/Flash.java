package org.xieban.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is told at the top of the page that one is sent to. */
public final class Flash {

    private Flash() {}

    /**
     * That something was refused, and why.
     *
     * @throws Refusal the same where what was asked for is not there, since nothing leads back to it
     */
    public static void refused(RedirectAttributes flash, Refusal refusal) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
            throw refusal;
        }
        problem(flash, refusal.code(), refusal.arguments());
    }

    /**
     * That something that was typed was refused, on the page where it was typed and stays.
     *
     * @param said kinds of what is said there
     * @throws Refusal the same where it is of another kind
     */
    public static void onPage(Refusal refusal, Set<Refusal.Kind> said, Model model, HttpServletResponse response) {
        if (!said.contains(refusal.kind())) {
            throw refusal;
        }
        response.setStatus(refusal.kind().status());
        model.addAttribute("refusal", refusal);
    }

    /** The same where a rule forbids it. */
    public static void onPage(Refusal refusal, Model model, HttpServletResponse response) {
        onPage(refusal, Set.of(Refusal.Kind.RULE), model, response);
    }

    /**
     * That something was refused, by what is wrong with the first field at fault where the page that one is sent to has no
     * fields.
     */
    public static void refusedAtFirst(RedirectAttributes flash, Refusal refusal) {
        refusal.errors().stream()
                .findFirst()
                .ifPresentOrElse(
                        first -> problem(flash, first.code(), first.arguments()), () -> refused(flash, refusal));
    }

    private static void problem(RedirectAttributes flash, String code, List<Object> arguments) {
        flash.addFlashAttribute("problem", "problem." + code);
        flash.addFlashAttribute("problemArgs", arguments);
    }
}
