package org.xieban.web;

import java.util.List;
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

    /** The same, by what is wrong with the first field at fault where the page that one is sent to has no fields. */
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
