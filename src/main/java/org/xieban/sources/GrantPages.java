package org.xieban.sources;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemFilter;
import org.xieban.catalogue.ItemVersion;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Grants, and what the city still asks its citizens for: the supply-demand list. */
@Controller
@NamesDepartments
@RequestMapping("/sources")
class GrantPages {

    private final Grants grants;
    private final Resources resources;
    private final Catalogue catalogue;
    private final SupplyList supply;
    private final Departments departments;
    private final DataAuthority authority;
    private final MessageSource messages;

    GrantPages(
            Grants grants,
            Resources resources,
            Catalogue catalogue,
            SupplyList supply,
            Departments departments,
            DataAuthority authority,
            MessageSource messages) {
        this.grants = grants;
        this.resources = resources;
        this.catalogue = catalogue;
        this.supply = supply;
        this.departments = departments;
        this.authority = authority;
        this.messages = messages;
    }

    @GetMapping("/grants")
    String list(
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Grants.Filter filter = new Grants.Filter(resource, department, item);
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", grants.list(filter, PageRequest.of(Grants.LIST, after, null)));
        model.addAttribute("today", grants.today());
        known(model);
        model.addAttribute(
                "itemNames",
                catalogue.all(ItemFilter.ALL).stream()
                        .map(ItemVersion::item)
                        .collect(Collectors.toMap(ServiceItem::code, ServiceItem::name)));
        return "sources/grants";
    }

    private void known(Model model) {
        model.addAttribute("resources", resources.published());
        model.addAttribute("items", catalogue.all(ItemFilter.ALL));
        model.addAttribute("purposes", Purpose.values());
    }

    @GetMapping("/new-grant")
    String create(
            @RequestParam(defaultValue = "") String resource,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String department,
            Model model) {
        authority.require();
        model.addAttribute("chosen", new Chosen(resource, department, item, "", "MATERIALS", "", "", ""));
        return form(model);
    }

    /** A grant as it was typed. */
    record Chosen(
            String resource,
            String department,
            String item,
            String fields,
            String purpose,
            String from,
            String until,
            String basis) {}

    private String form(Model model) {
        model.addAttribute("today", grants.today());
        known(model);
        return "sources/new-grant";
    }

    @PostMapping("/new-grant")
    String create(
            @RequestParam String resource,
            @RequestParam String department,
            @RequestParam String item,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam Purpose purpose,
            @RequestParam LocalDate from,
            @RequestParam LocalDate until,
            @RequestParam(defaultValue = "") String basis,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        authority.require();
        try {
            grants.grant(new Grants.Granting(resource, department, item, names(fields), purpose, from, until, basis));
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status());
            model.addAttribute("refusal", refusal);
            model.addAttribute(
                    "chosen",
                    new Chosen(
                            resource,
                            department,
                            item,
                            fields,
                            purpose.name(),
                            from.toString(),
                            until.toString(),
                            basis));
            return form(model);
        }
        redirect.addFlashAttribute("message", "sources.grant.given");
        return "redirect:/sources/grants?resource=" + resource;
    }

    private static Set<String> names(String fields) {
        Set<String> names = new TreeSet<>(Arrays.asList(fields.strip().split("[\\s,;\uFF0C\u3001]+")));
        names.remove("");
        return names;
    }

    @PostMapping("/grants/{id}/revoke")
    String revoke(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes redirect) {
        grants.revoke(id, reason);
        redirect.addFlashAttribute("message", "sources.grant.revoked");
        return "redirect:/sources/grants";
    }

    @GetMapping("/supply")
    String supply(
            @RequestParam(required = false) SupplyList.@Nullable State state,
            @RequestParam(required = false) @Nullable String department,
            Model model) {
        List<SupplyList.Line> all = supply.lines();
        List<SupplyList.Line> ofDepartment = all.stream()
                .filter(line -> department == null
                        || department.isBlank()
                        || line.item().organ().department().equals(department))
                .toList();
        model.addAttribute("state", state);
        model.addAttribute("department", department);
        model.addAttribute(
                "total",
                ofDepartment.size() - SupplyList.counts(ofDepartment).getOrDefault(SupplyList.State.NO_SOURCE, 0L));
        model.addAttribute("counts", SupplyList.counts(ofDepartment));
        model.addAttribute(
                "ofDepartments",
                all.stream()
                        .map(line -> line.item().organ().department())
                        .distinct()
                        .sorted()
                        .toList());
        model.addAttribute("ownDepartment", authority.ownDepartment());
        model.addAttribute("lines", of(ofDepartment, state, null));
        return "sources/supply";
    }

    @GetMapping("/supply.csv")
    ResponseEntity<byte[]> supplyTable(
            @RequestParam(required = false) SupplyList.@Nullable State state,
            @RequestParam(required = false) @Nullable String department,
            Locale locale) {
        DepartmentNames names = DepartmentNames.of(departments);
        Csv csv = new Csv()
                .line(List.of("item", "material", "resource", "provider", "state").stream()
                        .map(column -> messages.getMessage("sources.supply." + column, null, locale))
                        .toList());
        for (SupplyList.Line line : of(supply.lines(), state, department)) {
            csv.line(Arrays.asList(
                    line.item().name(),
                    line.material().name(),
                    line.source() == null ? null : line.source().name(),
                    line.resource() == null ? null : names.of(line.resource().provider()),
                    messages.getMessage("sources.supply.state." + line.state(), null, locale)));
        }
        return Attachment.of("supply-demand.csv", Attachment.CSV, csv.toString());
    }

    /** @param state null for all for which some department is known to have what is asked for */
    private static List<SupplyList.Line> of(
            List<SupplyList.Line> lines, SupplyList.@Nullable State state, @Nullable String department) {
        return lines.stream()
                .filter(line -> state == null ? line.source() != null : line.state() == state)
                .filter(line -> department == null
                        || department.isBlank()
                        || line.item().organ().department().equals(department))
                .toList();
    }
}
