package org.xieban.document;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Refusal;

/** Official documents on the screen: those of a case, one to print, and the texts that an administrator edits. */
@Controller
@RequestMapping("/document")
class DocumentPages {

    private static final String ADMINISTRATOR = "hasRole('SYSTEM_ADMINISTRATOR')";
    private static final String EDITOR = "document/template";

    private final DocumentReading reading;
    private final DocumentTemplates templates;
    private final MessageSource messages;

    DocumentPages(DocumentReading reading, DocumentTemplates templates, MessageSource messages) {
        this.reading = reading;
        this.templates = templates;
        this.messages = messages;
    }

    /** The page, or for htmx what stands in the tab of the case. */
    @GetMapping("/cases/{caseNo}")
    String ofCase(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("documents", reading.ofCase(caseNo));
        return fragment == null ? "document/documents" : "document/documents :: documents";
    }

    @GetMapping("/{id:[0-9]+}")
    String one(@PathVariable String id, @RequestParam(required = false) @Nullable Integer edition, Model model) {
        model.addAttribute("shown", reading.open(id, edition));
        return "document/document";
    }

    @GetMapping("/{id:[0-9]+}/pdf")
    ResponseEntity<byte[]> file(@PathVariable String id, @RequestParam(required = false) @Nullable Integer edition) {
        return reading.download(id, edition, null).answer();
    }

    @GetMapping("/templates")
    @PreAuthorize(ADMINISTRATOR)
    String texts(Model model) {
        model.addAttribute("texts", templates.all().values());
        return "document/templates";
    }

    /** @param version the one to begin with, null for the one in force */
    @GetMapping("/templates/{kind}")
    @PreAuthorize(ADMINISTRATOR)
    String edit(
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable Integer version,
            Model model,
            Locale locale) {
        DocumentKind of = kind(kind);
        List<DocumentTemplates.Version> versions = templates.versions(of);
        DocumentTemplates.Version from = versions.stream()
                .filter(each -> version == null || each.version() == version)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("document.textUnknown"));
        return editor(of, versions.get(0).version(), from.content(), null, model, locale);
    }

    /** @param preview shows what it would look like, and saves nothing */
    @PostMapping("/templates/{kind}")
    @PreAuthorize(ADMINISTRATOR)
    String save(
            @PathVariable String kind,
            @RequestParam int basedOn,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String preview,
            Model model,
            RedirectAttributes flash,
            Locale locale) {
        DocumentKind of = kind(kind);
        if (preview != null) {
            return editor(of, basedOn, content, note, model, locale);
        }
        try {
            DocumentTemplates.Version saved = templates.save(of, basedOn, content, note);
            flash.addFlashAttribute("message", "document.saved");
            flash.addFlashAttribute("messageArgs", List.of(saved.version()));
            return "redirect:/document/templates";
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return editor(of, basedOn, content, note, model, locale);
        }
    }

    private String editor(
            DocumentKind kind, int basedOn, String content, @Nullable String note, Model model, Locale locale) {
        model.addAttribute("kind", kind);
        model.addAttribute("basedOn", basedOn);
        model.addAttribute("content", content);
        model.addAttribute("note", note);
        model.addAttribute("fields", DocumentTemplates.fields(kind));
        model.addAttribute("versions", templates.versions(kind));
        try {
            model.addAttribute("sample", DocumentTemplates.read(kind, content).fill(sample(kind, locale)));
        } catch (Refusal refusal) {
            if (!model.containsAttribute("refusal")) {
                model.addAttribute("refusal", refusal);
            }
        }
        return EDITOR;
    }

    /** In each place the name of what will stand there. */
    private Map<String, String> sample(DocumentKind kind, Locale locale) {
        Map<String, String> sample = new HashMap<>();
        for (String field : DocumentTemplates.fields(kind)) {
            sample.put(field, "[" + messages.getMessage("document.field." + field, null, locale) + "]");
        }
        return sample;
    }

    private static DocumentKind kind(String name) {
        return Arrays.stream(DocumentKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("document.textUnknown"));
    }
}
