package org.xieban.emergency.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Department;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.response.EventLinks;
import org.xieban.trace.OfficialTime;

/** The command page of an event, what it is told as it changes, and what is ordered on it. */
@Controller
@NamesDepartments
@RequestMapping("/emergency/events/{caseNo}/command")
@PreAuthorize(EmergencyAccess.READERS)
class CommandPages {

    private static final int ACKNOWLEDGE_MINUTES = 10;
    private static final int COMPLETE_MINUTES = 120;

    private final CommandAccess access;
    private final CommandFeed feed;
    private final CommandOrders orders;
    private final CommandPosts posts;
    private final Events events;
    private final Directives directives;
    private final Departments departments;
    private final Officers officers;
    private final EventLinks links;
    private final CommandAnswers answers;

    CommandPages(
            CommandAccess access,
            CommandFeed feed,
            CommandOrders orders,
            CommandPosts posts,
            Events events,
            Directives directives,
            Departments departments,
            Officers officers,
            EventLinks links,
            CommandAnswers answers) {
        this.access = access;
        this.feed = feed;
        this.orders = orders;
        this.posts = posts;
        this.events = events;
        this.directives = directives;
        this.departments = departments;
        this.officers = officers;
        this.links = links;
        this.answers = answers;
    }

    /**
     * What the field of a new order holds.
     *
     * @param planItem of the plan's checklist, empty for none
     */
    record Draft(String department, String text, int acknowledgeMinutes, int completeMinutes, String planItem) {}

    @GetMapping
    String page(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable Integer planned,
            Locale locale,
            Model model) {
        Viewpoint viewpoint = access.require(caseNo, locale);
        Event event = events.find(caseNo).orElseThrow();
        boolean open = event.state().open();
        model.addAttribute("event", event);
        model.addAttribute("to", viewpoint);
        model.addAttribute("screen", feed.view(viewpoint).screen());
        model.addAttribute("over", event.state().done());
        model.addAttribute("commands", viewpoint.commands() && open);
        model.addAttribute("zone", OfficialTime.ZONE);
        if (viewpoint.right() != Viewpoint.Right.PART) {
            model.addAttribute("linked", links.standing(caseNo));
        }
        if (viewpoint.commands() && open) {
            model.addAttribute("draft", draft(event, planned));
            model.addAttribute("key", UUID.randomUUID().toString());
            model.addAttribute("ordered", ordered());
            model.addAttribute("postKinds", CommandPost.Kind.values());
            model.addAttribute("candidates", candidates(event));
        }
        return "emergency/command";
    }

    private Draft draft(Event event, @Nullable Integer planned) {
        return orders.planned(event, planned)
                .map(order -> new Draft(
                        order.department(),
                        order.text(),
                        order.acknowledgeMinutes(),
                        order.completeMinutes(),
                        order.item() == null ? "" : order.item()))
                .orElseGet(() -> new Draft(event.lead(), "", ACKNOWLEDGE_MINUTES, COMPLETE_MINUTES, ""));
    }

    /** Departments that somebody is there for. */
    private List<String> ordered() {
        return departments.all().stream()
                .map(Department::code)
                .filter(code -> !officers.membersOf(code).isEmpty())
                .toList();
    }

    /** Who may be named, by department: those of whoever leads and of whoever was ordered something. */
    private Map<String, List<Officer>> candidates(Event event) {
        Set<String> concerned = new TreeSet<>(Set.of(event.lead()));
        directives.of(event.caseNo()).stream().map(Directive::department).forEach(concerned::add);
        Map<String, List<Officer>> candidates = new TreeMap<>();
        concerned.forEach(code -> candidates.put(
                code,
                officers.membersOf(code).stream()
                        .filter(each -> each.roles().stream().anyMatch(Role::holdsTasks))
                        .toList()));
        return candidates;
    }

    /** What is new, as it happens. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String seen,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            Locale locale) {
        return feed.watching(access.require(caseNo, locale)).viewers().open(last == null ? seen : last);
    }

    /** The linked cases: how they stand is shown to who may see them, so everybody asks for himself. */
    @GetMapping("/links")
    String links(@PathVariable String caseNo, Locale locale, Model model) {
        access.requireWhole(caseNo, locale);
        model.addAttribute("linked", links.standing(caseNo));
        return "emergency/command-parts :: links";
    }

    @PostMapping("/orders")
    String order(
            @PathVariable String caseNo,
            @RequestParam String department,
            @RequestParam String text,
            @RequestParam int acknowledgeMinutes,
            @RequestParam int completeMinutes,
            @RequestParam(defaultValue = "") String planItem,
            @RequestParam String key,
            RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> {
            give(caseNo, department, text, acknowledgeMinutes, completeMinutes, planItem, key);
            flash.addFlashAttribute("message", "emergency.command.given");
            flash.addFlashAttribute(
                    "messageArgs", DepartmentNames.of(departments).shortOf(department));
        });
    }

    /** The same for the page's script, which stays where it is. */
    @PostMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Map<String, String>> orderAtOnce(
            @PathVariable String caseNo,
            @RequestParam String department,
            @RequestParam String text,
            @RequestParam int acknowledgeMinutes,
            @RequestParam int completeMinutes,
            @RequestParam(defaultValue = "") String planItem,
            @RequestParam String key,
            Locale locale) {
        return answers.atOnce(locale, () -> {
            String number = give(caseNo, department, text, acknowledgeMinutes, completeMinutes, planItem, key);
            return Map.of(
                    "number",
                    number,
                    "told",
                    answers.text(
                            "emergency.command.given",
                            locale,
                            DepartmentNames.of(departments).shortOf(department)));
        });
    }

    private String give(
            String caseNo, String department, String text, int acknowledge, int complete, String item, String key) {
        return orders.give(
                caseNo,
                new Order(
                        department,
                        text,
                        Duration.ofMinutes(acknowledge),
                        Duration.ofMinutes(complete),
                        item.isEmpty() ? null : item),
                key);
    }

    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable String caseNo,
            @RequestParam String number,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> {
            orders.withdraw(caseNo, number, reason);
            flash.addFlashAttribute("message", "emergency.command.withdrawn");
        });
    }

    /** The same for the page's script. */
    @PostMapping(path = "/withdraw", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Map<String, String>> withdrawAtOnce(
            @PathVariable String caseNo,
            @RequestParam String number,
            @RequestParam(defaultValue = "") String reason,
            Locale locale) {
        return answers.atOnce(locale, () -> {
            orders.withdraw(caseNo, number, reason);
            return Map.of("told", answers.text("emergency.command.withdrawn", locale));
        });
    }

    @PostMapping("/posts")
    String name(
            @PathVariable String caseNo,
            @RequestParam CommandPost.Kind kind,
            @RequestParam(defaultValue = "") String group,
            @RequestParam String officer,
            RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> {
            posts.name(caseNo, kind, group, officer);
            flash.addFlashAttribute("message", "emergency.command.named");
        });
    }

    @PostMapping("/posts/end")
    String end(@PathVariable String caseNo, @RequestParam long post, RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> posts.end(caseNo, post));
    }

    @PostMapping("/roll-call")
    String rollCall(
            @PathVariable String caseNo, @RequestParam(defaultValue = "5") int minutes, RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> {
            orders.callTheRoll(caseNo, minutes);
            flash.addFlashAttribute("message", "emergency.command.rollCalled");
        });
    }
}
