package org.xieban.licence;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.QrCode;
import org.xieban.web.Refusal;

/** Licences for officers: the list, one with what became of it, copies of it, and changes of its state. */
@Controller
@NamesDepartments
@RequestMapping("/licences")
@PreAuthorize(LicencePages.READERS)
class LicencePages {

    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    private static final int BATCH = 500;

    private final LicenceSearch search;
    private final LicenceRepository licences;
    private final LicenceUses uses;
    private final LicenceCheck check;
    private final LicenceChanges changes;
    private final LicenceReading reading;
    private final CaseAccess access;
    private final MessageSource messages;
    private final Trace trace;
    private final TransactionTemplate transaction;

    LicencePages(
            LicenceSearch search,
            LicenceRepository licences,
            LicenceUses uses,
            LicenceCheck check,
            LicenceChanges changes,
            LicenceReading reading,
            CaseAccess access,
            MessageSource messages,
            Trace trace,
            TransactionTemplate transaction) {
        this.search = search;
        this.licences = licences;
        this.uses = uses;
        this.check = check;
        this.changes = changes;
        this.reading = reading;
        this.access = access;
        this.messages = messages;
        this.trace = trace;
        this.transaction = transaction;
    }

    /** What restricts a list, as addresses carry it. */
    record Query(
            @Nullable String q,
            @Nullable String type,
            @Nullable String issuer,
            @Nullable LicenceState state) {

        LicenceFilter filter() {
            return new LicenceFilter(q, type, issuer, state);
        }
    }

    @GetMapping
    String list(
            @ModelAttribute("query") Query query, @RequestParam(required = false) @Nullable String after, Model model) {
        LicenceFilter filter = query.filter();
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", search.list(filter, PageRequest.of(LicenceSearch.LIST, after, null)));
        Map<LicenceState, Long> counts = search.countByState(filter);
        model.addAttribute("counts", counts);
        model.addAttribute(
                "all", counts.values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("types", search.types());
        model.addAttribute("issuers", search.countByIssuer());
        return "licence/licences";
    }

    /** What the list shows, all of it, as a table for the office's spreadsheets; personal data masked as on the screen. */
    @GetMapping("/licences.csv")
    void export(@ModelAttribute("query") Query query, Locale locale, HttpServletResponse response) throws IOException {
        LicenceFilter filter = query.filter();
        transaction.executeWithoutResult(status -> trace.record(Act.of("licence.exported", "licence", "list")
                .with("filter", String.valueOf(filter))
                .with("rows", search.count(filter))));
        Attachment.begin(response, "licences.csv", Attachment.CSV);
        Csv csv = new Csv(response.getWriter())
                .line(List.of(
                        text("licence.field.number", locale),
                        text("licence.field.name", locale),
                        text("licence.field.holder", locale),
                        text("licence.field.state", locale),
                        text("licence.field.issuer", locale),
                        text("licence.field.validFrom", locale),
                        text("licence.field.validUntil", locale),
                        text("licence.field.case", locale)));
        List<Licence> batch = List.of();
        do {
            batch = search.batch(filter, batch.isEmpty() ? null : batch.get(batch.size() - 1), BATCH);
            for (Licence licence : batch) {
                csv.line(Arrays.asList(
                        licence.number(),
                        licence.name(),
                        licence.holder().masked().name(),
                        text(licence.state().textKey(), locale),
                        licence.issuerName(),
                        licence.validFrom().toString(),
                        licence.validUntil() == null
                                ? text("licence.lasting", locale)
                                : licence.validUntil().toString(),
                        licence.caseNo()));
            }
        } while (batch.size() == BATCH);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    @GetMapping("/{number}")
    String one(@PathVariable String number, Model model) {
        return page(search.require(number), model);
    }

    private String page(Licence licence, Model model) {
        String address = PublicLicencePages.address(server(), licence);
        model.addAttribute("licence", licence);
        model.addAttribute("genuine", check.isGenuine(licence));
        model.addAttribute("holder", licence.holder().masked());
        model.addAttribute("changes", licences.changes(licence.id()));
        model.addAttribute(
                "uses",
                uses.ofLicence(licence).stream()
                        .filter(use -> access.maySee(CaseAccess.requireOfficer(), use.caseNo()))
                        .toList());
        model.addAttribute(
                "operations",
                changes.mayChange(licence)
                        ? Arrays.stream(LicenceChanges.Operation.values())
                                .filter(operation -> operation.may(licence.state()))
                                .toList()
                        : List.of());
        model.addAttribute("address", address);
        model.addAttribute("code", QrCode.of(address));
        return "licence/licence";
    }

    private static String server() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
    }

    /** Shows whose it is in clear, this once, and records that and why. */
    @PostMapping("/{number}/reveal")
    String reveal(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        Licence.Holder holder = reading.reveal(number, reason);
        page(search.require(number), model);
        model.addAttribute("holder", holder);
        model.addAttribute("revealed", true);
        return fragment == null ? "licence/licence" : "licence/licence :: holder";
    }

    /** @param use what the copy is for */
    @PostMapping("/{number}/copy")
    ResponseEntity<byte[]> copy(@PathVariable String number, @RequestParam(defaultValue = "") String use) {
        LicenceReading.Copy copy = reading.copy(number, use, server());
        return Attachment.of(copy.name(), MediaType.APPLICATION_PDF, copy.bytes());
    }

    @PostMapping("/{number}/change")
    String change(
            @PathVariable String number,
            @RequestParam LicenceChanges.Operation operation,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        search.require(number);
        try {
            Licence changed = changes.change(number, operation, reason);
            flash.addFlashAttribute("message", "licence.changed." + changed.state());
            flash.addFlashAttribute("messageArgs", List.of(number));
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.FORBIDDEN) {
                throw refusal;
            }
            flash.addFlashAttribute("problem", "problem." + refusal.code());
            flash.addFlashAttribute("problemArgs", refusal.arguments());
        }
        return "redirect:/licences/{number}";
    }
}
