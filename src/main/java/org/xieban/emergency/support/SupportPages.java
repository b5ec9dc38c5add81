package org.xieban.emergency.support;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** What helps to decide in an event, and its times beside those of another. */
@Controller
@NamesDepartments
@RequestMapping("/emergency/events/{caseNo}")
@PreAuthorize(EmergencyAccess.READERS)
class SupportPages {

    private static final int MOST_ALIKE = 5;

    private final DecisionSupport support;
    private final Comparisons comparisons;
    private final Events events;
    private final Directives directives;
    private final CaseAccess access;
    private final Officers officers;

    SupportPages(
            DecisionSupport support,
            Comparisons comparisons,
            Events events,
            Directives directives,
            CaseAccess access,
            Officers officers) {
        this.support = support;
        this.comparisons = comparisons;
        this.events = events;
        this.directives = directives;
        this.access = access;
        this.officers = officers;
    }

    /** The page; to a page that asks for a part of its own, that alone. */
    @GetMapping("/support")
    String support(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        Event event = events.require(caseNo);
        access.requireWhole(caseNo);
        List<CheckedItem> checklist = support.checklist(event);
        List<DepartmentStanding> departments = support.departments(event);
        Set<String> logins = new LinkedHashSet<>();
        checklist.forEach(each -> {
            if (each.tick() != null) {
                logins.add(each.tick().by());
            }
        });
        departments.forEach(each -> logins.addAll(each.onDuty()));
        model.addAttribute("event", event);
        model.addAttribute("plan", support.plan(event).orElse(null));
        model.addAttribute("checklist", checklist);
        model.addAttribute(
                "undone",
                checklist.stream()
                        .filter(each -> each.state() != CheckedItem.State.DONE)
                        .count());
        model.addAttribute("needed", support.resources(event));
        model.addAttribute("standing", departments);
        model.addAttribute("similar", support.similar(event, MOST_ALIKE));
        model.addAttribute("mayCommand", directives.mayCommand(event) && event.state() != Event.State.CLOSED);
        model.addAttribute(
                "people",
                officers.findAll(List.copyOf(logins)).stream()
                        .collect(Collectors.toMap(Officer::login, Officer::name)));
        model.addAttribute("zone", OfficialTime.ZONE);
        return fragment == null ? "emergency/support" : "emergency/support :: support";
    }

    @PostMapping("/checklist")
    String tick(
            @PathVariable String caseNo,
            @RequestParam String item,
            @RequestParam(defaultValue = "true") boolean done,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash) {
        try {
            support.tick(caseNo, item, done, note);
            flash.addFlashAttribute("message", done ? "emergency.support.ticked" : "emergency.support.unticked");
        } catch (Refusal refused) {
            Flash.refused(flash, refused);
        }
        return "redirect:/emergency/events/{caseNo}/support";
    }

    /** The times of an event beside those of another. */
    @GetMapping("/comparison")
    String compare(@PathVariable String caseNo, @RequestParam(required = false) @Nullable String with, Model model) {
        model.addAttribute("comparison", comparisons.of(caseNo, with));
        model.addAttribute("zone", OfficialTime.ZONE);
        return "emergency/comparison";
    }
}
