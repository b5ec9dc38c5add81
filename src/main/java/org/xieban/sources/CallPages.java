package org.xieban.sources;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.directory.NamesDepartments;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.FilterInput;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The record of all uses of departments' data, and of all uses of one person's (个人信息保护法 44–45, 51). */
@Controller
@NamesDepartments
@RequestMapping("/sources")
@PreAuthorize("hasAnyRole('SUPERVISOR', 'AUDIT_ADMINISTRATOR', 'ANALYST')")
class CallPages {

    private final CallRecord calls;
    private final Resources resources;
    private final Subjects subjects;
    private final Trace trace;
    private final TransactionTemplate transaction;

    CallPages(CallRecord calls, Resources resources, Subjects subjects, Trace trace, TransactionTemplate transaction) {
        this.calls = calls;
        this.resources = resources;
        this.subjects = subjects;
        this.trace = trace;
        this.transaction = transaction;
    }

    @GetMapping("/calls")
    String list(
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) DataCall.@Nullable State state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        CallRecord.Filter filter = new CallRecord.Filter(FilterInput.code("resource", resource), state, null);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("ofSubject", false);
        return page(filter, after, model);
    }

    private String page(CallRecord.Filter filter, @Nullable String after, Model model) {
        model.addAttribute("filter", filter);
        model.addAttribute("listing", calls.list(filter, PageRequest.of(CallRecord.LIST, after, null)));
        model.addAttribute("resources", resources.published());
        model.addAttribute("states", DataCall.State.values());
        return "sources/calls";
    }

    /** All uses of the data of one person or organisation; looking there is on record, too. The number stands in no address. */
    @PostMapping("/calls")
    @PreAuthorize("hasAnyRole('SUPERVISOR', 'AUDIT_ADMINISTRATOR')")
    String ofSubject(@RequestParam(defaultValue = "") String number, Model model) {
        if (number.isBlank() || number.length() > 64) {
            throw Refusal.rule("query.subject").at("number", "resource.missing");
        }
        String subject = transaction.execute(status -> {
            String digest = subjects.digest(number);
            trace.record(Act.of("data.usesViewed", "subject", digest.substring(0, 16)));
            return digest;
        });
        model.addAttribute("first", true);
        model.addAttribute("ofSubject", true);
        return page(new CallRecord.Filter(null, null, subject), null, model);
    }
}
