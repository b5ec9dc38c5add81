package org.xieban.inspection.overview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.inspection.Plans;
import org.xieban.inspection.register.Trades;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;

/** The overview for officers: figures, pictures of them, and a table to save. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize("hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR', 'DUTY_COMMANDER',"
        + " 'SUPERVISOR')")
class OverviewPages {

    private final InspectionOverview overview;
    private final Plans plans;
    private final Trades trades;
    private final Departments departments;
    private final MessageSource messages;
    private final ObjectMapper json;
    private final Clock clock;

    OverviewPages(
            InspectionOverview overview,
            Plans plans,
            Trades trades,
            Departments departments,
            MessageSource messages,
            ObjectMapper json,
            Clock clock) {
        this.overview = overview;
        this.plans = plans;
        this.trades = trades;
        this.departments = departments;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    private OverviewFilter filter(@Nullable LocalDate from, @Nullable LocalDate until, @Nullable String task) {
        int year = OfficialTime.today(clock).getYear();
        return new OverviewFilter(
                from == null ? LocalDate.of(year, 1, 1) : from,
                until == null ? LocalDate.of(year, 12, 31) : until,
                task);
    }

    @GetMapping("/overview")
    String show(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable String task,
            Locale locale,
            Model model) {
        OverviewFilter filter = filter(from, until, task);
        InspectionOverview.Figures figures = overview.of(filter);
        model.addAttribute("filter", filter);
        model.addAttribute("figures", figures);
        model.addAttribute("trades", trades.names());
        model.addAttribute(
                "plans",
                plans.list(PageRequest.of("inspection/overview", null, PageRequest.LARGEST_SIZE))
                        .items());
        model.addAttribute("coverageChart", coverageChart(figures, locale));
        model.addAttribute("resultChart", resultChart(figures, locale));
        model.addAttribute("loadChart", loadChart(figures));
        return "inspection/overview";
    }

    /** A picture of bars: what they are called, and of each series the lengths. */
    private record Chart(List<String> names, Map<String, List<Long>> series) {}

    private String coverageChart(InspectionOverview.Figures figures, Locale locale) {
        Map<String, List<Long>> series = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        figures.trades().forEach((trade, coverage) -> {
            if (coverage.planned() > 0) {
                names.add(trades.name(trade));
                add(series, text("inspection.overview.planned", locale), coverage.planned());
                add(series, text("inspection.overview.visited", locale), coverage.visited());
            }
        });
        return written(new Chart(names, series));
    }

    private String resultChart(InspectionOverview.Figures figures, Locale locale) {
        Map<String, List<Long>> series = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        figures.results().forEach((kind, count) -> {
            names.add(text(kind.textKey(), locale));
            add(series, text("inspection.overview.items", locale), count);
        });
        return written(new Chart(names, series));
    }

    private String loadChart(InspectionOverview.Figures figures) {
        Map<String, List<Long>> series = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        figures.load().spread().forEach((visits, inspectors) -> {
            names.add(String.valueOf(visits));
            add(series, "", inspectors);
        });
        return written(new Chart(names, series));
    }

    private static void add(Map<String, List<Long>> series, String name, long value) {
        series.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    private String written(Chart chart) {
        try {
            return json.writeValueAsString(chart);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and numbers are JSON", e);
        }
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    /** The figures as a table. */
    @GetMapping("/overview.csv")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable String task,
            Locale locale) {
        InspectionOverview.Figures figures = overview.of(filter(from, until, task));
        DepartmentNames names = DepartmentNames.of(departments);
        Csv csv = new Csv();
        csv.line(List.of(
                text("inspection.overview.group", locale),
                text("inspection.overview.kind", locale),
                text("inspection.overview.of", locale),
                text("inspection.overview.planned", locale),
                text("inspection.overview.drawn", locale),
                text("inspection.overview.visited", locale)));
        figures.trades()
                .forEach((trade, each) ->
                        line(csv, text("inspection.overview.byTrade", locale), trades.name(trade), each));
        figures.classes()
                .forEach((of, each) ->
                        line(csv, text("inspection.overview.byClass", locale), text(of.textKey(), locale), each));
        figures.departments()
                .forEach((department, each) ->
                        line(csv, text("inspection.overview.byDepartment", locale), names.of(department), each));
        csv.line(List.of());
        csv.line(List.of(text("inspection.overview.result", locale), text("inspection.overview.items", locale)));
        for (ResultKind kind : ResultKind.values()) {
            csv.line(
                    List.of(text(kind.textKey(), locale), "" + figures.results().getOrDefault(kind, 0L)));
        }
        csv.line(List.of());
        csv.line(List.of(
                text("inspection.column.department", locale),
                text("inspection.overview.inspectors", locale),
                text("inspection.overview.sent", locale),
                text("inspection.overview.median", locale),
                text("inspection.overview.most", locale),
                text("inspection.overview.gini", locale)));
        figures.loads().forEach((department, load) -> line(csv, names.of(department), load));
        line(csv, text("inspection.anyDepartment", locale), figures.load());
        csv.line(List.of());
        csv.line(List.of(text("inspection.overview.avoided", locale), "" + figures.avoided()));
        return Attachment.of("inspection-overview.csv", Attachment.CSV, csv.toString());
    }

    private static void line(Csv csv, String group, String name, Coverage each) {
        csv.line(List.of(group, name, "" + each.of(), "" + each.planned(), "" + each.drawn(), "" + each.visited()));
    }

    private static void line(Csv csv, String name, Load load) {
        csv.line(List.of(
                name,
                "" + load.inspectors(),
                "" + load.visits(),
                "" + load.median(),
                "" + load.most(),
                String.format(Locale.ROOT, "%.3f", load.gini())));
    }
}
