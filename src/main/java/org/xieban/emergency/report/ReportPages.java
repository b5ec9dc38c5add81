package org.xieban.emergency.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.outreach.SentMessages;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.Flash;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Situation reports for officers: the list by which late and missing ones are proven, one report, orders for more. */
@Controller
@RequestMapping("/emergency")
@PreAuthorize(EmergencyAccess.READERS)
class ReportPages {

    private static final List<String> COLUMNS = List.of(
            "event",
            "eventTitle",
            "drill",
            "report",
            "number",
            "reason",
            "calledAt",
            "phoneDue",
            "phonedAt",
            "phonedBy",
            "phoneLate",
            "writtenDue",
            "sentAt",
            "draftedBy",
            "signedBy",
            "writtenLate",
            "state");

    private final ReportLists lists;
    private final ReportCalls calls;
    private final ReportFacts facts;
    private final Events events;
    private final SentMessages sent;
    private final ReportingRecords records;
    private final OfficeTexts texts;
    private final Clock clock;

    ReportPages(
            ReportLists lists,
            ReportCalls calls,
            ReportFacts facts,
            Events events,
            SentMessages sent,
            ReportingRecords records,
            OfficeTexts texts,
            Clock clock) {
        this.lists = lists;
        this.calls = calls;
        this.facts = facts;
        this.events = events;
        this.sent = sent;
        this.records = records;
        this.texts = texts;
        this.clock = clock;
    }

    @ModelAttribute
    void everyPage(Model model) {
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("now", OfficialTime.now(clock));
        model.addAttribute("mayOrder", ReportAccess.mayOrder());
    }

    @GetMapping("/reports")
    String list(
            @ModelAttribute("filter") ReportFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var listing = lists.list(filter, PageRequest.of(ReportLists.LIST, after, null));
        model.addAttribute("listing", listing);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("titles", titles(listing.items()));
        model.addAttribute("people", lists.people(listing.items()));
        model.addAttribute("kinds", Report.Kind.values());
        model.addAttribute("choices", ReportFilter.Which.values());
        model.addAttribute("untold", filter.address().isEmpty() && after == null ? records.untold() : List.of());
        model.addAttribute("event", filter.event() == null ? null : events.require(filter.event()));
        return "emergency/reports";
    }

    private Map<String, String> titles(List<Report> reports) {
        Map<String, String> titles = new LinkedHashMap<>();
        reports.forEach(each -> titles.computeIfAbsent(
                each.eventCaseNo(), no -> events.find(no).map(Event::title).orElse(no)));
        return titles;
    }

    /** What the list shows, all of it. */
    @GetMapping("/reports.csv")
    void export(@ModelAttribute("filter") ReportFilter filter, HttpServletResponse response) throws IOException {
        lists.exported(filter);
        Instant now = OfficialTime.now(clock);
        Csv csv =
                Attachment.table(response, "situation-reports.csv", texts.heading("emergency.report.column.", COLUMNS));
        PageRequest.all(ReportLists.LIST, page -> lists.list(filter, page), page -> {
            Map<String, String> titles = titles(page);
            Map<String, String> people = lists.people(page);
            page.forEach(each -> csv.line(cells(each, titles, people, now)));
        });
    }

    private List<@Nullable String> cells(
            Report each, Map<String, String> titles, Map<String, String> people, Instant now) {
        Report.Telephone telephone = each.telephone();
        Report.Writing writing = each.writing();
        return Arrays.asList(
                each.eventCaseNo(),
                titles.get(each.eventCaseNo()),
                texts.office(each.drill() ? "emergency.report.drill" : "emergency.report.real"),
                texts.office("emergency.report.kind." + each.kind(), each.no()),
                writing == null ? null : writing.documentNumber(),
                facts.cause(each.call()),
                OfficialTime.minute(each.call().at()),
                minute(each.due().telephone()),
                minute(each.telephonedAt()),
                telephone == null ? null : people.getOrDefault(telephone.by(), telephone.by()),
                late(each.telephoneLate(now)),
                minute(each.due().written()),
                minute(each.sentAt()),
                writing == null ? null : people.getOrDefault(writing.draftedBy(), writing.draftedBy()),
                writing == null || writing.signedBy() == null
                        ? null
                        : people.getOrDefault(writing.signedBy(), writing.signedBy()),
                late(each.writtenLate(now)),
                texts.office(each.state().textKey()));
    }

    /** A moment to the minute; nothing of nothing. */
    static @Nullable String minute(@Nullable Instant at) {
        return at == null ? null : OfficialTime.minute(at);
    }

    /** Whole minutes, begun ones too: a report that is seconds late is late. */
    static @Nullable String late(Duration late) {
        return late.isZero() ? null : Long.toString(late.plusSeconds(59).toMinutes());
    }

    @GetMapping("/reports/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        Report report = lists.require(caseNo);
        Event event = events.require(report.eventCaseNo());
        model.addAttribute("report", report);
        model.addAttribute("event", event);
        model.addAttribute("title", facts.title(event, report.kind(), report.no()));
        model.addAttribute("merged", lists.merged(report));
        model.addAttribute("corrections", lists.corrections(report));
        model.addAttribute(
                "figures",
                report.writing() == null || report.writing().figures() == null
                        ? null
                        : facts.harm(report.writing().figures()));
        model.addAttribute("sent", sent.of(caseNo));
        model.addAttribute("people", lists.people(List.of(report)));
        model.addAttribute("mayOpen", lists.mayOpen(caseNo));
        return "emergency/report";
    }

    /** Somebody has a further report or the final one made. */
    @PostMapping("/reports")
    String order(
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "FURTHER") Report.Kind kind,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes flash) {
        return done(
                () -> {
                    if (kind == Report.Kind.FINAL) {
                        calls.orderFinal(event);
                    } else {
                        calls.order(event, text);
                    }
                },
                event,
                flash);
    }

    /** Somebody has a report corrected. */
    @PostMapping("/reports/{caseNo}/correct")
    String correct(
            @PathVariable String caseNo, @RequestParam(defaultValue = "") String text, RedirectAttributes flash) {
        Report report = lists.require(caseNo);
        return done(() -> calls.correct(caseNo, text), report.eventCaseNo(), flash);
    }

    private static String done(Runnable ordering, String event, RedirectAttributes flash) {
        try {
            ordering.run();
            flash.addFlashAttribute("message", "emergency.report.ordered");
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.FORBIDDEN) {
                throw refused;
            }
            Flash.refused(flash, refused);
        }
        flash.addAttribute("event", event);
        return "redirect:/emergency/reports";
    }
}
