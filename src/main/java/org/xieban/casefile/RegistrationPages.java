package org.xieban.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemFilter;
import org.xieban.catalogue.ItemVersion;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.directory.NamesDepartments;
import org.xieban.trace.OfficialTime;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Registering an application at the window: choose the item, take down who applies and for what. */
@Controller
@NamesDepartments
@RequestMapping("/cases/new")
@PreAuthorize("hasRole('CLERK')")
class RegistrationPages {

    private final Catalogue catalogue;
    private final MessageSource messages;
    private final Clock clock;

    RegistrationPages(Catalogue catalogue, MessageSource messages, Clock clock) {
        this.catalogue = catalogue;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String choose(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        ItemFilter filter = new ItemFilter(q, null, null, today(), ItemFilter.Sort.NAME);
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute(
                "listing", catalogue.list(filter, PageRequest.of(Catalogue.listName(filter.sort()), after, null)));
        return "casefile/new";
    }

    @GetMapping("/{itemCode}")
    String form(@PathVariable String itemCode, Model model) {
        ItemVersion version = catalogue
                .find(itemCode)
                .filter(found -> !found.item().internal())
                .orElseThrow(() -> Refusal.notFound("case.itemUnknown", itemCode));
        if (!version.item().inForce().on(today())) {
            throw Refusal.conflict("case.itemClosed", version.item().name());
        }
        model.addAttribute("item", version.item());
        model.addAttribute("consents", List.of(Consent.IN_PERSON, Consent.IN_WRITING, Consent.ONLINE));
        return "casefile/registration";
    }

    /** What is wrong with a field, while the clerk is still typing; in the body, never in an address. */
    @PostMapping("/check")
    @ResponseBody
    ResponseEntity<String> check(
            @RequestParam String field,
            @RequestParam String value,
            @RequestParam(required = false) @Nullable ApplicantKind kind,
            Locale locale) {
        RegistrationCheck check = new RegistrationCheck(today());
        check.one(field, value, kind == null ? ApplicantKind.PERSON : kind);
        String text = check.errors().stream()
                .findFirst()
                .map(error -> messages.getMessage(
                        "problem." + error.code(), error.arguments().toArray(), locale))
                .orElse("");
        return ResponseEntity.ok()
                .header("Content-Type", "text/plain;charset=UTF-8")
                .body(text);
    }

    private LocalDate today() {
        return OfficialTime.today(clock);
    }
}
