package org.xieban.licence;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Attachment;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** Licences for other systems. */
@RestController
@RequestMapping("/api/v1/licences")
@Tag(name = "licences")
@PreAuthorize(LicencePages.READERS)
class LicenceApi {

    private final LicenceSearch search;
    private final LicenceCheck check;
    private final LicenceChanges changes;
    private final LicenceReading reading;
    private final MessageSource messages;

    LicenceApi(
            LicenceSearch search,
            LicenceCheck check,
            LicenceChanges changes,
            LicenceReading reading,
            MessageSource messages) {
        this.search = search;
        this.check = check;
        this.changes = changes;
        this.reading = reading;
        this.messages = messages;
    }

    /**
     * A licence as the API tells it.
     *
     * @param holder masked
     * @param genuine whether nothing of it was changed by hand; null in lists
     */
    record LicenceView(
            String number,
            String type,
            String name,
            LicenceState state,
            String stateName,
            Licence.Holder holder,
            String issuer,
            String caseNo,
            String itemCode,
            Instant issuedAt,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @Nullable Boolean genuine) {}

    /** @param reason why, for the record and for whoever is told */
    record Why(@Nullable String reason) {}

    private LicenceView view(Licence licence, @Nullable Boolean genuine, Locale locale) {
        return new LicenceView(
                licence.number(),
                licence.type(),
                licence.name(),
                licence.state(),
                messages.getMessage(licence.state().textKey(), null, locale),
                licence.holder().masked(),
                licence.issuer(),
                licence.caseNo(),
                licence.itemCode(),
                licence.issuedAt(),
                licence.validFrom(),
                licence.validUntil(),
                genuine);
    }

    @GetMapping
    @Operation(summary = "Licences that the caller may see, the latest first; holders masked")
    Listing<LicenceView> list(
            @ModelAttribute LicencePages.Query query,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer size,
            Locale locale) {
        Listing<Licence> listing = search.list(query.filter(), PageRequest.of(LicenceSearch.LIST, after, size));
        return new Listing<>(
                listing.items().stream()
                        .map(licence -> view(licence, null, locale))
                        .toList(),
                listing.next(),
                listing.total());
    }

    @GetMapping("/{number}")
    @Operation(summary = "A licence, and whether it is what was issued")
    LicenceView one(@PathVariable String number, Locale locale) {
        Licence licence = search.require(number);
        return view(licence, check.isGenuine(licence), locale);
    }

    @GetMapping("/{number}/file")
    @Operation(summary = "The signed file: canonical JSON (RFC 8785) below which its SM2 signature stands")
    ResponseEntity<byte[]> file(@PathVariable String number) {
        LicenceReading.Copy copy = reading.signed(number);
        return Attachment.of(copy.name(), MediaType.TEXT_PLAIN, copy.bytes());
    }

    @PostMapping("/{number}/suspend")
    @Operation(summary = "Suspends it, for the head of the department that issued it")
    LicenceView suspend(@PathVariable String number, @RequestBody Why why, Locale locale) {
        return changed(number, LicenceChanges.Operation.SUSPEND, why, locale);
    }

    @PostMapping("/{number}/restore")
    @Operation(summary = "Restores one that was suspended")
    LicenceView restore(@PathVariable String number, @RequestBody Why why, Locale locale) {
        return changed(number, LicenceChanges.Operation.RESTORE, why, locale);
    }

    @PostMapping("/{number}/revoke")
    @Operation(summary = "Revokes it for good; open cases no longer rely on it")
    LicenceView revoke(@PathVariable String number, @RequestBody Why why, Locale locale) {
        return changed(number, LicenceChanges.Operation.REVOKE, why, locale);
    }

    private LicenceView changed(String number, LicenceChanges.Operation operation, Why why, Locale locale) {
        search.require(number);
        return view(changes.change(number, operation, why.reason()), true, locale);
    }
}
