package org.xieban.worklist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** What is done with one task from the pages: at once, or by a small form of its own. */
@Controller
@PreAuthorize(WorklistPages.READERS)
class TaskOperationPages {

    private final TaskOperations operations;
    private final TaskReturns returns;
    private final TaskPeople people;
    private final Watches watches;
    private final WorkItems items;
    private final MessageSource messages;

    TaskOperationPages(
            TaskOperations operations,
            TaskReturns returns,
            TaskPeople people,
            Watches watches,
            WorkItems items,
            MessageSource messages) {
        this.operations = operations;
        this.returns = returns;
        this.people = people;
        this.watches = watches;
        this.items = items;
        this.messages = messages;
    }

    /** What somebody else was quicker with is told on the page where it stands; nothing of the page is lost. */
    @PostMapping("/tasks/{taskId}/{operation:claim|release|resolve|read}")
    String atOnce(
            @PathVariable String taskId,
            @PathVariable String operation,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(defaultValue = "false") boolean stay,
            RedirectAttributes flash) {
        Queue list = TaskApi.queue(queue);
        WorkItem item = operations.require(taskId);
        try {
            switch (operation) {
                case "claim" -> operations.claim(taskId);
                case "release" -> operations.release(taskId);
                case "resolve" -> operations.resolve(taskId);
                default -> operations.read(taskId);
            }
            told(flash, "worklist.done." + operation, item);
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            Flash.refused(flash, refused);
        }
        return stay ? "redirect:/tasks?queue=" + list.code() : "redirect:" + WorklistPages.address(item, list);
    }

    private static void told(RedirectAttributes flash, String done, WorkItem item) {
        flash.addFlashAttribute("message", done);
        flash.addFlashAttribute("messageArgs", List.of(item.caseNo(), item.stepName()));
    }

    /** What is entered into a form of one operation. */
    record Entered(
            @Nullable List<@Nullable String> to,
            @Nullable String toStep,
            @Nullable String reason,
            @Nullable String note) {

        @Nullable
        String first() {
            return to == null || to.isEmpty() ? null : to.get(0);
        }

        public boolean chosen(String login) {
            return to != null && to.contains(login);
        }
    }

    @GetMapping("/tasks/{taskId}/{operation:transfer|delegate|return|withdraw|copy|urge}")
    String form(
            @PathVariable String taskId,
            @PathVariable String operation,
            @RequestParam(required = false) @Nullable String queue,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        WorkItem item = operations.require(taskId);
        TaskOperation asked = TaskApi.operation(operation);
        operations.operations(taskId).getOrDefault(asked, Optional.empty()).ifPresent(refusal -> {
            throw refusal;
        });
        form(item, asked, queue, new Entered(null, null, null, null), null, model);
        return fragment == null ? "worklist/operation" : "worklist/operation :: form";
    }

    private void form(
            WorkItem item,
            TaskOperation operation,
            @Nullable String queue,
            Entered entered,
            @Nullable Refusal refused,
            Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        model.addAttribute("item", item);
        model.addAttribute("operation", operation);
        model.addAttribute("queue", TaskApi.queue(queue));
        model.addAttribute("back", WorklistPages.address(item, TaskApi.queue(queue)));
        model.addAttribute(
                "people",
                switch (operation) {
                    case TRANSFER, DELEGATE -> people.holders(item);
                    case COPY -> people.readers(item, officer);
                    default -> List.of();
                });
        model.addAttribute("targets", operation == TaskOperation.RETURN ? returns.targets(item.taskId()) : List.of());
        model.addAttribute(
                "withdraws", operation == TaskOperation.WITHDRAW ? returns.withdrawn(item.taskId()) : List.of());
        model.addAttribute("longest", TaskOperations.LONGEST_TEXT);
        model.addAttribute("entered", entered);
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

    @PostMapping("/tasks/{taskId}/{operation:transfer|delegate|return|withdraw|copy|urge}")
    String perform(
            @PathVariable String taskId,
            @PathVariable String operation,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable List<@Nullable String> to,
            @RequestParam(required = false) @Nullable String toStep,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String note,
            RedirectAttributes flash,
            Model model) {
        WorkItem item = operations.require(taskId);
        TaskOperation asked = TaskApi.operation(operation);
        Entered entered = new Entered(to, toStep, reason, note);
        try {
            perform(taskId, asked, entered);
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE && refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            form(item, asked, queue, entered, refused, model);
            return "worklist/operation";
        }
        told(flash, "worklist.done." + asked.code(), item);
        if (asked == TaskOperation.WITHDRAW) {
            // where he does it again
            return "redirect:/cases/" + item.caseNo() + "?queue=" + Queue.MINE.code();
        }
        boolean seen = items.find(taskId, CaseAccess.requireOfficer()).isPresent();
        Queue list = TaskApi.queue(queue);
        return "redirect:" + (seen ? WorklistPages.address(item, list) : "/tasks?queue=" + list.code());
    }

    private void perform(String taskId, TaskOperation operation, Entered entered) {
        switch (operation) {
            case TRANSFER -> operations.transfer(taskId, entered.first(), entered.reason());
            case DELEGATE -> operations.delegate(taskId, entered.first(), entered.reason());
            case RETURN -> returns.back(taskId, entered.toStep(), entered.reason());
            case WITHDRAW -> returns.withdraw(taskId);
            case COPY -> operations.copy(taskId, entered.to(), entered.note());
            case URGE -> operations.urge(taskId, entered.note());
            default -> throw new IllegalArgumentException(operation.code());
        }
    }

    @PostMapping("/cases/{caseNo}/watch")
    String watch(@PathVariable String caseNo, @RequestParam(defaultValue = "") String task, RedirectAttributes flash) {
        watches.watch(caseNo);
        return watched(caseNo, task, "worklist.watched", flash);
    }

    @PostMapping("/cases/{caseNo}/unwatch")
    String unwatch(
            @PathVariable String caseNo, @RequestParam(defaultValue = "") String task, RedirectAttributes flash) {
        watches.unwatch(caseNo);
        return watched(caseNo, task, "worklist.unwatched", flash);
    }

    /** Back to where one is on the page of the case. */
    private static String watched(String caseNo, String task, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("message", done);
        flash.addFlashAttribute("messageArgs", List.of(caseNo));
        if (!task.isEmpty()) {
            flash.addAttribute("task", task);
        }
        return "redirect:/cases/{caseNo}";
    }
}
