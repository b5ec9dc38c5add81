package org.xieban.monitoring.alarm;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.monitoring.indicator.Kind;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.Flash;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The list of alarms, and one of them to be judged. */
@Controller
@RequestMapping("/monitoring")
@PreAuthorize(MonitoringAccess.READERS)
class AlarmPages {

    private static final int ALL = 50_000;
    private static final List<String> COLUMNS = List.of(
            "id",
            "group",
            "level",
            "state",
            "indicator",
            "name",
            "region",
            "rule",
            "words",
            "raisedAt",
            "endedAt",
            "judgedBy",
            "judgedAt",
            "closedBy",
            "closedAt",
            "reason");

    private final Alarms alarms;
    private final Regions regions;
    private final OfficeTexts texts;

    AlarmPages(Alarms alarms, Regions regions, OfficeTexts texts) {
        this.alarms = alarms;
        this.regions = regions;
        this.texts = texts;
    }

    @ModelAttribute("regions")
    Map<String, String> regions() {
        return regions.names();
    }

    @GetMapping("/alarms")
    String list(
            @ModelAttribute("filter") AlarmFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("listing", alarms.list(filter, PageRequest.of("monitoring/alarms", after, null)));
        return "monitoring/alarms";
    }

    /** What the list shows, all of it. */
    @GetMapping("/alarms.csv")
    void export(@ModelAttribute("filter") AlarmFilter filter, HttpServletResponse response) throws IOException {
        alarms.exported(filter);
        Csv csv = Attachment.table(response, "alarms.csv", COLUMNS);
        alarms.newest(filter, ALL)
                .forEach(each -> csv.line(Arrays.asList(
                        String.valueOf(each.id()),
                        String.valueOf(each.group()),
                        texts.office(each.levelKey()),
                        texts.office(each.state().textKey()),
                        each.indicator(),
                        each.indicatorName(),
                        each.region(),
                        each.name(),
                        each.words(),
                        text(OfficialTime.of(each.raisedAt())),
                        text(OfficialTime.ofNullable(each.endedAt())),
                        each.judgedBy(),
                        text(OfficialTime.ofNullable(each.judgedAt())),
                        each.closedBy(),
                        text(OfficialTime.ofNullable(each.closedAt())),
                        each.reason())));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @GetMapping("/alarms/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal SignedInOfficer officer, Model model) {
        Alarm alarm = alarms.require(id);
        model.addAttribute("alarm", alarm);
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("commander", officer.has(Role.DUTY_COMMANDER));
        model.addAttribute(
                "group",
                alarms.newest(new AlarmFilter(null, null, null, null, null, null, alarm.group(), null, null), 100));
        return "monitoring/alarm";
    }

    @PostMapping("/alarms/{id}/confirm")
    @PreAuthorize(MonitoringAccess.COMMANDERS)
    String confirm(
            @PathVariable long id, @AuthenticationPrincipal SignedInOfficer officer, RedirectAttributes redirect) {
        return act(id, "confirmed", redirect, alarm -> alarms.confirm(alarm, officer.login()));
    }

    @PostMapping("/alarms/{id}/refute")
    @PreAuthorize(MonitoringAccess.COMMANDERS)
    String refute(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal SignedInOfficer officer,
            RedirectAttributes redirect) {
        return act(id, "refuted", redirect, alarm -> alarms.refute(alarm, officer.login(), reason));
    }

    @PostMapping("/alarms/{id}/close")
    @PreAuthorize(MonitoringAccess.COMMANDERS)
    String close(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal SignedInOfficer officer,
            RedirectAttributes redirect) {
        return act(id, "closed", redirect, alarm -> alarms.close(alarm, officer.login(), reason));
    }

    private static String act(long id, String done, RedirectAttributes redirect, Consumer<Long> act) {
        try {
            act.accept(id);
            redirect.addFlashAttribute("message", "monitoring.alarm." + done);
        } catch (Refusal refused) {
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("id", id);
        return "redirect:/monitoring/alarms/{id}";
    }
}
