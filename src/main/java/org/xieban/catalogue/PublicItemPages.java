package org.xieban.catalogue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The guides (办事指南) for everybody, without sign-in. */
@Controller
@NamesDepartments
@RequestMapping("/public/items")
class PublicItemPages {

    private final Catalogue catalogue;
    private final OpenDays openDays;

    PublicItemPages(Catalogue catalogue, OpenDays openDays) {
        this.catalogue = catalogue;
        this.openDays = openDays;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) ServiceItem.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        ItemFilter filter = new ItemFilter(q, kind, null, openDays.today(), ItemFilter.Sort.KIND);
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute(
                "listing", catalogue.list(filter, PageRequest.of(Catalogue.listName(filter.sort()), after, null)));
        model.addAttribute("kinds", catalogue.countByKind(filter));
        return "catalogue/public-items";
    }

    @GetMapping("/{code}")
    String item(@PathVariable String code, Model model) {
        ItemVersion version = catalogue
                .find(code)
                .filter(found -> !found.item().internal())
                .filter(found -> found.item().inForce().on(openDays.today()))
                .orElseThrow(() -> Refusal.notFound("item.unknown", code));
        model.addAttribute("version", version);
        return "catalogue/public-item";
    }
}
