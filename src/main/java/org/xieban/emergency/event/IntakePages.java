package org.xieban.emergency.event;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.monitoring.alarm.Alarm;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Where the duty room types in what is reported to it, and what an alarm's page says of the event it belongs to. */
@Controller
@RequestMapping("/emergency/events")
class IntakePages {

    private final EventReports reports;
    private final EventHistory history;
    private final Events events;
    private final AlarmIntake intake;
    private final Alarms alarms;
    private final Regions regions;
    private final Clock clock;

    IntakePages(
            EventReports reports,
            EventHistory history,
            Events events,
            AlarmIntake intake,
            Alarms alarms,
            Regions regions,
            Clock clock) {
        this.reports = reports;
        this.history = history;
        this.events = events;
        this.intake = intake;
        this.alarms = alarms;
        this.regions = regions;
        this.clock = clock;
    }

    @ModelAttribute("regions")
    Map<String, String> regions() {
        return regions.names();
    }

    @GetMapping("/new")
    @PreAuthorize(MonitoringAccess.COMMANDERS)
    String create(@RequestParam(required = false) @Nullable Long alarm, Model model) {
        return form(
                alarm == null
                        ? IntakeForm.begun(OfficialTime.now(clock))
                        : IntakeForm.of(intake.report(alarms.require(alarm)), alarm),
                model);
    }

    @PostMapping("/new")
    @PreAuthorize(MonitoringAccess.COMMANDERS)
    String create(IntakeForm form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        EventReports.Received received;
        try {
            received = take(form);
        } catch (Refusal refused) {
            Flash.onPage(refused, model, response);
            return form(form, model);
        }
        redirect.addFlashAttribute(
                "message", received.repeated() ? "emergency.event.thereAlready" : "emergency.event.taken");
        redirect.addAttribute("no", received.caseNo());
        return "redirect:/emergency/events/{no}";
    }

    private EventReports.Received take(IntakeForm form) {
        String lead = CaseAccess.requireOfficer().departmentCode();
        EventReports.Report report = form.read();
        return form.alarm() == null
                ? reports.take(lead, new EventReports.From(form.from(), null, null), report)
                : intake.open(lead, alarms.require(form.alarm()), report);
    }

    private static String form(IntakeForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kinds", EventKind.values());
        return "emergency/new-event";
    }

    /** For the page of the alarm, which knows nothing of events. */
    @GetMapping("/of-alarm/{id}")
    @PreAuthorize(MonitoringAccess.READERS)
    String ofAlarm(@PathVariable long id, Model model) {
        Alarm alarm = alarms.require(id);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        model.addAttribute("alarm", alarm);
        model.addAttribute("event", history.ofAlarm(id).flatMap(events::visible).orElse(null));
        model.addAttribute("known", history.ofAlarm(id).isPresent());
        model.addAttribute("commander", officer.has(Role.DUTY_COMMANDER));
        return "emergency/event-parts :: ofAlarm";
    }
}
