package org.xieban.worklist;

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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Saved filters: used from the list, looked after on a page of their own. */
@Controller
@RequestMapping("/tasks/filters")
@PreAuthorize(WorklistPages.READERS)
class SavedFilterPages {

    private final SavedFilters filters;
    private final Officers officers;

    SavedFilterPages(SavedFilters filters, Officers officers) {
        this.filters = filters;
        this.officers = officers;
    }

    /** A filter as the page shows it. */
    record Line(SavedFilters.SavedFilter saved, String name, long count, String owner, boolean own) {}

    /** As a part of a list only the names with their counts. */
    @GetMapping
    String all(
            @ModelAttribute("given") WorklistPages.Query given,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        List<SavedFilters.SavedFilter> all = filters.all();
        Map<Long, Long> counts = filters.counts(all);
        model.addAttribute("saved", all);
        model.addAttribute("counts", counts);
        model.addAttribute("filter", given.filter());
        if (fragment != null) {
            return "worklist/filters :: chips";
        }
        String self = CaseAccess.requireOfficer().login();
        model.addAttribute(
                "lines",
                all.stream()
                        .map(each -> new Line(
                                each,
                                each.name(),
                                counts.getOrDefault(each.id(), 0L),
                                officers.find(each.owner()).map(Officer::name).orElse(each.owner()),
                                each.owner().equals(self)))
                        .toList());
        return "worklist/filters";
    }

    /** The list that it leaves. */
    @GetMapping("/{id}")
    String open(@PathVariable long id) {
        return "redirect:" + filters.require(id).filter().address();
    }

    @PostMapping
    String save(
            @ModelAttribute("given") WorklistPages.Query given,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(defaultValue = "false") boolean shared,
            RedirectAttributes flash) {
        TaskFilter filter = given.filter();
        try {
            flash.addFlashAttribute("message", "worklist.filter.saved");
            flash.addFlashAttribute(
                    "messageArgs", List.of(filters.save(name, shared, filter).name()));
        } catch (Refusal refused) {
            flash.getFlashAttributes().remove("message");
            Flash.refusedAtFirst(flash, refused);
        }
        return "redirect:" + filter.address();
    }

    @PostMapping("/{id}/share")
    String share(@PathVariable long id, @RequestParam(defaultValue = "false") boolean shared) {
        filters.share(id, shared);
        return "redirect:/tasks/filters";
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        flash.addFlashAttribute("deleted", filters.delete(id));
        return "redirect:/tasks/filters";
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable long id, RedirectAttributes flash) {
        try {
            filters.restore(id);
            flash.addFlashAttribute("message", "worklist.filter.restored");
        } catch (Refusal refused) {
            Flash.refusedAtFirst(flash, refused);
        }
        return "redirect:/tasks/filters";
    }
}
