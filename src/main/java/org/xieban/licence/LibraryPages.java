package org.xieban.licence;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
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
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Consent;
import org.xieban.casefile.Materials;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Attachment;
import org.xieban.web.Refusal;

/** What the applicant of a case has in our libraries, below the materials of the case. */
@Controller
@RequestMapping("/licences/cases/{caseNo}")
class LibraryPages {

    private static final String TAKERS = "hasAnyRole('CLERK', 'HANDLER')";

    private final CaseFiles cases;
    private final CaseAccess access;
    private final LicenceRepository issued;
    private final LicenceUses uses;
    private final LicenceReuse reuse;
    private final MaterialLibrary library;
    private final Materials materials;
    private final CopyMark mark;

    LibraryPages(
            CaseFiles cases,
            CaseAccess access,
            LicenceRepository issued,
            LicenceUses uses,
            LicenceReuse reuse,
            MaterialLibrary library,
            Materials materials,
            CopyMark mark) {
        this.cases = cases;
        this.access = access;
        this.issued = issued;
        this.uses = uses;
        this.reuse = reuse;
        this.library = library;
        this.materials = materials;
        this.mark = mark;
    }

    /** The page, or for htmx what stands below the materials. */
    @GetMapping
    String page(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireWhole(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile file = cases.require(caseNo);
        boolean takes = officer.has(Role.CLERK) || officer.has(Role.HANDLER);
        model.addAttribute("file", file);
        model.addAttribute("materials", materials.ofCase(caseNo));
        model.addAttribute("issued", issued.ofCase(caseNo).orElse(null));
        model.addAttribute("uses", uses.ofCase(caseNo));
        model.addAttribute("licences", reuse.offered(caseNo));
        model.addAttribute("taken", library.taken(caseNo));
        model.addAttribute("kept", library.offers(caseNo));
        model.addAttribute("said", library.said(caseNo));
        model.addAttribute("mayTake", takes && !file.state().isFinal());
        model.addAttribute("maySay", takes);
        model.addAttribute("ways", List.of(Consent.IN_PERSON, Consent.IN_WRITING, Consent.ONLINE));
        return fragment == null ? "licence/library" : "licence/library :: library";
    }

    /**
     * Takes the licences that are there, and of the library what whoever handles the case has chosen: he has looked at
     * it, and has seen the original of what was only sent in.
     */
    @PostMapping("/take")
    @PreAuthorize(TAKERS)
    String take(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable Set<String> material,
            RedirectAttributes flash) {
        access.requireWhole(caseNo);
        if (cases.require(caseNo).state().isFinal()) {
            throw Refusal.conflict("material.caseEnded", caseNo);
        }
        reuse.take(caseNo);
        library.take(caseNo, material == null ? Set.of() : material);
        return done("licence.library.done.taken", flash);
    }

    @PostMapping("/consent")
    @PreAuthorize(TAKERS)
    String say(@PathVariable String caseNo, @RequestParam Consent how, RedirectAttributes flash) {
        access.requireWhole(caseNo);
        library.say(caseNo, how);
        return done("licence.library.done." + (how.given() ? "consented" : "withdrawn"), flash);
    }

    private static String done(String message, RedirectAttributes flash) {
        flash.addFlashAttribute("message", message);
        return "redirect:/cases/{caseNo}?tab=materials";
    }

    /** A copy of what stands in for a material; across it stands what it is for. */
    @GetMapping("/materials/{material}")
    ResponseEntity<byte[]> copy(@PathVariable String caseNo, @PathVariable String material) {
        access.requireWhole(caseNo);
        CopyMark.Copy copy = mark.across(library.open(caseNo, material), cases.require(caseNo));
        return Attachment.of(copy.name(), MediaType.parseMediaType(copy.mediaType()), copy.bytes());
    }
}
