package org.xieban.worklist;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Urging for a case from the pages, and answering in the task. */
@Controller
@PreAuthorize(WorklistPages.READERS)
class UrgePages {

    private static final String OVERDUE = "overdue";

    private final CaseUrges urges;
    private final TaskOperations operations;
    private final MessageSource messages;

    UrgePages(CaseUrges urges, TaskOperations operations, MessageSource messages) {
        this.urges = urges;
        this.operations = operations;
        this.messages = messages;
    }

    /** @param from {@code overdue} where one came from that list and goes back to it */
    @GetMapping("/cases/{caseNo}/urge")
    String form(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        form(caseNo, from, null, null, model);
        return fragment == null ? "worklist/urge" : "worklist/urge :: form";
    }

    private void form(
            String caseNo, @Nullable String from, @Nullable String note, @Nullable Refusal refused, Model model) {
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("urgeable", urges.urgeable(caseNo));
        model.addAttribute("earlier", urges.of(caseNo));
        model.addAttribute("from", from);
        model.addAttribute("back", back(caseNo, from));
        model.addAttribute("note", note);
        model.addAttribute("longest", TaskOperations.LONGEST_TEXT);
        model.addAttribute("refused", refused);
        model.addAttribute("wrong", refused == null ? Map.of() : wrong(refused));
    }

    /** What is wrong with each field, in the reader's words. */
    private Map<String, String> wrong(Refusal refused) {
        return refused.errors().stream()
                .collect(Collectors.toMap(
                        Refusal.FieldError::field,
                        error -> messages.getMessage(
                                "problem." + error.code(),
                                error.arguments().toArray(),
                                LocaleContextHolder.getLocale())));
    }

    private static String back(String caseNo, @Nullable String from) {
        return OVERDUE.equals(from) ? "/supervision/overdue" : "/cases/" + caseNo;
    }

    @PostMapping("/cases/{caseNo}/urge")
    String urge(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String note,
            RedirectAttributes flash,
            Model model) {
        try {
            urges.urge(caseNo, note);
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE && refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            form(caseNo, from, note, refused, model);
            return "worklist/urge";
        }
        flash.addFlashAttribute("message", "worklist.urge.done");
        flash.addFlashAttribute("messageArgs", List.of(caseNo));
        return "redirect:" + back(caseNo, from);
    }

    @PostMapping("/tasks/{taskId}/urge/answer")
    String answer(
            @PathVariable String taskId,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String queue,
            RedirectAttributes flash) {
        WorkItem item = operations.require(taskId);
        try {
            operations.answerUrge(taskId, text);
            flash.addFlashAttribute("message", "worklist.urge.answered");
            flash.addFlashAttribute("messageArgs", List.of(item.caseNo()));
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE && refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            Flash.refused(flash, refused);
        }
        return "redirect:" + WorklistPages.address(item, TaskApi.queue(queue));
    }
}
