package org.xieban.emergency.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanVersion.State;
import org.xieban.emergency.resource.Resource;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The plans by kind and level: what is there and what is missing, one to read, draft, put into force, compare. */
@Controller
@NamesDepartments
@RequestMapping("/emergency/plans")
@PreAuthorize(EmergencyAccess.READERS)
class ResponsePlanPages {

    static final String DRAFTERS = "hasAnyRole('DUTY_COMMANDER', 'SECTION_HEAD')";

    private final ResponsePlans plans;
    private final PlanAuthors authors;
    private final Contacts contacts;
    private final Officers officers;
    private final PlanExport export;

    ResponsePlanPages(
            ResponsePlans plans, PlanAuthors authors, Contacts contacts, Officers officers, PlanExport export) {
        this.plans = plans;
        this.authors = authors;
        this.contacts = contacts;
        this.officers = officers;
        this.export = export;
    }

    /** What there is for a kind at a level. */
    record Cell(
            Grade level,
            @Nullable PlanVersion inForce,
            @Nullable PlanVersion draft) {}

    @ModelAttribute
    void everyPage(Model model) {
        model.addAttribute("levels", Grade.values());
        model.addAttribute("resourceKinds", Resource.Kind.values());
        model.addAttribute("zone", OfficialTime.ZONE);
    }

    @GetMapping
    String matrix(Model model) {
        Map<EventKind.Category, Map<EventKind, List<Cell>>> matrix = new EnumMap<>(EventKind.Category.class);
        List<PlanVersion> standing = plans.standing();
        for (EventKind kind : EventKind.values()) {
            matrix.computeIfAbsent(kind.of(), category -> new EnumMap<>(EventKind.class))
                    .put(
                            kind,
                            Arrays.stream(Grade.values())
                                    .map(level -> new Cell(
                                            level,
                                            of(standing, kind, level, State.IN_FORCE),
                                            of(standing, kind, level, State.DRAFT)))
                                    .toList());
        }
        model.addAttribute("matrix", matrix);
        model.addAttribute(
                "there",
                standing.stream().filter(each -> each.state() == State.IN_FORCE).count());
        model.addAttribute("all", EventKind.values().length * Grade.values().length);
        model.addAttribute("mayDraft", authors.mayDraft(CaseAccess.requireOfficer()));
        return "emergency/plans";
    }

    private static @Nullable PlanVersion of(List<PlanVersion> all, EventKind kind, Grade level, State state) {
        return all.stream()
                .filter(each -> each.kind() == kind && each.level() == level && each.state() == state)
                .findFirst()
                .orElse(null);
    }

    /** A version; without a number what is in force, or the newest. */
    @GetMapping("/{kind}/{level}")
    String one(
            @PathVariable EventKind kind,
            @PathVariable Grade level,
            @RequestParam(required = false) @Nullable Integer no,
            Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        List<PlanVersion> versions = plans.versions(kind, level);
        PlanVersion shown = no != null
                ? plans.require(kind, level, no)
                : versions.stream()
                        .filter(each -> each.state() == State.IN_FORCE)
                        .findFirst()
                        .orElse(versions.isEmpty() ? null : versions.get(0));
        place(kind, level, model);
        model.addAttribute("versions", versions);
        model.addAttribute("plan", shown);
        model.addAttribute("givenAtOnce", plans.atOnce(kind).orElse(null));
        model.addAttribute("called", shown == null ? Map.of() : called(shown.contacts()));
        model.addAttribute("mayDraft", authors.mayDraft(officer));
        model.addAttribute("mayIssue", shown != null && authors.mayIssue(officer, shown));
        model.addAttribute("people", people(versions));
        return "emergency/plan";
    }

    private static void place(EventKind kind, Grade level, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("level", level);
    }

    private Map<String, Contact> called(List<String> codes) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Map<String, Contact> called = new LinkedHashMap<>();
        contacts.of(codes).forEach(each -> called.put(each.code(), Contacts.shown(each, officer)));
        return called;
    }

    private Map<String, String> people(List<PlanVersion> versions) {
        List<String> logins = new ArrayList<>();
        versions.forEach(each -> {
            logins.addAll(each.drafters());
            logins.add(String.valueOf(each.issuedBy()));
        });
        return officers.findAll(logins.stream().distinct().toList()).stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
    }

    /** A version as a table. */
    @GetMapping("/{kind}/{level}/plan.csv")
    ResponseEntity<byte[]> export(@PathVariable EventKind kind, @PathVariable Grade level, @RequestParam int no) {
        PlanVersion plan = plans.require(kind, level, no);
        return Attachment.of(
                "plan-" + kind + "-" + level + "-" + no + ".csv",
                Attachment.CSV,
                export.table(plan, called(plan.contacts())));
    }

    @GetMapping("/{kind}/{level}/compare")
    String compare(
            @PathVariable EventKind kind,
            @PathVariable Grade level,
            @RequestParam int before,
            @RequestParam int after,
            Model model) {
        PlanVersion one = plans.require(kind, level, before);
        PlanVersion other = plans.require(kind, level, after);
        List<String> codes = new ArrayList<>(one.contacts());
        codes.addAll(other.contacts());
        place(kind, level, model);
        model.addAttribute("before", one);
        model.addAttribute("after", other);
        model.addAttribute("changes", PlanDifference.between(one.content(), other.content()));
        model.addAttribute("called", called(codes));
        return "emergency/compare-plans";
    }

    /**
     * The draft to edit; where there is none, one that begins with what is in force at this level or another.
     *
     * @param from level of the plan that a new draft begins with
     */
    @GetMapping("/{kind}/{level}/edit")
    @PreAuthorize(DRAFTERS)
    String edit(
            @PathVariable EventKind kind,
            @PathVariable Grade level,
            @RequestParam(required = false) @Nullable Grade from,
            Model model) {
        authors.requireDrafting();
        PlanVersion draft = plans.draft(kind, level).orElse(null);
        PlanForm form = draft != null
                ? PlanForm.of(draft.content())
                : plans.proposal(kind, from == null ? level : from)
                        .map(plan -> PlanForm.of(plan.content()))
                        .orElse(PlanForm.EMPTY);
        return form(kind, level, form, draft == null ? 0 : draft.revision(), Map.of(), model);
    }

    private String form(
            EventKind kind,
            Grade level,
            PlanForm form,
            int revision,
            Map<String, List<Refusal.FieldError>> errors,
            Model model) {
        place(kind, level, model);
        model.addAttribute("form", form.withBlankRows());
        model.addAttribute("kept", form.items().size());
        model.addAttribute("revision", revision);
        model.addAttribute("errors", errors);
        model.addAttribute("contacts", contacts.all());
        model.addAttribute(
                "others",
                revision > 0
                        ? List.of()
                        : Arrays.stream(Grade.values())
                                .filter(each -> each != level)
                                .filter(each -> plans.proposal(kind, each).isPresent())
                                .toList());
        return "emergency/edit-plan";
    }

    @PostMapping("/{kind}/{level}/edit")
    @PreAuthorize(DRAFTERS)
    String save(
            @PathVariable EventKind kind,
            @PathVariable Grade level,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(defaultValue = "0") int revision,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        PlanForm form = PlanForm.of(typed);
        try {
            PlanVersion kept = plans.draft(kind, level, form.content(level), revision);
            redirect.addFlashAttribute("message", "emergency.plan.drafted");
            redirect.addAttribute("no", kept.no());
            return back(kind, level, redirect);
        } catch (Refusal refused) {
            Flash.onPage(refused, Set.of(Refusal.Kind.RULE, Refusal.Kind.CONFLICT), model, response);
            return form(
                    kind,
                    level,
                    form,
                    revision,
                    refused.errors().stream().collect(Collectors.groupingBy(Refusal.FieldError::field)),
                    model);
        }
    }

    @PostMapping("/{kind}/{level}/issue")
    @PreAuthorize("hasRole('LEADER')")
    String issue(
            @PathVariable EventKind kind,
            @PathVariable Grade level,
            @RequestParam int revision,
            RedirectAttributes redirect) {
        return done(kind, level, "emergency.plan.issued", redirect, () -> plans.issue(kind, level, revision));
    }

    @PostMapping("/{kind}/{level}/discard")
    @PreAuthorize(DRAFTERS)
    String discard(
            @PathVariable EventKind kind,
            @PathVariable Grade level,
            @RequestParam int revision,
            RedirectAttributes redirect) {
        return done(kind, level, "emergency.plan.discarded", redirect, () -> plans.discard(kind, level, revision));
    }

    private static String done(EventKind kind, Grade level, String said, RedirectAttributes redirect, Runnable work) {
        try {
            work.run();
            redirect.addFlashAttribute("message", said);
        } catch (Refusal refused) {
            Flash.refused(redirect, refused);
        }
        return back(kind, level, redirect);
    }

    private static String back(EventKind kind, Grade level, RedirectAttributes redirect) {
        redirect.addAttribute("kind", kind.name());
        redirect.addAttribute("level", level.name());
        return "redirect:/emergency/plans/{kind}/{level}";
    }
}
