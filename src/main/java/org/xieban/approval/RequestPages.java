package org.xieban.approval;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseFiles;
import org.xieban.catalogue.Term;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.web.Refusal;

/** Asking, on a page, for what leaves the ordinary way of a case; and what was asked for before. */
@Controller
@RequestMapping("/approval/cases/{caseNo}")
class RequestPages {

    private static final String PAGE = "approval/request";

    private final Requests requests;
    private final CaseFiles cases;
    private final Officers officers;

    RequestPages(Requests requests, CaseFiles cases, Officers officers) {
        this.requests = requests;
        this.cases = cases;
        this.officers = officers;
    }

    /**
     * What was typed.
     *
     * @param until a date, as typed
     */
    record Typed(
            @Nullable String reason,
            @Nullable String legalBasis,
            @Nullable String amount,
            @Nullable String until) {

        CaseRequest.Asking asking(String caseNo, RequestKind kind) {
            boolean extension = kind == RequestKind.EXTENSION;
            return new CaseRequest.Asking(
                    caseNo,
                    kind,
                    given(reason),
                    given(legalBasis).isEmpty() ? null : given(legalBasis),
                    extension ? days() : null,
                    extension ? Term.Unit.WORKING_DAY : null,
                    kind == RequestKind.STAY ? date() : null);
        }

        private @Nullable Integer days() {
            return given(amount).matches("[0-9]{1,4}") ? Integer.valueOf(given(amount)) : null;
        }

        private @Nullable LocalDate date() {
            try {
                return given(until).isEmpty() ? null : LocalDate.parse(given(until));
            } catch (DateTimeParseException e) {
                throw Refusal.rule("form.invalid").at("until", "form.notADate");
            }
        }

        private static String given(@Nullable String typed) {
            return typed == null ? "" : typed.strip();
        }
    }

    /** What was asked for and what may be: the page, or for htmx what stands in the tab of the case. */
    @GetMapping
    String panel(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        fill(caseNo, model);
        return fragment == null ? "approval/requests" : "approval/requests :: panel";
    }

    @GetMapping("/request")
    @PreAuthorize(RequestApi.HANDLING)
    String form(@PathVariable String caseNo, @RequestParam(required = false) @Nullable RequestKind kind, Model model) {
        return page(caseNo, onPage(kind), new Typed(null, null, "10", null), null, model);
    }

    @PostMapping("/request")
    @PreAuthorize(RequestApi.HANDLING)
    String ask(
            @PathVariable String caseNo,
            @RequestParam RequestKind kind,
            @ModelAttribute Typed typed,
            Model model,
            RedirectAttributes flash) {
        try {
            requests.ask(typed.asking(caseNo, kind));
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.FORBIDDEN) {
                throw refusal;
            }
            return page(caseNo, onPage(kind), typed, refusal, model);
        }
        flash.addFlashAttribute("message", "approval.asked");
        return "redirect:/cases/" + caseNo;
    }

    /** What is asked for elsewhere is not asked for here. */
    private static @Nullable RequestKind onPage(@Nullable RequestKind kind) {
        return kind == null || !kind.isAskedBesideSteps() ? null : kind;
    }

    private String page(
            String caseNo, @Nullable RequestKind kind, Typed typed, @Nullable Refusal refusal, Model model) {
        fill(caseNo, model);
        model.addAttribute("kind", kind);
        model.addAttribute("typed", typed);
        model.addAttribute("refusal", refusal);
        return PAGE;
    }

    private void fill(String caseNo, Model model) {
        List<CaseRequest> asked = requests.ofCase(caseNo);
        List<String> logins = asked.stream()
                .flatMap(request -> Stream.of(request.requestedBy(), request.approver()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        model.addAttribute("requests", asked);
        model.addAttribute(
                "people", officers.findAll(logins).stream().collect(Collectors.toMap(Officer::login, Officer::name)));
        model.addAttribute("possible", requests.possible(caseNo));
        model.addAttribute("file", cases.require(caseNo));
    }
}
