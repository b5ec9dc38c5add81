package org.xieban.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.ledger.CaseTimeline.Entry;
import org.xieban.ledger.CaseTimeline.Timeline;

/** The record of one case, as a tab of its page, as a page, and for other systems. */
@Controller
class CaseRecordPages {

    private final CaseTimeline timeline;
    private final ActTexts acts;
    private final CaseDetails details;
    private final Departments departments;

    CaseRecordPages(CaseTimeline timeline, ActTexts acts, CaseDetails details, Departments departments) {
        this.timeline = timeline;
        this.acts = acts;
        this.details = details;
        this.departments = departments;
    }

    /** An entry as it is read: what was done, who did it for which department, and what is known of it. */
    record Line(Entry entry, String text, @Nullable String department, List<CaseDetails.Said> said) {}

    @GetMapping("/api/v1/cases/{caseNo}/timeline")
    @ResponseBody
    List<Entry> timeline(@PathVariable String caseNo) {
        return timeline.of(caseNo).entries();
    }

    @GetMapping("/ledger/cases/{caseNo}")
    String record(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Locale locale,
            Model model) {
        Timeline found = timeline.of(caseNo);
        Map<String, String> names =
                departments.all().stream().collect(Collectors.toMap(Department::code, Department::shortName));
        CaseDetails.Words words = details.words(caseNo, found.entries(), locale);
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("whole", found.whole());
        model.addAttribute(
                "lines",
                found.entries().stream()
                        .map(entry -> line(entry, names, words, locale))
                        .toList());
        return fragment == null ? "ledger/case" : "ledger/case :: record";
    }

    private Line line(Entry entry, Map<String, String> names, CaseDetails.Words words, Locale locale) {
        String department = entry.actor().department();
        return new Line(
                entry,
                acts.of(entry.act(), locale),
                department == null ? null : names.getOrDefault(department, department),
                words.of(entry));
    }
}
