package org.xieban.sources;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.catalogue.Catalogue;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Requests for grants: those there are, and beginning one, from the supply-demand list by one click. */
@Controller
@NamesDepartments
@RequestMapping("/sources")
class SharingPages {

    private static final int YEARS = 2;

    private final SharingRequests requests;
    private final Resources resources;
    private final Grants grants;
    private final Catalogue catalogue;
    private final CaseAccess access;
    private final DataAuthority authority;
    private final OfficeTexts texts;
    private final Departments departments;
    private final MessageSource messages;

    SharingPages(
            SharingRequests requests,
            Resources resources,
            Grants grants,
            Catalogue catalogue,
            CaseAccess access,
            DataAuthority authority,
            OfficeTexts texts,
            Departments departments,
            MessageSource messages) {
        this.requests = requests;
        this.resources = resources;
        this.grants = grants;
        this.catalogue = catalogue;
        this.access = access;
        this.authority = authority;
        this.texts = texts;
        this.departments = departments;
        this.messages = messages;
    }

    /** A request in the list. */
    record Line(SharingRequest request, String itemName, boolean visible) {}

    @GetMapping("/requests")
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        var listing = requests.list(PageRequest.of(SharingRequests.LIST, after, null));
        var officer = CaseAccess.requireOfficer();
        model.addAttribute("listing", listing);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("resources", resources.published());
        model.addAttribute(
                "lines",
                listing.items().stream()
                        .map(request ->
                                new Line(request, itemName(request.item()), access.maySee(officer, request.caseNo())))
                        .toList());
        return "sources/requests";
    }

    @GetMapping("/requests.csv")
    ResponseEntity<byte[]> table(Locale locale) {
        DepartmentNames names = DepartmentNames.of(departments);
        Map<String, DataResource> known = resources.published();
        Csv csv = new Csv()
                .line(Stream.of(
                                "sharing.request.number",
                                "sharing.request.begunOn",
                                "sources.field.resource",
                                "sources.field.department",
                                "sources.field.provider",
                                "sources.field.item",
                                "sources.field.purpose",
                                "sources.field.state",
                                "sharing.request.overdue",
                                "sharing.request.disputed")
                        .map(key -> messages.getMessage(key, null, locale))
                        .toList());
        for (SharingRequest each : requests.all()) {
            DataResource resource = known.get(each.resource());
            csv.line(Arrays.asList(
                    each.caseNo(),
                    OfficialTime.dayOf(each.begunAt()).toString(),
                    resource == null ? each.resource() : resource.name(),
                    names.of(each.department()),
                    names.of(each.provider()),
                    itemName(each.item()),
                    messages.getMessage("sources.purpose." + each.purpose(), null, locale),
                    messages.getMessage("sharing.request.state." + each.state(), null, locale),
                    yes(each.overdue(), locale),
                    yes(each.disputed(), locale)));
        }
        return Attachment.of("sharing-requests.csv", Attachment.CSV, csv.toString());
    }

    private @Nullable String yes(boolean it, Locale locale) {
        return it ? messages.getMessage("sources.flag.true", null, locale) : null;
    }

    private String itemName(String item) {
        return catalogue.find(item).map(version -> version.item().name()).orElse(item);
    }

    /** A request as it was chosen and typed. */
    record Typed(String resource, String item, Set<String> fields, String purpose, String until, String why) {}

    /** A request for a resource and an item, filled in as it usually is. */
    @GetMapping("/new-request")
    String create(
            @RequestParam String resource,
            @RequestParam String item,
            @RequestParam(defaultValue = "MATERIALS") Purpose purpose,
            Locale locale,
            Model model) {
        if (authority.ownDepartment() == null) {
            throw Refusal.forbidden("access.denied");
        }
        DataResource asked = resources.require(resource);
        String why = texts.office("sharing.request.usual", itemName(item), asked.name());
        Typed typed = new Typed(
                resource,
                item,
                asked.answerNames(),
                purpose.name(),
                grants.today().plusYears(YEARS).toString(),
                why);
        return form(typed, model);
    }

    private String form(Typed typed, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute("resource", resources.require(typed.resource()));
        model.addAttribute("itemName", itemName(typed.item()));
        model.addAttribute("purposes", Purpose.values());
        return "sources/new-request";
    }

    @PostMapping("/new-request")
    String create(
            @RequestParam String resource,
            @RequestParam String item,
            @RequestParam(required = false) @Nullable List<String> fields,
            @RequestParam Purpose purpose,
            @RequestParam LocalDate until,
            @RequestParam(defaultValue = "") String why,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Set<String> asked = fields == null ? Set.of() : Set.copyOf(fields);
        try {
            String caseNo = requests.begin(new SharingRequests.Asking(resource, item, asked, purpose, until, why));
            redirect.addFlashAttribute("message", "sharing.request.begun");
            return "redirect:/cases/" + caseNo;
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.FORBIDDEN || refusal.kind() == Refusal.Kind.NOT_FOUND) {
                throw refusal;
            }
            response.setStatus(refusal.kind().status());
            model.addAttribute("refusal", refusal);
            return form(new Typed(resource, item, asked, purpose.name(), until.toString(), why), model);
        }
    }
}
