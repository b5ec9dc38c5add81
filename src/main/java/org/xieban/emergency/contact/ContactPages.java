package org.xieban.emergency.contact;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.outreach.Receivers;
import org.xieban.web.Attachment;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.RegisterForm;

/** The contacts: their list, one's number shown on record, an entry to edit, tables in and out. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(EmergencyAccess.READERS)
class ContactPages {

    private static final RegisterForm FORM = new RegisterForm(
            "emergency.contact",
            "/emergency/contacts",
            "/emergency/contacts",
            ContactTable.COLUMNS,
            Set.of("unit", "phone", "mobile", "mail", "receiver"),
            Set.of());

    private final Contacts contacts;
    private final Receivers receivers;
    private final Departments departments;
    private final MessageSource messages;

    ContactPages(Contacts contacts, Receivers receivers, Departments departments, MessageSource messages) {
        this.contacts = contacts;
        this.receivers = receivers;
        this.departments = departments;
        this.messages = messages;
    }

    @GetMapping("/contacts")
    String list(
            @ModelAttribute("filter") ContactFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        model.addAttribute("listing", contacts.list(filter, PageRequest.of(Contacts.LIST, after, null), officer));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("mayKeep", EmergencyAccess.mayKeep(officer));
        model.addAttribute("own", officer.departmentCode());
        return "emergency/contacts";
    }

    /** What one's own department keeps, whole, in the columns in which it is imported. */
    @GetMapping("/contacts.csv")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    ResponseEntity<byte[]> export() {
        List<Contact> own = contacts.export(CaseAccess.requireOfficer().departmentCode());
        Csv csv = new Csv().line(ContactTable.COLUMNS);
        own.forEach(each -> csv.line(ContactTable.write(each)));
        return Attachment.of("contacts.csv", Attachment.CSV, csv.toString());
    }

    /** Shows a contact's own number, this once, and records that and what for. */
    @PostMapping("/contacts/{code}/reveal")
    String reveal(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String reason,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        model.addAttribute("contact", contacts.reveal(code, reason));
        return fragment == null ? "emergency/contact-revealed" : "emergency/contact-revealed :: revealed";
    }

    @GetMapping("/new-contact")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String create(Model model) {
        return form(
                new Cells(Map.of(
                        "department", CaseAccess.requireOfficer().departmentCode(),
                        "channel", Contact.Channel.TELEPHONE.name(),
                        "listed", "true")),
                0,
                model);
    }

    @GetMapping("/contacts/{code}/edit")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String edit(@PathVariable String code, Model model) {
        Contact contact = contacts.requireOwn(code);
        return form(Cells.of(ContactTable.COLUMNS, ContactTable.write(contact)), contact.version(), model);
    }

    private String form(Cells cells, int basedOn, Model model) {
        String own = CaseAccess.requireOfficer().departmentCode();
        Map<String, Map<String, String>> choices = new LinkedHashMap<>();
        choices.put("department", Map.of(own, DepartmentNames.of(departments).of(own)));
        choices.put("channel", RegisterForm.names(messages, Contact.Channel.values(), Contact.Channel::textKey));
        choices.put("receiver", receivers.names());
        choices.put(
                "listed",
                RegisterForm.yesOrNo(messages, "emergency.contact.listed.true", "emergency.contact.listed.false"));
        return FORM.entry(cells, basedOn, choices, model);
    }

    @PostMapping("/contacts")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String save(
            @RequestParam Map<String, String> typed,
            @RequestParam int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Cells cells = new Cells(typed);
        Contact saved = RegisterForm.kept(() -> contacts.save(cells, basedOn), model, response);
        if (saved == null) {
            return form(cells, basedOn, model);
        }
        redirect.addFlashAttribute("message", "emergency.saved");
        redirect.addAttribute("department", saved.department());
        return "redirect:/emergency/contacts";
    }

    @GetMapping("/contact-import")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String table(Model model) {
        return FORM.table(model);
    }

    @PostMapping("/contact-import")
    @PreAuthorize(EmergencyAccess.KEEPERS)
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        return FORM.take(file, model, response, contacts::take);
    }
}
