package org.xieban.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.ledger.CaseTimeline.Entry;

/** The record of one case, as a tab of its page, as a page, and for other systems. */
@Controller
class CaseRecordPages {

    private final RecordLines lines;

    CaseRecordPages(RecordLines lines) {
        this.lines = lines;
    }

    /**
     * An entry, and how it is read.
     *
     * @param text what was done
     * @param departmentName of whoever did it
     * @param said what else is known of it
     */
    record Told(
            @JsonUnwrapped Entry entry,
            String text,
            @Nullable String departmentName,
            List<CaseDetails.Said> said) {}

    @GetMapping("/api/v1/cases/{caseNo}/timeline")
    @ResponseBody
    List<Told> timeline(@PathVariable String caseNo, Locale locale) {
        return lines.of(caseNo, locale).lines().stream()
                .map(line -> new Told(line.entry(), line.text(), line.department(), line.said()))
                .toList();
    }

    @GetMapping("/ledger/cases/{caseNo}")
    String record(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Locale locale,
            Model model) {
        RecordLines.Lines found = lines.of(caseNo, locale);
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("whole", found.whole());
        // the audit administrator sees the record and nothing else of a case
        model.addAttribute(
                "dossier", found.whole() && !CaseAccess.requireOfficer().has(Role.AUDIT_ADMINISTRATOR));
        model.addAttribute("lines", found.lines());
        return fragment == null ? "ledger/case" : "ledger/case :: record";
    }
}
