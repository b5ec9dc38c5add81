package org.xieban.worklist;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Lamp;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** The work lists. */
@Controller
@RequestMapping("/tasks")
@PreAuthorize(WorklistPages.READERS)
class WorklistPages {

    /** Who has work lists at all. */
    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    /** So many rows are read at a glance or two. */
    private static final int ROWS = 30;

    private static final int ITEM_CHIPS = 4;

    private final WorkItems items;
    private final WorkItemCounts numbers;
    private final TaskOperations operations;
    private final TaskLines lines;
    private final SavedFilters saved;

    WorklistPages(
            WorkItems items, WorkItemCounts numbers, TaskOperations operations, TaskLines lines, SavedFilters saved) {
        this.items = items;
        this.numbers = numbers;
        this.operations = operations;
        this.lines = lines;
        this.saved = saved;
    }

    /** What restricts a list, as addresses carry it. */
    record Query(
            @Nullable String queue,
            @Nullable Lamp lamp,
            @Nullable String item,
            @Nullable String step,
            @Nullable String applicant,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String q,
            @Nullable String sort) {

        TaskFilter filter() {
            return new TaskFilter(TaskApi.queue(queue), lamp, item, step, applicant, from, to, q, TaskApi.sort(sort));
        }
    }

    @GetMapping
    @Transactional(readOnly = true)
    String list(
            @ModelAttribute("given") Query given,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Locale locale,
            Model model) {
        TaskFilter filter = given.filter();
        SignedInOfficer officer = CaseAccess.requireOfficer();
        WorkItemCounts.Counts counts = numbers.counts(filter, officer);
        Listing<WorkItem> page =
                items.list(filter, officer, PageRequest.of(filter.listName(), after, ROWS), counts.total());
        if (!filter.restricts()) {
            WorklistNavigation.counted(filter.queue(), counts.total());
        }
        Map<Lamp, Long> lamps = counts.byLamp();
        model.addAttribute("filter", filter);
        model.addAttribute("queue", filter.queue());
        model.addAttribute("name", WorklistNavigation.textKey(filter.queue(), officer));
        model.addAttribute(
                "lines",
                filter.queue() == Queue.COPIED
                        ? lines.withCopies(page.items(), officer, locale)
                        : lines.of(page.items(), officer, locale));
        model.addAttribute("next", page.next());
        model.addAttribute("after", after);
        model.addAttribute("total", page.total());
        model.addAttribute("all", counts.underAnyLamp());
        model.addAttribute("lamps", lamps);
        model.addAttribute("late", lamps.get(Lamp.RED));
        model.addAttribute("soon", lamps.get(Lamp.YELLOW));
        model.addAttribute(
                "itemChips", counts.byItem().stream().limit(ITEM_CHIPS).toList());
        model.addAttribute("items", counts.byItem());
        model.addAttribute("steps", counts.byStep());
        List<SavedFilters.SavedFilter> filters = saved.all();
        model.addAttribute("saved", filters);
        // a first page does not wait for them
        model.addAttribute("counts", fragment == null ? null : saved.counts(filters));
        model.addAttribute("longestName", SavedFilters.LONGEST_NAME);
        model.addAttribute("bulk", BulkOperations.offered(filter.queue(), officer));
        model.addAttribute("sorts", TaskSort.values());
        model.addAttribute("formats", TaskTableFormat.values());
        return fragment == null ? "worklist/tasks" : "worklist/tasks :: list";
    }

    /** What comes after a task was done: the next of the list it was opened from, else of the other one, else the list. */
    @GetMapping("/next")
    String next(
            @RequestParam String done,
            @RequestParam(required = false) @Nullable String queue,
            RedirectAttributes flash) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        WorkItem item = operations.require(done);
        Queue list = TaskApi.queue(queue);
        flash.addFlashAttribute("message", "worklist.submitted");
        flash.addFlashAttribute("messageArgs", List.of(item.caseNo(), item.stepName()));
        for (Queue each : list == Queue.GROUP ? List.of(Queue.GROUP, Queue.MINE) : List.of(Queue.MINE, Queue.GROUP)) {
            Optional<WorkItem> next = items.after(each, item, officer)
                    .or(() ->
                            items
                                    .list(TaskFilter.of(each), officer, PageRequest.of("tasks/next", null, 1))
                                    .items()
                                    .stream()
                                    .findFirst());
            if (next.isPresent()) {
                return "redirect:" + address(next.get(), each);
            }
        }
        return "redirect:/tasks?queue=" + list.code();
    }

    static String address(WorkItem item, Queue queue) {
        return "/cases/" + item.caseNo() + "?task=" + item.taskId() + "&queue=" + queue.code();
    }
}
