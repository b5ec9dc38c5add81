package org.xieban.worklist;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Refusal;

/** The page on which an officer keeps his phrases, and what the forms of tasks ask for them. */
@Controller
@RequestMapping("/tasks/phrases")
@PreAuthorize(WorklistPages.READERS)
class PhrasePages {

    private final Phrases phrases;

    PhrasePages(Phrases phrases) {
        this.phrases = phrases;
    }

    @GetMapping
    String page(Model model) {
        return page("", null, null, model);
    }

    private String page(String typed, @Nullable Long at, @Nullable Refusal refused, Model model) {
        model.addAttribute("phrases", phrases.own());
        model.addAttribute("longest", Phrases.LONGEST);
        model.addAttribute("typed", typed);
        model.addAttribute("at", at);
        model.addAttribute("refused", refused);
        return "worklist/phrases";
    }

    @PostMapping
    String add(
            @RequestParam(defaultValue = "") String text,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        return act("worklist.phrases.added", () -> phrases.add(text), text, null, model, flash, response);
    }

    @PostMapping("/{id:[0-9]+}")
    String change(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        return act("worklist.phrases.changed", () -> phrases.change(id, text), text, id, model, flash, response);
    }

    /** What is wrong is said beside the field, and nothing of what was typed is lost. */
    private String act(
            String done,
            Runnable act,
            String typed,
            @Nullable Long at,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        try {
            act.run();
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.NOT_FOUND) {
                throw refused;
            }
            response.setStatus(refused.kind().status());
            return page(typed, at, refused, model);
        }
        flash.addFlashAttribute("message", done);
        return "redirect:/tasks/phrases";
    }

    @PostMapping("/{id:[0-9]+}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        phrases.delete(id);
        flash.addFlashAttribute("message", "worklist.phrases.deleted");
        return "redirect:/tasks/phrases";
    }

    /** For the forms of tasks. */
    @GetMapping(path = "/own", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Phrases.Phrase> own() {
        return phrases.own();
    }

    /** Keeps what stands in a field of a form. */
    @PostMapping(path = "/own", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Phrases.Phrase> keep(@RequestParam(defaultValue = "") String text) {
        phrases.add(text);
        return phrases.own();
    }

    @PostMapping("/{id:[0-9]+}/use")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void use(@PathVariable long id) {
        phrases.use(id);
    }
}
