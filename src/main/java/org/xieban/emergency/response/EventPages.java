package org.xieban.emergency.response;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.emergency.alert.ToldContacts;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventAftermath;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** An event with all that was reported, found, proposed and decided of it. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(MonitoringAccess.READERS)
class EventPages {

    private final Events events;
    private final EventHistory history;
    private final EventAftermath aftermath;
    private final EventShown shown;
    private final EventDesk desk;
    private final ResponseProposals proposals;
    private final EventReviews reviews;
    private final EventLinks links;
    private final Directives directives;
    private final ToldContacts contacts;
    private final Officers officers;

    EventPages(
            Events events,
            EventHistory history,
            EventAftermath aftermath,
            EventShown shown,
            EventDesk desk,
            ResponseProposals proposals,
            EventReviews reviews,
            EventLinks links,
            Directives directives,
            ToldContacts contacts,
            Officers officers) {
        this.events = events;
        this.history = history;
        this.aftermath = aftermath;
        this.shown = shown;
        this.desk = desk;
        this.proposals = proposals;
        this.reviews = reviews;
        this.links = links;
        this.directives = directives;
        this.contacts = contacts;
        this.officers = officers;
    }

    @ModelAttribute
    void everyPage(Model model) {
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("shown", shown);
    }

    @GetMapping("/events/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        Event event = events.visible(caseNo).orElse(null);
        if (event == null) {
            return part(caseNo, model);
        }
        model.addAttribute("whole", true);
        model.addAttribute("after", aftermath.of(event).orElse(null));
        List<EventHistory.Change> changes = history.changes(caseNo);
        List<EventHistory.KnownHarm> harm = history.harm(caseNo);
        List<EventHistory.Grading> gradings = history.gradings(caseNo);
        List<ResponseProposal> proposed = proposals.all(caseNo);
        List<EventHistory.Report> reports = history.reports(caseNo);
        List<EventLink.Shown> linked = links.shown(caseNo);
        boolean commands = desk.commands(event);
        model.addAttribute("event", event);
        model.addAttribute("title", shown.title(event));
        List<EventHistory.Change> newestFirst = new ArrayList<>(changes);
        Collections.reverse(newestFirst);
        model.addAttribute("timeline", newestFirst);
        model.addAttribute("harm", harm);
        model.addAttribute("gradings", gradings);
        model.addAttribute("proposals", proposed);
        model.addAttribute("reports", reports);
        model.addAttribute("belongsTo", history.belongsTo(caseNo).orElse(null));
        model.addAttribute("merged", history.merged(caseNo));
        model.addAttribute("review", reviews.of(caseNo).orElse(null));
        model.addAttribute("directives", directives.visible(caseNo));
        model.addAttribute("told", contacts.of(caseNo));
        model.addAttribute("mayTelephone", ToldContacts.mayTelephone());
        model.addAttribute("linked", linked);
        model.addAttribute("mayLink", commands && EventLinks.mayChange(event));
        model.addAttribute("mayStay", EventLinks.mayStay(event));
        model.addAttribute("commands", commands);
        model.addAttribute("mayUpdateHarm", commands && desk.harmChanges(event));
        model.addAttribute("harmUntil", event.state() == Event.State.CLOSED ? desk.harmUntil(event) : null);
        model.addAttribute("mayReconsider", commands && desk.reconsiders(event));
        model.addAttribute("mayOrder", directives.mayCommand(event));
        model.addAttribute("mergeable", commands ? desk.mergeable(event) : List.of());
        model.addAttribute("people", people(changes, proposed, reports, linked));
        return "emergency/event";
    }

    /** What a department sees that was ordered something: how the event stands, and its own directives. */
    private String part(String caseNo, Model model) {
        Event event = events.find(caseNo)
                .filter(found -> directives.ordered(caseNo))
                .orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
        List<EventHistory.Change> told = history.changes(caseNo).stream()
                .filter(each -> EventHistory.TOLD_TO_ORDERED.contains(each.act()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(told);
        // whom contacts are, and whether they were reached, is for those who command
        model.addAttribute("told", List.of());
        model.addAttribute("whole", false);
        model.addAttribute("event", event);
        model.addAttribute("title", shown.title(event));
        model.addAttribute("timeline", told);
        model.addAttribute(
                "proposals",
                proposals.all(caseNo).stream()
                        .filter(each -> each.state() == ResponseProposal.State.APPROVED)
                        .toList());
        model.addAttribute("directives", directives.visible(caseNo));
        model.addAttribute("linked", List.of());
        model.addAttribute("mayLink", false);
        model.addAttribute("gradings", List.of());
        model.addAttribute("people", people(told, List.of(), List.of(), List.of()));
        return "emergency/event";
    }

    private Map<String, String> people(
            List<EventHistory.Change> changes,
            List<ResponseProposal> proposed,
            List<EventHistory.Report> reports,
            List<EventLink.Shown> linked) {
        Set<String> logins = new LinkedHashSet<>();
        changes.forEach(each -> logins.add(each.by()));
        reports.forEach(each -> logins.add(each.receivedBy()));
        linked.forEach(each -> {
            logins.add(each.link().linkedBy());
            logins.add(String.valueOf(each.link().unlinkedBy()));
        });
        proposed.forEach(each -> {
            logins.add(each.proposedBy());
            logins.add(String.valueOf(each.advisedBy()));
            logins.add(String.valueOf(each.decidedBy()));
        });
        Map<String, String> people = new LinkedHashMap<>();
        people.put(Actor.SYSTEM.id(), Actor.SYSTEM.name());
        for (Officer officer : officers.findAll(List.copyOf(logins))) {
            people.put(officer.login(), officer.name());
        }
        return people;
    }

    @PostMapping("/events/{caseNo}/harm")
    String harm(@PathVariable String caseNo, @RequestParam int version, HarmForm form, RedirectAttributes redirect) {
        Event event = events.require(caseNo);
        return act(
                caseNo,
                "emergency.event.harmKept",
                redirect,
                () -> desk.harm(caseNo, version, form.with(event.harm()), form.said()));
    }

    @PostMapping("/events/{caseNo}/merge")
    String merge(
            @PathVariable String caseNo,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String into,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        return act(caseNo, "emergency.event.mergedNow", redirect, () -> desk.merge(caseNo, version, into, reason));
    }

    @PostMapping("/events/{caseNo}/reconsider")
    String reconsider(
            @PathVariable String caseNo,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        return act(
                caseNo, "emergency.response.reconsideredNow", redirect, () -> desk.reconsider(caseNo, version, reason));
    }

    static String act(String caseNo, String done, RedirectAttributes redirect, Runnable act) {
        try {
            act.run();
            redirect.addFlashAttribute("message", done);
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE && refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("no", caseNo);
        return "redirect:/emergency/events/{no}";
    }
}
