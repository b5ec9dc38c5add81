package org.xieban.emergency.directive;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Calls;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The directives of an event, and one with what came of it; on a telephone it is acknowledged by one tap. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(EmergencyAccess.READERS)
class DirectivePages {

    private final Directives directives;
    private final DirectiveAcknowledgements acknowledgements;
    private final DirectiveWork work;
    private final DirectiveShown shown;
    private final DirectiveLive live;
    private final ProgressStore progress;
    private final Calls calls;
    private final Events events;
    private final CaseAccess access;
    private final Officers officers;
    private final Clock clock;

    DirectivePages(
            Directives directives,
            DirectiveAcknowledgements acknowledgements,
            DirectiveWork work,
            DirectiveShown shown,
            DirectiveLive live,
            ProgressStore progress,
            Calls calls,
            Events events,
            CaseAccess access,
            Officers officers,
            Clock clock) {
        this.directives = directives;
        this.acknowledgements = acknowledgements;
        this.work = work;
        this.shown = shown;
        this.live = live;
        this.progress = progress;
        this.calls = calls;
        this.events = events;
        this.access = access;
        this.officers = officers;
        this.clock = clock;
    }

    @ModelAttribute
    void everyPage(Model model) {
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("now", OfficialTime.now(clock));
    }

    @GetMapping("/events/{caseNo}/directives")
    String list(
            @PathVariable String caseNo, @RequestParam(required = false) @Nullable String instruction, Model model) {
        return list(caseNo, DirectiveForm.begun(instruction), model);
    }

    private String list(String caseNo, DirectiveForm form, Model model) {
        String seen = live.seen(caseNo);
        Event event = requireSeen(caseNo);
        List<Directive> all = directives.visible(caseNo);
        boolean whole = access.maySee(CaseAccess.requireOfficer(), caseNo);
        Instant now = OfficialTime.now(clock);
        model.addAttribute("event", event);
        model.addAttribute("seen", seen);
        model.addAttribute("whole", whole);
        model.addAttribute("directives", all);
        model.addAttribute("sent", count(all, Directive.State.SENT));
        model.addAttribute("inProgress", count(all, Directive.State.IN_PROGRESS));
        model.addAttribute("completed", count(all, Directive.State.COMPLETED));
        model.addAttribute(
                "overdue",
                all.stream()
                        .filter(each -> each.end() == null && each.overdue(now))
                        .count());
        model.addAttribute(
                "mayGive",
                directives.mayCommand(event) && event.state().open() && event.state() != Event.State.REPORTED);
        model.addAttribute("form", form);
        model.addAttribute("people", people(all.stream().flatMap(DirectivePages::named)));
        return "emergency/directives";
    }

    private Event requireSeen(String caseNo) {
        return events.find(caseNo)
                .filter(found -> directives.ordered(caseNo) || access.maySee(CaseAccess.requireOfficer(), caseNo))
                .orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }

    /** That something has changed, as it happens. */
    @GetMapping(path = "/events/{caseNo}/directives/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String seen,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        return live.watch(requireSeen(caseNo).caseNo(), last == null ? seen : last);
    }

    private static long count(List<Directive> all, Directive.State state) {
        return all.stream().filter(each -> each.state() == state).count();
    }

    @PostMapping("/events/{caseNo}/directives")
    String give(
            @PathVariable String caseNo,
            DirectiveForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        DirectiveAccess.requireCommand(events.require(caseNo));
        try {
            String instruction = DirectiveForm.said(form.instruction());
            List<String> numbers = directives.give(
                    caseNo,
                    form.read(shown.names()),
                    new DirectiveStore.Origin(
                            DirectiveForm.said(form.key()), instruction.isEmpty() ? null : instruction, null));
            redirect.addFlashAttribute("message", "directive.given");
            redirect.addFlashAttribute("messageArgs", List.of(numbers.size()));
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.RULE) {
                Flash.onPage(refused, model, response);
                return list(caseNo, form, model);
            }
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("no", caseNo);
        return "redirect:/emergency/events/{no}/directives";
    }

    @GetMapping("/directives/{number}")
    String one(@PathVariable String number, Model model) {
        directives.find(number).ifPresent(found -> model.addAttribute("seen", live.seen(found.event())));
        Directive directive = directives.require(number);
        Event event =
                events.find(directive.event()).orElseThrow(() -> Refusal.notFound("event.unknown", directive.event()));
        List<Call> called = calls.of(number);
        List<ProgressStore.Report> reports = progress.reports(number);
        List<SupportRequest> requests = progress.requests(number);
        model.addAttribute("directive", directive);
        model.addAttribute("event", event);
        model.addAttribute("calls", called);
        model.addAttribute("reports", reports);
        model.addAttribute("requests", requests);
        model.addAttribute(
                "mayAcknowledge", directive.state() == Directive.State.SENT && DirectiveAccess.acts(directive));
        model.addAttribute("mayReport", work.mayReport(directive));
        model.addAttribute("mayWithdraw", directive.state().open() && directives.mayCommand(event));
        model.addAttribute(
                "people",
                people(Stream.of(
                                named(directive),
                                called.stream().flatMap(each -> Stream.of(each.officer(), each.answeredBy())),
                                reports.stream().map(ProgressStore.Report::by),
                                requests.stream().flatMap(each -> Stream.of(each.askedBy(), each.decidedBy())))
                        .flatMap(each -> each)));
        return "emergency/directive";
    }

    private static Stream<@Nullable String> named(Directive directive) {
        Directive.Calling calling = directive.calling();
        Directive.Acknowledged acknowledged = directive.acknowledged();
        Directive.End end = directive.end();
        return Stream.of(
                directive.givenBy(),
                calling == null ? null : calling.officer(),
                acknowledged == null ? null : acknowledged.by(),
                end == null ? null : end.by());
    }

    private Map<String, String> people(Stream<@Nullable String> logins) {
        Set<String> asked = new LinkedHashSet<>();
        logins.filter(Objects::nonNull).forEach(asked::add);
        Map<String, String> names = new LinkedHashMap<>(Map.of(Actor.SYSTEM.id(), Actor.SYSTEM.name()));
        for (Officer officer : officers.findAll(List.copyOf(asked))) {
            names.put(officer.login(), officer.name());
        }
        return names;
    }

    @PostMapping("/directives/{number}/acknowledge")
    String acknowledge(@PathVariable String number, RedirectAttributes redirect) {
        directives.require(number);
        return done(
                number,
                redirect,
                () -> acknowledgements.acknowledge(number) ? "directive.acknowledged" : "directive.acknowledgedLate");
    }

    @PostMapping("/directives/{number}/reports")
    String report(
            @PathVariable String number, @RequestParam(defaultValue = "") String text, RedirectAttributes redirect) {
        directives.require(number);
        return done(number, redirect, () -> {
            work.report(number, text);
            return "directive.reported";
        });
    }

    @PostMapping("/directives/{number}/support")
    String support(
            @PathVariable String number, @RequestParam(defaultValue = "") String text, RedirectAttributes redirect) {
        directives.require(number);
        return done(number, redirect, () -> {
            work.requestSupport(number, text);
            return "directive.supportRequested";
        });
    }

    @PostMapping("/directives/{number}/withdraw")
    String withdraw(
            @PathVariable String number, @RequestParam(defaultValue = "") String reason, RedirectAttributes redirect) {
        Directive directive = directives.require(number);
        DirectiveAccess.requireCommand(events.require(directive.event()));
        return done(number, redirect, () -> {
            directives.withdraw(number, reason);
            return "directive.withdrawn";
        });
    }

    /** Does something and says so, or why not. */
    private static String done(String number, RedirectAttributes redirect, Supplier<String> doing) {
        try {
            redirect.addFlashAttribute("message", doing.get());
        } catch (Refusal refused) {
            Flash.refusedAtFirst(redirect, refused);
        }
        redirect.addAttribute("no", number);
        return "redirect:/emergency/directives/{no}";
    }
}
