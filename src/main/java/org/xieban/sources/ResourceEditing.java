package org.xieban.sources;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.Refusal;

/** Compiling and reviewing entries of the catalogue: one by one, or as a table. */
@Controller
@NamesDepartments
@RequestMapping("/sources")
class ResourceEditing {

    private static final int LARGEST_TABLE = 2_000_000;
    private static final int WRONG = 422;

    private final Resources resources;
    private final DataAuthority authority;

    ResourceEditing(Resources resources, DataAuthority authority) {
        this.resources = resources;
        this.authority = authority;
    }

    @GetMapping("/new-resource")
    String create(Model model) {
        requireCompiler();
        String provider = authority.present() ? "" : CaseAccess.requireOfficer().departmentCode();
        return page(model, ResourceForm.empty(provider), null, List.of());
    }

    @PostMapping("/new-resource")
    String create(
            ResourceForm form,
            @RequestParam(defaultValue = "submit") String act,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        requireCompiler();
        return take(form, null, 0, act, model, response, redirect);
    }

    private void requireCompiler() {
        if (!authority.present() && authority.compilesFor().isEmpty()) {
            throw Refusal.forbidden("access.denied");
        }
    }

    @GetMapping("/resources/{code}/edit")
    String edit(@PathVariable String code, Model model) {
        ResourceEntry entry = compiled(code);
        ResourceEntry.Proposal proposal = entry.proposal();
        DataResource begun = proposal == null ? entry.shown() : proposal.resource();
        return page(model, ResourceForm.of(begun), entry, List.of());
    }

    @PostMapping("/resources/{code}/edit")
    String edit(
            @PathVariable String code,
            ResourceForm form,
            @RequestParam int basedOn,
            @RequestParam(defaultValue = "submit") String act,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return take(form, compiled(code), basedOn, act, model, response, redirect);
    }

    private ResourceEntry compiled(String code) {
        ResourceEntry entry = resources.entry(code).orElseThrow(() -> Refusal.notFound("resource.unknown", code));
        if (!authority.mayCompile(entry.shown().provider())) {
            throw Refusal.forbidden("access.denied");
        }
        return entry;
    }

    private String take(
            ResourceForm form,
            @Nullable ResourceEntry entry,
            int basedOn,
            String act,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (act.equals("row")) {
            return page(model, form, entry, List.of());
        }
        ResourceForm.Reading reading = entry == null ? form.read() : form.read(entry.code());
        List<Fault> faults = new ArrayList<>(reading.faults());
        DataResource resource = reading.resource();
        if (resource != null) {
            faults.addAll(resources.faults(resource));
        }
        if (resource == null || !faults.isEmpty()) {
            response.setStatus(WRONG);
            return page(model, form, entry, faults);
        }
        try {
            resources.save(resource, !act.equals("draft"), basedOn);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            // what was typed stays on the page
            response.setStatus(refusal.kind().status());
            model.addAttribute("refusal", refusal);
            return page(model, form, entry, faults);
        }
        String said = authority.present() ? "published" : act.equals("draft") ? "drafted" : "submitted";
        redirect.addFlashAttribute("message", "sources.resource." + said);
        return "redirect:/sources/resources/" + resource.code();
    }

    private String page(Model model, ResourceForm form, @Nullable ResourceEntry entry, List<Fault> faults) {
        model.addAttribute("form", form);
        model.addAttribute("rows", form.rows());
        model.addAttribute("entry", entry);
        model.addAttribute("faults", ResourceForm.byPath(faults));
        model.addAttribute("formats", FieldFormat.values());
        model.addAttribute("types", DataResource.Field.Type.values());
        model.addAttribute("cycles", DataResource.UpdateCycle.values());
        model.addAttribute("sharings", DataResource.Sharing.values());
        return "sources/edit";
    }

    @PostMapping("/resources/{code}/approve")
    String approve(@PathVariable String code, RedirectAttributes redirect) {
        resources.approve(code);
        redirect.addFlashAttribute("message", "sources.resource.published");
        return "redirect:/sources/resources/" + code;
    }

    @PostMapping("/resources/{code}/return")
    String sendBack(
            @PathVariable String code, @RequestParam(defaultValue = "") String reason, RedirectAttributes redirect) {
        resources.sendBack(code, reason);
        redirect.addFlashAttribute("message", "sources.resource.returned");
        return "redirect:/sources/resources/" + code;
    }

    @GetMapping("/import")
    String table(Model model) {
        requireCompiler();
        return table(model, "");
    }

    /**
     * Shows what a table would change, or takes it over.
     *
     * @param file the table; where it is empty, what was shown is taken over
     */
    @PostMapping("/import")
    String table(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        requireCompiler();
        String given = file == null || file.isEmpty() ? text : new String(file.getBytes(), StandardCharsets.UTF_8);
        if (given.length() > LARGEST_TABLE) {
            throw Refusal.tooLarge("resourceTable.tooLarge");
        }
        ResourceTable.Table table = ResourceTable.read(given, resources::faults);
        if (!table.sound() || !confirmed) {
            if (!table.sound()) {
                response.setStatus(WRONG);
            }
            model.addAttribute("table", table);
            List<Change> changes = changes(table);
            model.addAttribute("changes", changes);
            model.addAttribute("foreign", changes.stream().anyMatch(change -> change.kind() == Change.Kind.FOREIGN));
            return table(model, table.sound() ? given : "");
        }
        int changed = 0;
        for (Change change : changes(table)) {
            if (change.kind() != Change.Kind.SAME) {
                resources.save(change.resource(), true, change.version());
                changed++;
            }
        }
        redirect.addFlashAttribute("message", "sources.import.done");
        redirect.addFlashAttribute("messageArgs", List.of(changed));
        return "redirect:/sources/resources";
    }

    private static String table(Model model, String text) {
        model.addAttribute("text", text);
        model.addAttribute("columns", String.join(",", ResourceTable.COLUMNS));
        return "sources/import";
    }

    /** What a table would do to an entry. */
    record Change(DataResource resource, int version, Kind kind) {

        enum Kind {
            NEW,
            CHANGED,
            SAME,
            FOREIGN
        }
    }

    private List<Change> changes(ResourceTable.Table table) {
        List<Change> changes = new ArrayList<>();
        for (ResourceTable.Entry each : table.entries()) {
            DataResource resource = each.resource();
            if (resource != null) {
                ResourceEntry there = resources.entry(resource.code()).orElse(null);
                changes.add(new Change(resource, there == null ? 0 : there.version(), kind(resource, there)));
            }
        }
        return changes;
    }

    private Change.Kind kind(DataResource resource, @Nullable ResourceEntry there) {
        if (!authority.mayCompile(resource.provider())) {
            return Change.Kind.FOREIGN;
        }
        if (there == null) {
            return Change.Kind.NEW;
        }
        return resource.equals(there.shown()) ? Change.Kind.SAME : Change.Kind.CHANGED;
    }
}
