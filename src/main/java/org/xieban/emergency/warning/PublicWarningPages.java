package org.xieban.emergency.warning;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** EmergencyWarnings for everybody, without sign-in (突发事件应对法 64, 65): read, and fetched by other systems. */
@Controller
@NamesDepartments
class PublicWarningPages {

    private final EmergencyWarnings warnings;
    private final WarningShown shown;
    private final Regions regions;
    private final Departments departments;

    PublicWarningPages(EmergencyWarnings warnings, WarningShown shown, Regions regions, Departments departments) {
        this.warnings = warnings;
        this.shown = shown;
        this.regions = regions;
        this.departments = departments;
    }

    /** One warning as other systems get it, with what the law asks of it. */
    record Published(
            String number,
            @Nullable String documentNumber,
            String title,
            WarningKind kind,
            Colour colour,
            int level,
            Warning.State state,
            OffsetDateTime startsAt,
            @Nullable OffsetDateTime endsAt,
            List<String> regions,
            String caution,
            String measures,
            String issuer,
            @Nullable OffsetDateTime issuedAt) {}

    @GetMapping("/public/warnings")
    String list(
            @ModelAttribute("filter") WarningFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("listing", warnings.published(filter, page(after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("kinds", WarningKind.values());
        model.addAttribute("colours", Colour.values());
        frame(model);
        return "emergency/public-warnings";
    }

    private void frame(Model model) {
        model.addAttribute("regions", regions.names());
        model.addAttribute("zone", OfficialTime.ZONE);
    }

    @GetMapping("/public/warnings.json")
    @ResponseBody
    Listing<Published> all(
            @ModelAttribute("filter") WarningFilter filter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer size) {
        DepartmentNames names = DepartmentNames.of(departments);
        Listing<Warning> listing = warnings.published(filter, page(after, size));
        return new Listing<>(
                listing.items().stream()
                        .map(each -> published(each, each.version(), names))
                        .toList(),
                listing.next(),
                listing.total());
    }

    private static PageRequest page(@Nullable String after, @Nullable Integer size) {
        return PageRequest.of("public/warnings", after, size);
    }

    @GetMapping("/public/warnings/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        Warning warning = require(caseNo);
        model.addAttribute("warning", warning);
        model.addAttribute("title", shown.title(warning, warning.version()));
        model.addAttribute("versions", warnings.issued(caseNo));
        frame(model);
        return "emergency/public-warning";
    }

    /** Every version that was issued, the last first. */
    @GetMapping("/public/warnings/{caseNo}.json")
    @ResponseBody
    List<Published> versions(@PathVariable String caseNo) {
        Warning warning = require(caseNo);
        DepartmentNames names = DepartmentNames.of(departments);
        return warnings.issued(caseNo).stream()
                .map(each -> published(warning, each, names))
                .toList();
    }

    private Warning require(String caseNo) {
        return warnings.published(caseNo).orElseThrow(() -> Refusal.notFound("warning.unknown", caseNo));
    }

    private Published published(Warning warning, Warning.Version version, DepartmentNames names) {
        Warning.Terms terms = version.terms();
        return new Published(
                warning.caseNo(),
                version.documentNumber(),
                shown.title(warning, version),
                warning.kind(),
                terms.colour(),
                terms.colour().level(),
                version.change() == Warning.Change.LIFT ? Warning.State.LIFTED : Warning.State.IN_FORCE,
                OfficialTime.of(terms.startsAt()),
                OfficialTime.ofNullable(terms.endsAt()),
                terms.regions(),
                terms.caution(),
                terms.measures(),
                names.of(warning.lead()),
                OfficialTime.ofNullable(version.issuedAt()));
    }
}
