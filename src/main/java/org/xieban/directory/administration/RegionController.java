package org.xieban.directory.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The pages about regions. */
@Controller
@RequestMapping("/directory")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class RegionController {

    private final Regions regions;
    private final RegionAdministration administration;

    RegionController(Regions regions, RegionAdministration administration) {
        this.regions = regions;
        this.administration = administration;
    }

    @GetMapping("/regions")
    String list(Model model) {
        model.addAttribute("regions", regions.all());
        return "directory/regions";
    }

    @GetMapping("/new-region")
    String create(@RequestParam(defaultValue = "") String within, Model model) {
        Region.Level level = regions.find(within)
                .map(Region::level)
                .flatMap(outer -> List.of(Region.Level.values()).stream()
                        .filter(inner -> inner.within() == outer)
                        .findFirst())
                .orElse(regions.all().isEmpty() ? Region.Level.CITY : Region.Level.COUNTY);
        return form(model, new Region("", "", level, within.isEmpty() ? null : within, 0), true, List.of());
    }

    @PostMapping("/new-region")
    String create(
            @RequestParam String code,
            @RequestParam String name,
            @RequestParam Region.Level level,
            @RequestParam String parent,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Region region = new Region(code.strip(), name.strip(), level, parent.isEmpty() ? null : parent, 0);
        try {
            administration.create(region);
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status());
            return form(model, region, true, refusal.errors());
        }
        return saved(flash);
    }

    @GetMapping("/regions/{code}")
    String change(@PathVariable String code, Model model) {
        return form(model, find(code), false, List.of());
    }

    @PostMapping("/regions/{code}")
    String change(
            @PathVariable String code,
            @RequestParam int version,
            @RequestParam String name,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Region before = find(code);
        try {
            administration.rename(code, name.strip(), version);
        } catch (Refusal refusal) {
            if (refusal.errors().isEmpty()) {
                return refused(refusal, code, flash);
            }
            response.setStatus(refusal.kind().status());
            Region typed = new Region(code, name, before.level(), before.parent(), version);
            return form(model, typed, false, refusal.errors());
        }
        return saved(flash);
    }

    @PostMapping("/regions/{code}/remove")
    String remove(@PathVariable String code, RedirectAttributes flash) {
        try {
            administration.remove(code);
        } catch (Refusal refusal) {
            return refused(refusal, code, flash);
        }
        return saved(flash);
    }

    private Region find(String code) {
        return regions.find(code).orElseThrow(() -> Refusal.notFound("region.unknown", code));
    }

    private String form(Model model, Region region, boolean isNew, List<Refusal.FieldError> errors) {
        model.addAttribute("region", region);
        model.addAttribute("isNew", isNew);
        model.addAttribute("errors", errors);
        model.addAttribute("levels", Region.Level.values());
        model.addAttribute(
                "parents",
                regions.all().stream()
                        .filter(other -> other.level() != Region.Level.VILLAGE)
                        .toList());
        return "directory/region";
    }

    private static String saved(RedirectAttributes flash) {
        flash.addFlashAttribute("message", "directory.saved");
        return "redirect:/directory/regions";
    }

    private static String refused(Refusal refusal, String code, RedirectAttributes flash) {
        Flash.refused(flash, refusal);
        return "redirect:/directory/regions/" + code;
    }
}
