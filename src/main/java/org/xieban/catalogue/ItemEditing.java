package org.xieban.catalogue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.Refusal;

/** Items for the administrator: editing, publishing, going back to an earlier version. */
@Controller
@NamesDepartments
@RequestMapping("/catalogue")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class ItemEditing {

    private static final int LONGEST_NOTE = 500;

    private final Catalogue catalogue;
    private final ItemPublication publication;
    private final Departments departments;
    private final OpenDays openDays;

    ItemEditing(Catalogue catalogue, ItemPublication publication, Departments departments, OpenDays openDays) {
        this.catalogue = catalogue;
        this.publication = publication;
        this.departments = departments;
        this.openDays = openDays;
    }

    @GetMapping("/new-item")
    String create(Model model) {
        return page(model, ItemForm.empty(openDays.today()), null, 0);
    }

    @PostMapping("/new-item")
    String create(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String rows,
            @RequestParam(defaultValue = "") String note,
            Model model,
            RedirectAttributes redirect) {
        ItemForm form = ItemForm.of(request.getParameterMap());
        return take(form, null, 0, rows, note, model, response, redirect);
    }

    @GetMapping("/items/{code}/edit")
    String edit(@PathVariable String code, Model model) {
        ItemVersion current = current(code);
        return page(model, ItemForm.of(current.item()), current, current.number());
    }

    @PostMapping("/items/{code}/edit")
    String edit(
            @PathVariable String code,
            @RequestParam int basedOn,
            @RequestParam(required = false) @Nullable Integer over,
            @RequestParam(required = false) @Nullable String rows,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        ItemForm form = ItemForm.of(request.getParameterMap()).withCode(code);
        // who has seen what was published meanwhile may publish over it
        int seen = over == null ? basedOn : over;
        return take(form, current(code), seen, rows, note, model, response, redirect);
    }

    @PostMapping("/items/{code}/versions/{number}/restore")
    String restore(
            @PathVariable String code,
            @PathVariable int number,
            @RequestParam int basedOn,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes redirect) {
        int published = publication.restore(code, number, basedOn, note(note));
        return published(code, published, basedOn, redirect);
    }

    /** Takes what a changed item file says after all. */
    @PostMapping("/items/{code}/adopt")
    String adopt(@PathVariable String code, @RequestParam int basedOn, RedirectAttributes redirect) {
        return published(code, publication.adopt(code, basedOn, null), basedOn, redirect);
    }

    private String take(
            ItemForm form,
            @Nullable ItemVersion current,
            int basedOn,
            @Nullable String rows,
            String note,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        model.addAttribute("note", note);
        if (rows != null && !rows.isEmpty()) {
            model.addAttribute("focus", form.changeRows(rows));
            return page(model, form, current, basedOn);
        }
        ServiceItem item = form.read().item();
        if (note.length() > LONGEST_NOTE) {
            form.add(Violation.of("note", "item.tooLong", LONGEST_NOTE));
        }
        if (item != null) {
            Map<String, String> known = DepartmentNames.of(departments).byCode();
            ItemRules.unknownDepartments(item, known::containsKey).forEach(form::add);
        }
        if (item == null || !form.violations().isEmpty()) {
            response.setStatus(422);
            return page(model, form, current, basedOn);
        }
        try {
            int number = publication.edit(item, basedOn, note(note));
            return published(item.code(), number, basedOn, redirect);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            // what was typed stays on the page, beside what was published meanwhile
            response.setStatus(refusal.kind().status());
            model.addAttribute("conflict", refusal);
            ItemVersion newest = catalogue.find(item.code()).orElse(null);
            model.addAttribute(
                    "meanwhile",
                    newest == null || basedOn == 0
                            ? List.of()
                            : catalogue
                                    .version(item.code(), basedOn)
                                    .map(base -> ItemDifference.between(base.item(), newest.item()))
                                    .orElse(List.of()));
            return page(model, form, basedOn == 0 ? null : newest, basedOn);
        }
    }

    private static String page(Model model, ItemForm form, @Nullable ItemVersion current, int basedOn) {
        model.addAttribute("form", form);
        model.addAttribute("current", current);
        model.addAttribute("basedOn", basedOn);
        return "catalogue/edit";
    }

    private static String published(String code, int number, int basedOn, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                "message", number == basedOn ? "catalogue.edit.unchanged" : "catalogue.edit.published");
        redirect.addFlashAttribute("messageArgs", List.of(number));
        redirect.addAttribute("code", code);
        return "redirect:/catalogue/items/{code}";
    }

    private ItemVersion current(String code) {
        return catalogue.find(code).orElseThrow(() -> Refusal.notFound("item.unknown", code));
    }

    private static @Nullable String note(String note) {
        return note.isBlank() ? null : note.strip();
    }
}
