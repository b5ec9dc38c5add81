package org.xieban.emergency.response;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventFilter;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;

/** The list of events, on a page and as a table. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(MonitoringAccess.READERS)
class EventListPages {

    private static final String LIST = "emergency/events";

    private static final List<String> COLUMNS = List.of(
            "number",
            "drill",
            "title",
            "kind",
            "place",
            "occurredAt",
            "reportedAt",
            "source",
            "state",
            "grade",
            "level",
            "harm",
            "lead");

    private final Events events;
    private final EventDesk desk;
    private final EventShown shown;
    private final Regions regions;
    private final Departments departments;
    private final OfficeTexts texts;

    EventListPages(
            Events events,
            EventDesk desk,
            EventShown shown,
            Regions regions,
            Departments departments,
            OfficeTexts texts) {
        this.events = events;
        this.desk = desk;
        this.shown = shown;
        this.regions = regions;
        this.departments = departments;
        this.texts = texts;
    }

    @ModelAttribute
    void everyPage(Model model) {
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("shown", shown);
    }

    @GetMapping("/events")
    String list(
            @ModelAttribute("filter") EventFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("listing", events.list(filter, PageRequest.of(LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("kinds", EventKind.values());
        model.addAttribute("states", Event.State.values());
        model.addAttribute("grades", Grade.values());
        model.addAttribute("regions", regions.names());
        model.addAttribute("mayReport", CaseAccess.requireOfficer().has(Role.DUTY_COMMANDER));
        return "emergency/events";
    }

    /** What the list shows, all of it. */
    @GetMapping("/events.csv")
    void export(@ModelAttribute("filter") EventFilter filter, HttpServletResponse response) throws IOException {
        desk.exported(filter);
        DepartmentNames names = DepartmentNames.of(departments);
        Csv csv = Attachment.table(response, "events.csv", texts.heading("emergency.event.column.", COLUMNS));
        PageRequest.all(
                LIST, page -> events.list(filter, page), page -> page.forEach(each -> csv.line(cells(each, names))));
    }

    private List<@Nullable String> cells(Event event, DepartmentNames names) {
        return Arrays.asList(
                event.caseNo(),
                texts.office(event.drill() ? "emergency.event.drill" : "emergency.event.real"),
                event.title(),
                shown.kind(event.kind()),
                shown.place(event),
                OfficialTime.minute(event.occurredAt()),
                OfficialTime.minute(event.reportedAt()),
                texts.office(event.source().textKey()),
                texts.office(event.state().textKey()),
                shown.grade(event.grade()),
                shown.level(event.level()),
                shown.harm(event.harm()),
                names.of(event.lead()));
    }
}
