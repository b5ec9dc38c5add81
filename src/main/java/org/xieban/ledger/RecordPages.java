package org.xieban.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.web.Attachment;
import org.xieban.web.Refusal;

/** The whole record, for the audit administrator and nobody else. */
@Controller
@RequestMapping("/ledger/record")
@PreAuthorize("hasRole('AUDIT_ADMINISTRATOR')")
class RecordPages {

    private static final int PAGE = 50;

    private final Ledger ledger;
    private final ActTexts acts;
    private final Departments departments;
    private final Clock clock;

    RecordPages(Ledger ledger, ActTexts acts, Departments departments, Clock clock) {
        this.ledger = ledger;
        this.acts = acts;
        this.departments = departments;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @ModelAttribute("query") RecordQuery query,
            @RequestParam(required = false) @Nullable String before,
            Locale locale,
            Model model) {
        List<TraceEntry> found = ledger.search(query, before == null ? null : key(before), PAGE + 1);
        List<TraceEntry> page = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("entries", page);
        model.addAttribute("first", before == null);
        model.addAttribute("newest", RecordLinks.list(query, null));
        model.addAttribute(
                "older",
                found.size() > PAGE ? RecordLinks.list(query, page.get(PAGE - 1).id()) : null);
        model.addAttribute("export", RecordLinks.export(query));
        model.addAttribute("acts", acts.choices(ledger.acts(), locale));
        List<Department> all = departments.all();
        model.addAttribute("departments", all);
        model.addAttribute(
                "departmentNames", all.stream().collect(Collectors.toMap(Department::code, Department::shortName)));
        return "ledger/record";
    }

    @GetMapping("/{id}")
    String entry(@PathVariable String id, Model model) {
        Evidence evidence = ledger.evidence(key(id)).orElseThrow(() -> Refusal.notFound("record.unknown"));
        String department = evidence.trace().actor().department();
        model.addAttribute("evidence", evidence);
        model.addAttribute(
                "departmentName",
                department == null
                        ? null
                        : departments.find(department).map(Department::name).orElse(null));
        model.addAttribute("changes", ChangeLine.of(evidence.trace().act()));
        return "ledger/entry";
    }

    @GetMapping("/export")
    void export(RecordQuery query, Locale locale, HttpServletResponse response) throws IOException {
        ledger.recordExport(query);
        Attachment.begin(response, "record-" + LocalDate.now(clock) + ".csv", Attachment.CSV);
        RecordCsv csv = new RecordCsv(response.getWriter(), acts, locale);
        csv.heading();
        try {
            ledger.export(query, csv::row);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static UUID key(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("record.unknown");
        }
    }
}
