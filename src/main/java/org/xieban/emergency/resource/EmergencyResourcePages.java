package org.xieban.emergency.resource;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Regions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.event.Events;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.Flash;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.RegisterForm;

/** The register of resources: its list, one with where it is and was, an entry to edit, tables in and out. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(EmergencyAccess.READERS)
class EmergencyResourcePages {

    private static final RegisterForm FORM = new RegisterForm(
            "emergency.resource",
            "/emergency/resources",
            "/emergency/resources",
            ResourceTable.COLUMNS,
            Set.of("longitude", "latitude", "contact"),
            Set.of());

    private static final int HISTORY = 100;

    private final Resources resources;
    private final ResourceAssignments assignments;
    private final Events events;
    private final Contacts contacts;
    private final CaseAccess access;
    private final Regions regions;
    private final Departments departments;
    private final Officers officers;
    private final MessageSource messages;

    EmergencyResourcePages(
            Resources resources,
            ResourceAssignments assignments,
            Events events,
            Contacts contacts,
            CaseAccess access,
            Regions regions,
            Departments departments,
            Officers officers,
            MessageSource messages) {
        this.resources = resources;
        this.assignments = assignments;
        this.events = events;
        this.contacts = contacts;
        this.access = access;
        this.regions = regions;
        this.departments = departments;
        this.officers = officers;
        this.messages = messages;
    }

    @ModelAttribute("regions")
    Map<String, String> regions() {
        return regions.names();
    }

    @ModelAttribute("kinds")
    Resource.Kind[] kinds() {
        return Resource.Kind.values();
    }

    @ModelAttribute("zone")
    ZoneId zone() {
        return OfficialTime.ZONE;
    }

    @GetMapping("/resources")
    String list(
            @ModelAttribute("filter") EmergencyResourceFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("listing", resources.list(filter, PageRequest.of(Resources.LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("mayKeep", EmergencyAccess.mayKeep(CaseAccess.requireOfficer()));
        return "emergency/resources";
    }

    /** What the list shows, all of it, in the columns in which it can be imported again. */
    @GetMapping("/resources.csv")
    void export(@ModelAttribute("filter") EmergencyResourceFilter filter, HttpServletResponse response)
            throws IOException {
        List<Resource> all = resources.export(filter);
        Csv csv = Attachment.table(response, "emergency-resources.csv", ResourceTable.COLUMNS);
        all.forEach(each -> csv.line(ResourceTable.write(each)));
    }

    @GetMapping("/resources/{code}")
    String one(@PathVariable String code, Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Resource resource = resources.require(code);
        List<Assignment> history = assignments.history(code, HISTORY);
        boolean disposing = assignments.mayDispose(resource);
        Contact contact = resource.contact() == null
                ? null
                : contacts.find(resource.contact()).orElse(null);
        model.addAttribute("resource", resource);
        model.addAttribute("contact", contact == null ? null : Contacts.shown(contact, officer));
        model.addAttribute("history", history);
        model.addAttribute("mayKeep", EmergencyAccess.mayKeep(resource.department()));
        model.addAttribute("mayDispose", disposing);
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute(
                "events",
                disposing
                        ? events.open().stream()
                                .filter(each -> access.maySee(officer, each.caseNo()))
                                .toList()
                        : List.of());
        model.addAttribute(
                "people",
                officers
                        .findAll(history.stream()
                                .flatMap(each -> Arrays.asList(each.assignedBy(), each.releasedBy()).stream())
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Officer::login, Officer::name)));
        return "emergency/resource";
    }

    /** Gives some of it to an event. */
    @PostMapping("/resources/{code}/assign")
    String assign(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "0") int amount,
            @RequestParam String key,
            RedirectAttributes flash) {
        try {
            assignments.assign(event, code, amount, key);
            flash.addFlashAttribute("message", "emergency.resource.assigned");
        } catch (Refusal refused) {
            Flash.refused(flash, refused);
        }
        flash.addAttribute("code", code);
        return "redirect:/emergency/resources/{code}";
    }

    /** Gives back what an event had of it. */
    @PostMapping("/resources/{code}/release")
    String release(@PathVariable String code, @RequestParam long assignment, RedirectAttributes flash) {
        try {
            assignments.release(assignment);
            flash.addFlashAttribute("message", "emergency.resource.released");
        } catch (Refusal refused) {
            Flash.refused(flash, refused);
        }
        flash.addAttribute("code", code);
        return "redirect:/emergency/resources/{code}";
    }

    @GetMapping("/new-resource")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String create(Model model) {
        return form(
                new Cells(Map.of(
                        "department", CaseAccess.requireOfficer().departmentCode(),
                        "state", Resource.State.READY.name())),
                0,
                model);
    }

    @GetMapping("/resources/{code}/edit")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String edit(@PathVariable String code, Model model) {
        Resource resource = resources.require(code);
        if (!EmergencyAccess.mayKeep(resource.department())) {
            throw Refusal.forbidden("register.foreign");
        }
        return form(Cells.of(ResourceTable.COLUMNS, ResourceTable.write(resource)), resource.version(), model);
    }

    private String form(Cells cells, int basedOn, Model model) {
        Map<String, Map<String, String>> choices = new LinkedHashMap<>();
        String own = CaseAccess.requireOfficer().departmentCode();
        choices.put("department", Map.of(own, DepartmentNames.of(departments).of(own)));
        choices.put("kind", RegisterForm.names(messages, Resource.Kind.values(), Resource.Kind::textKey));
        choices.put("state", RegisterForm.names(messages, Resource.State.values(), Resource.State::textKey));
        choices.put("region", regions.names());
        Map<String, String> named = new LinkedHashMap<>();
        contacts.all().forEach(each -> named.put(each.code(), each.called()));
        choices.put("contact", named);
        return FORM.entry(cells, basedOn, choices, model);
    }

    @PostMapping("/resources")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String save(
            @RequestParam Map<String, String> typed,
            @RequestParam int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Cells cells = new Cells(typed);
        Resource saved = RegisterForm.kept(() -> resources.save(cells, basedOn), model, response);
        if (saved == null) {
            return form(cells, basedOn, model);
        }
        redirect.addFlashAttribute("message", "emergency.saved");
        redirect.addAttribute("code", saved.code());
        return "redirect:/emergency/resources/{code}";
    }

    @GetMapping("/resource-import")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String table(Model model) {
        return FORM.table(model);
    }

    @PostMapping("/resource-import")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        return FORM.take(file, model, response, resources::take);
    }
}
