package org.xieban.casefile;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** The materials of a case: what is there, what is missing, handing in and looking at. */
@Controller
@RequestMapping("/cases/{caseNo}")
class MaterialPages {

    private final CaseFiles cases;
    private final CaseAccess access;
    private final Materials materials;
    private final MaterialSettings settings;
    private final List<MaterialPanel> panels;

    MaterialPages(
            CaseFiles cases,
            CaseAccess access,
            Materials materials,
            MaterialSettings settings,
            List<MaterialPanel> panels) {
        this.cases = cases;
        this.access = access;
        this.materials = materials;
        this.settings = settings;
        this.panels = panels;
    }

    @GetMapping("/materials")
    String materials(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        return page(caseNo, fragment != null, model);
    }

    private String page(String caseNo, boolean inTab, Model model) {
        CaseScope scope = access.requireVisible(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile file = cases.require(caseNo);
        List<CaseMaterial> all = materials.ofCase(caseNo);
        boolean mayUpload = scope == CaseScope.WHOLE
                && (officer.has(Role.CLERK) || officer.has(Role.HANDLER))
                && !file.state().isFinal();
        model.addAttribute("file", file);
        model.addAttribute("materials", all);
        model.addAttribute("missing", all.stream().filter(CaseMaterial::missing).count());
        model.addAttribute("mayUpload", mayUpload);
        model.addAttribute("panels", scope == CaseScope.WHOLE ? panels : List.of());
        model.addAttribute("whole", scope == CaseScope.WHOLE);
        model.addAttribute("maySupplement", mayUpload && file.state() == CaseState.SUPPLEMENTING);
        model.addAttribute("accepted", FileType.accepted());
        model.addAttribute("types", FileType.names());
        model.addAttribute("largest", settings.largest().toMegabytes());
        model.addAttribute("inTab", inTab);
        return inTab ? "casefile/materials :: materials" : "casefile/materials";
    }

    /** Hands in a file; from the tab of the case htmx stays in it. */
    @PostMapping("/materials/{code}")
    @PreAuthorize(CaseApi.APPLICANTS_SIDE)
    String upload(
            @PathVariable String caseNo,
            @PathVariable String code,
            @RequestParam MultipartFile file,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model,
            RedirectAttributes flash)
            throws IOException {
        access.requireWhole(caseNo);
        Map<String, Object> told;
        try {
            CaseMaterial.Version version = materials.upload(caseNo, code, file.getOriginalFilename(), file.getBytes());
            told = Map.of("message", "casefile.materials.uploaded", "messageArgs", List.of(version.fileName()));
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.NOT_FOUND) {
                throw refused;
            }
            told = Map.of("problem", "problem." + refused.code(), "problemArgs", refused.arguments());
        }
        if (fragment != null) {
            model.addAllAttributes(told);
            return page(caseNo, true, model);
        }
        told.forEach(flash::addFlashAttribute);
        return "redirect:/cases/{caseNo}/materials";
    }

    @GetMapping("/materials/{code}/{version}")
    ResponseEntity<byte[]> look(
            @PathVariable String caseNo,
            @PathVariable String code,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String download) {
        access.requireVisible(caseNo);
        Materials.Content content = materials.open(caseNo, code, version);
        return download == null ? Downloads.preview(content) : Downloads.attachment(content);
    }

    @PostMapping("/supplements")
    @PreAuthorize(CaseApi.APPLICANTS_SIDE)
    String supplements(@PathVariable String caseNo, RedirectAttributes flash) {
        access.requireWhole(caseNo);
        cases.handInSupplements(caseNo);
        flash.addFlashAttribute("message", "casefile.supplemented");
        return "redirect:/cases/{caseNo}";
    }
}
