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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.Events;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.OfficeTexts;

/** What was known of an event and what was reported of it, side by side, for supervisors and all who see it. */
@Controller
@RequestMapping("/emergency/events/{caseNo}")
@PreAuthorize(EmergencyAccess.READERS)
class ReportingPages {

    private static final List<String> COLUMNS =
            List.of("what", "begin", "due", "done", "late", "conclusion", "known", "reported", "reason");

    private final ReportingRecords records;
    private final ReportLists lists;
    private final ReportFacts facts;
    private final Events events;
    private final EventHistory history;
    private final OfficeTexts texts;
    private final Clock clock;

    ReportingPages(
            ReportingRecords records,
            ReportLists lists,
            ReportFacts facts,
            Events events,
            EventHistory history,
            OfficeTexts texts,
            Clock clock) {
        this.records = records;
        this.lists = lists;
        this.facts = facts;
        this.events = events;
        this.history = history;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/reporting")
    String show(@PathVariable String caseNo, Model model) {
        Event event = events.require(caseNo);
        ReportingRecord record = records.of(event);
        Instant now = OfficialTime.now(clock);
        Map<ReportingRecord.Wrong, Long> wrongs = new LinkedHashMap<>();
        for (ReportingRecord.Wrong each : ReportingRecord.Wrong.values()) {
            wrongs.put(each, record.count(each, now));
        }
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("now", now);
        model.addAttribute("event", event);
        model.addAttribute("record", record);
        model.addAttribute("wrongs", wrongs);
        model.addAttribute("facts", facts);
        model.addAttribute("received", history.reports(caseNo));
        model.addAttribute(
                "people",
                lists.people(
                        record.told().stream().map(ReportingRecord.Told::report).toList()));
        return "emergency/reporting";
    }

    /** The same as a table. */
    @GetMapping("/reporting.csv")
    void export(@PathVariable String caseNo, HttpServletResponse response) throws IOException {
        Event event = events.require(caseNo);
        records.exported(event);
        ReportingRecord record = records.of(event);
        Instant now = OfficialTime.now(clock);
        Csv csv = Attachment.table(
                response, "reporting-" + caseNo + ".csv", texts.heading("emergency.reporting.column.", COLUMNS));
        record.known().forEach(each -> csv.line(cells(each, now)));
        record.told().forEach(each -> {
            Report report = each.report();
            if (report.due().telephone() != null) {
                csv.line(cells(
                        each,
                        "emergency.report.telephoneHead",
                        report.due().telephone(),
                        report.telephonedAt(),
                        report.telephoneLate(now),
                        report.telephoned(now)));
            }
            csv.line(cells(
                    each,
                    "emergency.report.writtenHead",
                    report.due().written(),
                    report.sentAt(),
                    report.writtenLate(now),
                    report.written(now)));
        });
    }

    private List<@Nullable String> cells(ReportingRecord.Known each, Instant now) {
        Duration late = Duration.between(each.due(), each.at() == null ? now : each.at());
        boolean asked = each.fate() != ReportingRecord.Fate.NOT_ASKED;
        return Arrays.asList(
                texts.office("emergency.reporting.known"),
                OfficialTime.minute(each.harm().at()),
                asked ? OfficialTime.minute(each.due()) : null,
                ReportPages.minute(each.at()),
                asked && !late.isNegative() ? ReportPages.late(late) : null,
                texts.office(each.fate().textKey()),
                facts.harm(each.harm().harm()),
                null,
                each.harm().basis());
    }

    private List<@Nullable String> cells(
            ReportingRecord.Told each,
            String head,
            Instant due,
            @Nullable Instant done,
            Duration late,
            Report.Standing standing) {
        Report report = each.report();
        boolean written = head.equals("emergency.report.writtenHead");
        return Arrays.asList(
                texts.office("emergency.report.kind." + report.kind(), report.no()) + texts.office(head),
                OfficialTime.minute(report.call().at()),
                OfficialTime.minute(due),
                ReportPages.minute(done),
                ReportPages.late(late),
                texts.office(standing.textKey())
                        + (written && each.truth() != ReportingRecord.Truth.OPEN
                                ? "，" + texts.office(each.truth().textKey())
                                : ""),
                each.known() == null ? null : facts.harm(each.known().harm()),
                written
                        ? each.figures() == null ? null : facts.harm(each.figures())
                        : report.telephone() == null ? null : report.telephone().text(),
                written && report.writing() != null ? report.writing().difference() : null);
    }
}
