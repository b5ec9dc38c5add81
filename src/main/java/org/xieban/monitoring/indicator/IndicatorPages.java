package org.xieban.monitoring.indicator;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Attachment;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.RegisterForm;

/** The register for officers: its list, an indicator to edit, tables in and out. */
@Controller
@NamesDepartments
@RequestMapping("/monitoring")
@PreAuthorize(MonitoringAccess.READERS)
class IndicatorPages {

    private static final int ALL = 100_000;

    private static final RegisterForm FORM = new RegisterForm(
            "monitoring.indicator",
            "/monitoring/indicators",
            "/monitoring/register/save",
            IndicatorTable.COLUMNS,
            Set.of("longitude", "latitude", "resource", "resourceKey"),
            Set.of("code", "cycle", "resource", "longitude"));

    private final Indicators indicators;
    private final Regions regions;
    private final Departments departments;
    private final MessageSource messages;

    IndicatorPages(Indicators indicators, Regions regions, Departments departments, MessageSource messages) {
        this.indicators = indicators;
        this.regions = regions;
        this.departments = departments;
        this.messages = messages;
    }

    @ModelAttribute("regions")
    Map<String, String> regions() {
        return regions.names();
    }

    @ModelAttribute("kinds")
    Kind[] kinds() {
        return Kind.values();
    }

    @GetMapping("/indicators")
    String list(
            @ModelAttribute("filter") IndicatorFilter filter,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal SignedInOfficer officer,
            Model model) {
        model.addAttribute("mayKeep", officer.has(Role.HANDLER) || officer.has(Role.DUTY_COMMANDER));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", indicators.list(filter, PageRequest.of("monitoring/indicators", after, null)));
        return "monitoring/indicators";
    }

    /** What the list shows, all of it, in the columns in which it can be imported again. */
    @GetMapping("/indicators.csv")
    void export(@ModelAttribute("filter") IndicatorFilter filter, HttpServletResponse response) throws IOException {
        indicators.exported(filter);
        Csv csv = Attachment.table(response, "indicators.csv", IndicatorTable.COLUMNS);
        indicators.some(filter, false, ALL).forEach(each -> csv.line(IndicatorTable.write(each)));
    }

    @GetMapping("/register/import")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String table(Model model) {
        return FORM.table(model);
    }

    @PostMapping("/register/import")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        return FORM.take(file, model, response, indicators::take);
    }

    @GetMapping("/register/new")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String create(Model model) {
        return form(new Cells(Map.of("listed", "true")), 0, model);
    }

    @GetMapping("/register/entries/{code}")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String edit(@PathVariable String code, Model model) {
        Indicator indicator = indicators.require(code);
        IndicatorKeepers.require(indicator);
        return form(Cells.of(IndicatorTable.COLUMNS, IndicatorTable.write(indicator)), indicator.version(), model);
    }

    private String form(Cells cells, int basedOn, Model model) {
        return FORM.entry(
                cells,
                basedOn,
                Map.of(
                        "kind", RegisterForm.names(messages, Kind.values(), Kind::textKey),
                        "provider", DepartmentNames.of(departments).byCode(),
                        "region", regions.names(),
                        "retention", RegisterForm.names(messages, Retention.values(), Retention::textKey),
                        "listed", RegisterForm.yesOrNo(messages, "monitoring.yes", "monitoring.no")),
                model);
    }

    @PostMapping("/register/save")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String save(
            @RequestParam Map<String, String> typed,
            @RequestParam int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Cells cells = new Cells(typed);
        Indicator saved = RegisterForm.kept(() -> indicators.save(cells, basedOn), model, response);
        if (saved == null) {
            return form(cells, basedOn, model);
        }
        redirect.addFlashAttribute("message", "monitoring.saved");
        redirect.addAttribute("code", saved.code());
        return "redirect:/monitoring/indicators/{code}";
    }
}
