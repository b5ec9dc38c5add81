package org.xieban.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.Attachment;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Items for officers: the list, the guide of each, its versions. */
@Controller
@NamesDepartments
@RequestMapping("/catalogue")
class ItemPages {

    private final Catalogue catalogue;
    private final ItemPublication publication;
    private final Departments departments;
    private final OpenDays openDays;
    private final ItemExport export;

    ItemPages(
            Catalogue catalogue,
            ItemPublication publication,
            Departments departments,
            OpenDays openDays,
            ItemExport export) {
        this.catalogue = catalogue;
        this.publication = publication;
        this.departments = departments;
        this.openDays = openDays;
        this.export = export;
    }

    /** A version with what it changed. */
    record VersionRow(ItemVersion version, List<ItemDifference.Change> changes) {}

    @GetMapping("/items")
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) ServiceItem.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(defaultValue = "CODE") ItemFilter.Sort sort,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        ItemFilter filter = new ItemFilter(q, kind, department, null, sort);
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("today", openDays.today());
        model.addAttribute("listing", catalogue.list(filter, PageRequest.of(Catalogue.listName(sort), after, null)));
        model.addAttribute("kinds", catalogue.countByKind(filter));
        model.addAttribute("byDepartment", catalogue.countByDepartment(filter));
        return "catalogue/items";
    }

    /** What the list shows, whole, as a table for the office's spreadsheets. */
    @GetMapping("/items.csv")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) ServiceItem.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(defaultValue = "CODE") ItemFilter.Sort sort,
            Locale locale) {
        List<ItemVersion> versions = catalogue.all(new ItemFilter(q, kind, department, null, sort));
        return Attachment.of(
                "items-" + openDays.today() + ".csv",
                Attachment.CSV,
                export.csv(versions, DepartmentNames.of(departments), locale));
    }

    @GetMapping("/items/{code}")
    String item(@PathVariable String code, Model model) {
        ItemVersion version = catalogue.find(code).orElseThrow(() -> Refusal.notFound("item.unknown", code));
        model.addAttribute("version", version);
        model.addAttribute("open", version.item().inForce().on(openDays.today()));
        model.addAttribute("unadopted", publication.unadopted(code).isPresent());
        return "catalogue/item";
    }

    @GetMapping("/items/{code}/versions")
    String versions(@PathVariable String code, Model model) {
        List<ItemVersion> versions = catalogue.versions(code);
        if (versions.isEmpty()) {
            throw Refusal.notFound("item.unknown", code);
        }
        List<VersionRow> rows = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            ItemVersion version = versions.get(i);
            boolean oldest = i + 1 == versions.size();
            rows.add(new VersionRow(
                    version,
                    oldest
                            ? List.of()
                            : ItemDifference.between(versions.get(i + 1).item(), version.item())));
        }
        ItemVersion current = versions.get(0);
        model.addAttribute("current", current);
        model.addAttribute("rows", rows);
        model.addAttribute(
                "unadopted",
                publication
                        .unadopted(code)
                        .map(item -> ItemDifference.between(current.item(), item))
                        .orElse(null));
        return "catalogue/versions";
    }

    @GetMapping("/items/{code}/versions/{number}")
    String version(@PathVariable String code, @PathVariable int number, Model model) {
        ItemVersion version = catalogue
                .version(code, number)
                .orElseThrow(() -> Refusal.notFound("item.version.unknown", code, number));
        ItemVersion current = catalogue.find(code).orElse(version);
        model.addAttribute("version", version);
        model.addAttribute("current", current);
        model.addAttribute("changes", ItemDifference.between(version.item(), current.item()));
        return "catalogue/version";
    }
}
