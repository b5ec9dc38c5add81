package org.xieban.worklist;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officer;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The same done with the rows that were chosen in a list: first asked to whom and why where it must be known. */
@Controller
@RequestMapping("/tasks/bulk")
@PreAuthorize(WorklistPages.READERS)
class BulkPages {

    private final BulkOperations bulk;
    private final WorkItems items;
    private final TaskPeople people;

    BulkPages(BulkOperations bulk, WorkItems items, TaskPeople people) {
        this.bulk = bulk;
        this.items = items;
        this.people = people;
    }

    /** What came of it, told once after it was done. */
    @GetMapping
    String outcome(Model model, @RequestParam(required = false) @Nullable String queue) {
        return model.containsAttribute("outcomes")
                ? "worklist/bulk"
                : "redirect:/tasks?queue=" + TaskApi.queue(queue).code();
    }

    @PostMapping
    String perform(
            @RequestParam(required = false) @Nullable String operation,
            @RequestParam(name = "task", required = false) @Nullable List<@Nullable String> tasks,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(defaultValue = "false") boolean sure,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String note,
            RedirectAttributes flash,
            Model model) {
        Queue list = TaskApi.queue(queue);
        TaskOperation asked = TaskApi.operation(operation);
        List<String> chosen;
        try {
            chosen = BulkOperations.tasks(tasks);
        } catch (Refusal refused) {
            Flash.refused(flash, refused);
            return "redirect:/tasks?queue=" + list.code();
        }
        if (!sure && TaskOperation.BY_FORM.contains(asked)) {
            return form(asked, chosen, list, to, reason, note, null, model);
        }
        try {
            List<BulkOperations.Outcome> outcomes = bulk.perform(asked, tasks, to, reason, note);
            flash.addFlashAttribute("outcomes", outcomes);
            flash.addFlashAttribute("operation", asked);
            flash.addFlashAttribute("queue", list);
            flash.addFlashAttribute(
                    "done",
                    outcomes.stream().filter(BulkOperations.Outcome::done).count());
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE) {
                throw refused;
            }
            return form(asked, chosen, list, to, reason, note, refused, model);
        }
        return "redirect:/tasks/bulk?queue=" + list.code();
    }

    private String form(
            TaskOperation operation,
            List<String> tasks,
            Queue list,
            @Nullable String to,
            @Nullable String reason,
            @Nullable String note,
            @Nullable Refusal refused,
            Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        List<WorkItem> chosen = tasks.stream()
                .map(task -> items.find(task, officer).orElse(null))
                .filter(Objects::nonNull)
                .toList();
        model.addAttribute("operation", operation);
        model.addAttribute("queue", list);
        model.addAttribute("tasks", tasks);
        model.addAttribute("chosen", chosen);
        model.addAttribute(
                "people",
                operation == TaskOperation.TRANSFER
                        ? chosen.stream()
                                .flatMap(item -> people.holders(item).stream())
                                .collect(Collectors.toMap(
                                        Officer::login, each -> each, (one, same) -> one, TreeMap::new))
                                .values()
                        : List.of());
        model.addAttribute("to", to);
        model.addAttribute("reason", reason);
        model.addAttribute("note", note);
        model.addAttribute("longest", TaskOperations.LONGEST_TEXT);
        model.addAttribute("refused", refused);
        return "worklist/bulk-form";
    }
}
