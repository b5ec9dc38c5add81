package org.xieban.worklist;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseScope;
import org.xieban.casefile.CaseView;
import org.xieban.casefile.CaseViews;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.CameFrom;
import org.xieban.web.Refusal;

/** The page of one case: what it is, where it is, what the reader may do, what has been done. */
@Controller
class CasePage {

    private static final String CASES = "navigation.cases";

    private final CaseFiles cases;
    private final CaseViews views;
    private final CaseAccess access;
    private final WorkItems items;
    private final TaskLines lines;
    private final CaseTabs tabs;
    private final TaskRules rules;
    private final Watches watches;
    private final Copies copies;
    private final CaseUrges urges;

    CasePage(
            CaseFiles cases,
            CaseViews views,
            CaseAccess access,
            WorkItems items,
            TaskLines lines,
            CaseTabs tabs,
            TaskRules rules,
            Watches watches,
            Copies copies,
            CaseUrges urges) {
        this.urges = urges;
        this.cases = cases;
        this.views = views;
        this.access = access;
        this.items = items;
        this.lines = lines;
        this.tabs = tabs;
        this.rules = rules;
        this.watches = watches;
        this.copies = copies;
    }

    /** Where the task stands in the list it was opened from. */
    record Place(
            long position,
            long total,
            @Nullable String previous,
            @Nullable String next) {}

    /** Where the link at the top leads. */
    record Back(String href, String textKey) {}

    /**
     * @param task the one to handle; where none is named, the reader's first in this case
     * @param queue the list that it was opened from
     * @param tab the one to show; handling the task where none is named
     */
    @GetMapping("/cases/{caseNo}")
    @Transactional(readOnly = true)
    String page(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String task,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(defaultValue = "handle") String tab,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        CaseScope scope = access.requireVisible(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile file = cases.require(caseNo);
        CaseView view = views.of(caseNo);
        boolean whole = scope == CaseScope.WHOLE;
        List<WorkItem> open = items.openOfCase(caseNo, whole ? null : officer.departmentCode());
        List<TaskLines.Line> openLines = lines.of(open, officer, locale);
        TaskLines.Line current = task == null
                ? first(openLines).orElse(null)
                : lines.of(
                        items.find(task, officer)
                                .filter(item -> item.caseNo().equals(caseNo))
                                .orElseThrow(() -> Refusal.notFound("task.unknown")),
                        officer,
                        locale);
        Queue list = TaskApi.queue(queue);
        model.addAttribute("file", file);
        model.addAttribute("view", view);
        model.addAttribute(
                "related",
                Stream.concat(Stream.ofNullable(view.parent()), view.children().stream())
                        .collect(Collectors.toMap(Function.identity(), cases::require)));
        model.addAttribute("whole", whole);
        model.addAttribute("open", openLines);
        model.addAttribute("current", current);
        model.addAttribute("handles", current != null && handles(current));
        Set<TaskOperation> allowed = current == null ? Set.of() : allowed(current.item(), officer);
        model.addAttribute("allowed", allowed);
        model.addAttribute(
                "more", TaskOperation.BY_FORM.stream().filter(allowed::contains).toList());
        model.addAttribute("copy", current == null ? null : copyOf(current.item(), officer, locale));
        List<CaseUrges.Urge> urged = urges.of(caseNo);
        model.addAttribute("urges", urged);
        model.addAttribute("asked", current == null ? List.of() : asked(urged, current.item(), officer));
        model.addAttribute("mayUrge", officer.has(Role.SUPERVISOR) && !open.isEmpty());
        model.addAttribute("watches", watches.watches(officer, caseNo));
        model.addAttribute("queue", list);
        boolean fromList = queue != null || (current != null && handles(current));
        model.addAttribute("back", back(request, fromList ? list : null, officer));
        // what nobody has taken yet stands in no list of one's own
        model.addAttribute(
                "place",
                current != null && (list != Queue.MINE || current.mine())
                        ? place(current.item(), list, officer)
                        : null);
        List<CaseTab> beside = tabs.of(scope, file.processKey());
        boolean known =
                tab.equals("diagram") || beside.stream().map(CaseTab::name).anyMatch(tab::equals);
        model.addAttribute("tabs", beside);
        model.addAttribute("tab", known ? tab : "handle");
        model.addAttribute("mayWithdraw", whole && file.mayBeWithdrawnBy(officer));
        return "worklist/case";
    }

    /** What waits for an answer of the reader. */
    private List<CaseUrges.Urge> asked(List<CaseUrges.Urge> urged, WorkItem item, SignedInOfficer officer) {
        return rules.mayAnswer(item, officer)
                ? urged.stream()
                        .filter(urge -> urge.waits() && urge.taskId().equals(item.taskId()))
                        .toList()
                : List.of();
    }

    /** What the menu beside the task offers. */
    private Set<TaskOperation> allowed(WorkItem item, SignedInOfficer officer) {
        return rules.all(item, officer).entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TaskOperation.class)));
    }

    private TaskLines.@Nullable Copied copyOf(WorkItem item, SignedInOfficer officer, Locale locale) {
        return copies.find(item.taskId(), officer.login())
                .map(copy -> lines.copied(copy, locale))
                .orElse(null);
    }

    /** Back to the list that one came from, as it was; else to that of the task, else to the cases. */
    private static Back back(HttpServletRequest request, @Nullable Queue list, SignedInOfficer officer) {
        String from = CameFrom.page(request);
        if (from != null) {
            UriComponents address = UriComponentsBuilder.fromUriString(from).build();
            String path = String.valueOf(address.getPath())
                    .substring(request.getContextPath().length());
            switch (path) {
                case "/cases" -> {
                    return new Back(from, CASES);
                }
                case "/search" -> {
                    return new Back(from, "worklist.back.search");
                }
                case "/supervision/overdue" -> {
                    return new Back(from, "navigation.overdue");
                }
                case "/notices" -> {
                    return new Back(from, "worklist.back.notices");
                }
                case "/tasks" -> {
                    String named = address.getQueryParams().getFirst("queue");
                    Queue queue = Arrays.stream(Queue.values())
                            .filter(each -> each.code().equals(named))
                            .findFirst()
                            .orElse(Queue.MINE);
                    return new Back(from, WorklistNavigation.textKey(queue, officer));
                }
                default -> {}
            }
        }
        return list == null
                ? new Back(request.getContextPath() + "/cases", CASES)
                : new Back(
                        request.getContextPath() + "/tasks?queue=" + list.code(),
                        WorklistNavigation.textKey(list, officer));
    }

    /** One's own before what one may take; nothing else. */
    private static Optional<TaskLines.Line> first(List<TaskLines.Line> open) {
        return open.stream().filter(TaskLines.Line::mine).findFirst().or(() -> open.stream()
                .filter(CasePage::handles)
                .findFirst());
    }

    /** Whether the reader may submit its form: it is his, or free and he may take it. */
    private static boolean handles(TaskLines.Line line) {
        WorkItem item = line.item();
        return item.open()
                && !item.suspended()
                && item.delegatedBy() == null
                && (line.mine() || (item.assignee() == null && line.mayTake()));
    }

    private @Nullable Place place(WorkItem item, Queue queue, SignedInOfficer officer) {
        if (!item.open() || !queue.open()) {
            return null;
        }
        long total = items.count(TaskFilter.of(queue), officer);
        if (total == 0) {
            return null;
        }
        return new Place(
                items.countBefore(queue, item, officer) + 1,
                total,
                items.before(queue, item, officer)
                        .map(each -> WorklistPages.address(each, queue))
                        .orElse(null),
                items.after(queue, item, officer)
                        .map(each -> WorklistPages.address(each, queue))
                        .orElse(null));
    }
}
