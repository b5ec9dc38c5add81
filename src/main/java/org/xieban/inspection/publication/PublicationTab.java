package org.xieban.inspection.publication;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.xieban.casefile.CaseAccess;

/** The tab of the case by which results are published: what is published, and where everybody reads it. */
@Controller
@PreAuthorize("hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR', 'DUTY_COMMANDER',"
        + " 'SUPERVISOR')")
class PublicationTab {

    private final Publications publications;
    private final PublicationDuty duty;
    private final CaseAccess access;

    PublicationTab(Publications publications, PublicationDuty duty, CaseAccess access) {
        this.publications = publications;
        this.duty = duty;
        this.access = access;
    }

    @GetMapping("/inspection/publications/of/{caseNo}")
    String of(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireVisible(caseNo);
        String visit = duty.published(caseNo).orElse(null);
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("visit", visit);
        model.addAttribute(
                "latest",
                visit == null
                        ? null
                        : publications.versions(visit).stream().findFirst().orElse(null));
        return fragment == null ? "inspection/publication-tab" : "inspection/publication-tab :: tab";
    }
}
