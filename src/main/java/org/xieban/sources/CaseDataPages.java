package org.xieban.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseClocks;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** What departments know of a case, beside what was claimed; asking for more; every question that was asked. */
@Controller
@NamesDepartments
@RequestMapping("/sources/cases/{caseNo}")
class CaseDataPages {

    private final CaseFiles cases;
    private final CaseAccess access;
    private final Facts facts;
    private final CallRecord calls;
    private final Resources resources;
    private final Grants grants;
    private final OfficerQueries queries;
    private final Corrections corrections;
    private final ObjectProvider<CaseClocks> clocks;
    private final Trace trace;
    private final TransactionTemplate transaction;

    CaseDataPages(
            CaseFiles cases,
            CaseAccess access,
            Facts facts,
            CallRecord calls,
            Resources resources,
            Grants grants,
            OfficerQueries queries,
            Corrections corrections,
            ObjectProvider<CaseClocks> clocks,
            Trace trace,
            TransactionTemplate transaction) {
        this.cases = cases;
        this.access = access;
        this.facts = facts;
        this.calls = calls;
        this.resources = resources;
        this.grants = grants;
        this.queries = queries;
        this.corrections = corrections;
        this.clocks = clocks;
        this.trace = trace;
        this.transaction = transaction;
    }

    /**
     * A fact as it is shown.
     *
     * @param fields its values as the reader may see them
     */
    record Shown(DataFact fact, DataResource resource, List<ShownField> fields) {}

    /**
     * A field of a fact.
     *
     * @param claimed what was claimed otherwise, null where it was not
     * @param covered whether it is masked
     */
    record ShownField(
            DataResource.Field field,
            @Nullable Object value,
            @Nullable Object claimed,
            boolean covered) {

        public boolean differs() {
            return claimed != null;
        }
    }

    @GetMapping
    String page(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireWhole(caseNo);
        return page(caseNo, fragment != null, 0, model);
    }

    private String page(String caseNo, boolean inTab, long revealed, Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile file = cases.require(caseNo);
        Map<String, DataResource> known = resources.published();
        int clearance = Clearance.of(officer);
        List<Shown> shown = new ArrayList<>();
        for (DataFact fact : facts.ofCase(caseNo)) {
            DataResource resource = known.get(fact.resource());
            if (resource != null) {
                shown.add(new Shown(
                        fact, resource, fields(fact, resource, fact.id() == revealed ? Integer.MAX_VALUE : clearance)));
            }
        }
        model.addAttribute("file", file);
        model.addAttribute("facts", shown);
        model.addAttribute("calls", calls.ofCase(caseNo));
        model.addAttribute("resources", known);
        model.addAttribute("inTab", inTab);
        model.addAttribute("mayReveal", clearance >= 3);
        boolean mayAsk = officer.roles().stream().anyMatch(Role::holdsTasks)
                && !file.state().isFinal();
        corrections(caseNo, model);
        model.addAttribute("mayAsk", mayAsk);
        model.addAttribute("askable", mayAsk ? askable(file, officer, known) : Map.of());
        return inTab ? "sources/case :: data" : "sources/case";
    }

    /** What providers look after: the newest of each resource, and how those stand that are under way. */
    private void corrections(String caseNo, Model model) {
        Map<String, Correction> newest = new LinkedHashMap<>();
        corrections.ofCase(caseNo).forEach(each -> newest.put(each.resource(), each));
        CaseClocks known = clocks.getIfAvailable();
        List<String> open = newest.values().stream()
                .filter(Correction::open)
                .map(Correction::caseNo)
                .toList();
        model.addAttribute("corrections", newest);
        model.addAttribute("standings", known == null ? Map.of() : known.of(open));
    }

    private static List<ShownField> fields(DataFact fact, DataResource resource, int clearance) {
        List<ShownField> fields = new ArrayList<>();
        for (DataResource.Field field : resource.answers()) {
            if (!fact.values().containsKey(field.name())) {
                continue;
            }
            Object value = fact.values().get(field.name());
            String claimed = fact.differences().stream()
                    .filter(difference -> difference.field().equals(field.name()))
                    .map(DataFact.Difference::claimed)
                    .findFirst()
                    .orElse(null);
            fields.add(new ShownField(
                    field,
                    Clearance.shown(field, value, clearance),
                    Clearance.shown(field, claimed, clearance),
                    value != null && field.dataClass() > clearance));
        }
        return fields;
    }

    /** What the reader's department may ask for this case, by code, with the purposes. */
    private Map<String, List<Purpose>> askable(
            CaseFile file, SignedInOfficer officer, Map<String, DataResource> known) {
        Map<String, List<Purpose>> askable = new LinkedHashMap<>();
        List<Grant> given = grants.all();
        for (DataResource resource : known.values()) {
            for (Purpose purpose : List.of(Purpose.MATERIALS, Purpose.EXAMINATION)) {
                GrantCheck.Question question =
                        new GrantCheck.Question(officer.departmentCode(), file.itemCode(), purpose, Set.of());
                if (GrantCheck.check(resource, given, question, grants.today()) instanceof GrantCheck.Allowed) {
                    askable.computeIfAbsent(resource.code(), code -> new ArrayList<>())
                            .add(purpose);
                }
            }
        }
        return askable;
    }

    /** Asks once more, or for what no step has asked for. */
    @PostMapping("/query")
    String ask(
            @PathVariable String caseNo,
            @RequestParam String resource,
            @RequestParam Purpose purpose,
            RedirectAttributes redirect) {
        try {
            DataQueries.Outcome outcome = queries.ask(resource, purpose, caseNo, Map.of(), List.of(), null);
            redirect.addFlashAttribute("message", outcome.found() ? "sources.case.asked" : "sources.case.unknown");
        } catch (Refusal refusal) {
            Flash.refused(redirect, refusal);
        }
        return "redirect:/cases/" + caseNo + "?tab=data";
    }

    /** Shows a fact whole; that it was shown, to whom and why, is on record. */
    @PostMapping("/facts/{id}/reveal")
    String reveal(
            @PathVariable String caseNo,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireWhole(caseNo);
        DataFact fact = facts.find(id)
                .filter(each -> each.caseNo().equals(caseNo))
                .orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        if (Clearance.of(CaseAccess.requireOfficer()) < 3) {
            throw Refusal.forbidden("access.denied");
        }
        if (reason.isBlank() || reason.length() > 500) {
            throw Refusal.rule("query.reasonMissing").at("reason", "resource.missing");
        }
        transaction.executeWithoutResult(status -> trace.record(Act.of("data.revealed", "resource", fact.resource())
                .inCase(caseNo, null)
                .with("reason", reason.strip())));
        return page(caseNo, fragment != null, id, model);
    }
}
