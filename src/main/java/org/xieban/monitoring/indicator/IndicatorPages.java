package org.xieban.monitoring.indicator;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Attachment;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** The register for officers: its list, an indicator to edit, tables in and out. */
@Controller
@NamesDepartments
@RequestMapping("/monitoring")
@PreAuthorize(MonitoringAccess.READERS)
class IndicatorPages {

    private static final int ALL = 100_000;
    private static final int WRONG = 422;

    private final Indicators indicators;
    private final Regions regions;

    IndicatorPages(Indicators indicators, Regions regions) {
        this.indicators = indicators;
        this.regions = regions;
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
        Attachment.begin(response, "indicators.csv", Attachment.CSV);
        Csv csv = new Csv(response.getWriter()).line(IndicatorTable.COLUMNS);
        indicators.some(filter, false, ALL).forEach(each -> csv.line(IndicatorTable.write(each)));
    }

    @GetMapping("/register/import")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String table(Model model) {
        model.addAttribute("columns", IndicatorTable.COLUMNS);
        return "monitoring/import";
    }

    @PostMapping("/register/import")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        TableRows.answer(file, model, response, indicators::take);
        return table(model);
    }

    @GetMapping("/register/new")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String create(Model model) {
        return form(null, new Cells(Map.of()), 0, model);
    }

    @GetMapping("/register/entries/{code}")
    @PreAuthorize(MonitoringAccess.KEEPERS)
    String edit(@PathVariable String code, Model model) {
        Indicator indicator = indicators.require(code);
        IndicatorKeepers.require(indicator);
        Map<String, String> given = new HashMap<>();
        List<@Nullable String> written = IndicatorTable.write(indicator);
        for (int i = 0; i < written.size(); i++) {
            String cell = written.get(i);
            given.put(IndicatorTable.COLUMNS.get(i), cell == null ? "" : cell);
        }
        return form(indicator, new Cells(given), indicator.version(), model);
    }

    private static String form(@Nullable Indicator indicator, Cells cells, int basedOn, Model model) {
        Map<String, String> given = new LinkedHashMap<>();
        IndicatorTable.COLUMNS.forEach(column -> given.put(column, cells.typed(column)));
        model.addAttribute("indicator", indicator);
        model.addAttribute("given", given);
        model.addAttribute("faults", cells.faults().stream().collect(Collectors.groupingBy(Cells.Fault::column)));
        model.addAttribute("basedOn", basedOn);
        model.addAttribute("retentions", Retention.values());
        return "monitoring/entry";
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
        Indicator there =
                basedOn == 0 ? null : indicators.find(cells.typed("code")).orElse(null);
        try {
            Indicator saved = indicators.save(cells, basedOn);
            if (saved != null) {
                redirect.addFlashAttribute("message", "monitoring.saved");
                redirect.addAttribute("code", saved.code());
                return "redirect:/monitoring/indicators/{code}";
            }
            response.setStatus(WRONG);
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            // what was typed stays on the page
            response.setStatus(refused.kind().status());
            model.addAttribute("refusal", refused);
        }
        return form(there, cells, basedOn, model);
    }
}
