package org.xieban.sources;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;
import org.xieban.web.Refusal;

/** Sources: how they do, and how they are set up; for the data authority, and to look at for who operates the product. */
@Controller
@RequestMapping("/sources")
@PreAuthorize("hasAnyRole('ANALYST', 'SYSTEM_ADMINISTRATOR')")
class SourcePages {

    private static final int WRONG = 422;

    private final Sources sources;
    private final SourceSetUp setUp;
    private final Resources resources;
    private final StuckQueries stuck;
    private final DataAuthority authority;

    SourcePages(Sources sources, SourceSetUp setUp, Resources resources, StuckQueries stuck, DataAuthority authority) {
        this.sources = sources;
        this.setUp = setUp;
        this.resources = resources;
        this.stuck = stuck;
        this.authority = authority;
    }

    @GetMapping("/connections")
    String list(Model model) {
        Map<String, DataResource> published = resources.published();
        List<Sources.State> states = sources.states();
        Set<String> unbound = new TreeSet<>(published.keySet());
        states.forEach(state -> unbound.removeAll(state.resources()));
        model.addAttribute("states", states);
        model.addAttribute("resources", published);
        model.addAttribute("unbound", unbound);
        model.addAttribute("stuck", stuck.bySource());
        return "sources/connections";
    }

    /** Sets all steps going again that have failed for good at a source, now that it is back. */
    @PostMapping("/connections/{code}/retry")
    String retry(@PathVariable String code, RedirectAttributes redirect) {
        authority.require();
        Source source = find(code);
        redirect.addFlashAttribute("message", "sources.connection.retried");
        redirect.addFlashAttribute("messageArgs", List.of(stuck.retry(source.code())));
        return "redirect:/sources/connections";
    }

    @GetMapping("/new-connection")
    String create(Model model) {
        authority.require();
        return page(model, SourceForm.empty(), null, List.of());
    }

    @PostMapping("/new-connection")
    String create(SourceForm form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        authority.require();
        return take(ResourceForm.text(form.code()), form, null, 0, model, response, redirect);
    }

    @GetMapping("/connections/{code}")
    String edit(@PathVariable String code, Model model) {
        authority.require();
        Source source = find(code);
        return page(model, SourceForm.of(source), source, List.of());
    }

    @PostMapping("/connections/{code}")
    String edit(
            @PathVariable String code,
            SourceForm form,
            @RequestParam int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        authority.require();
        return take(code, form, find(code), basedOn, model, response, redirect);
    }

    private Source find(String code) {
        return sources.find(code).orElseThrow(() -> Refusal.notFound("dataSource.unknown", code));
    }

    private String take(
            String code,
            SourceForm form,
            @Nullable Source there,
            int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        SourceForm.Reading reading = form.read(code, basedOn + 1);
        Source source = reading.source();
        if (source == null) {
            response.setStatus(WRONG);
            return page(model, form, there, reading.faults());
        }
        try {
            setUp.save(source);
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status());
            model.addAttribute("refusal", refusal);
            return page(model, form, there, List.of());
        }
        redirect.addFlashAttribute("message", "sources.connection.saved");
        return "redirect:/sources/connections";
    }

    private String page(Model model, SourceForm form, @Nullable Source source, List<Fault> faults) {
        model.addAttribute("form", form);
        model.addAttribute("source", source);
        model.addAttribute("faults", ResourceForm.byPath(faults));
        model.addAttribute("kinds", Source.Kind.values());
        return "sources/connection";
    }

    @GetMapping("/bindings/{resource}")
    String bind(@PathVariable String resource, Model model) {
        authority.require();
        Binding binding = sources.bindings().get(resource);
        if (binding == null) {
            binding = new Binding(resource, "", Map.of(), Map.of(), Map.of());
        }
        return binding(
                model,
                resource,
                binding.source(),
                SourceForm.lines(binding.settings()),
                SourceForm.lines(binding.keys()),
                SourceForm.lines(binding.fields()),
                List.of());
    }

    @PostMapping("/bindings/{resource}")
    String bind(
            @PathVariable String resource,
            @RequestParam String source,
            @RequestParam(defaultValue = "") String settings,
            @RequestParam(defaultValue = "") String keys,
            @RequestParam(defaultValue = "") String fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        authority.require();
        List<Fault> faults = new ArrayList<>();
        Binding binding = new Binding(
                resource,
                source,
                SourceForm.map("settings", settings, faults),
                SourceForm.map("keys", keys, faults),
                SourceForm.map("fields", fields, faults));
        faults.addAll(setUp.faults(binding));
        if (!faults.isEmpty()) {
            response.setStatus(WRONG);
            return binding(model, resource, source, settings, keys, fields, faults);
        }
        setUp.bind(binding);
        redirect.addFlashAttribute("message", "sources.connection.saved");
        return "redirect:/sources/connections";
    }

    private String binding(
            Model model, String code, String source, String settings, String keys, String fields, List<Fault> faults) {
        model.addAttribute("resource", resources.require(code));
        model.addAttribute("sources", sources.states());
        model.addAttribute("chosen", source);
        model.addAttribute("settings", settings);
        model.addAttribute("keys", keys);
        model.addAttribute("fields", fields);
        model.addAttribute("faults", ResourceForm.byPath(faults));
        return "sources/binding";
    }
}
