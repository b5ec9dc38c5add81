package org.xieban.licence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriComponentsBuilder;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.web.Refusal;

/** Where anybody checks a licence that he holds a copy of, without sign-in; it says what everybody may know, and no more. */
@Controller
class PublicLicencePages {

    static final String PATH = "/public/licence";

    /** No licence says more than this. */
    private static final int LARGEST = 16 * 1024;

    private final LicenceCheck check;
    private final LicenceSigner signer;
    private final MessageSource messages;

    PublicLicencePages(LicenceCheck check, LicenceSigner signer, MessageSource messages) {
        this.check = check;
        this.signer = signer;
        this.messages = messages;
    }

    /** The address that stands in the QR code of a licence. */
    static String address(String server, Licence licence) {
        return UriComponentsBuilder.fromUriString(server)
                .path(PATH)
                .queryParam("n", licence.number())
                .queryParam("c", licence.checkCode())
                .toUriString();
    }

    /**
     * What everybody may know of a licence: of an administrative licence also whose it is, since the law has it published
     * (行政许可法 40), but never a person's full name or number; of one that was changed by hand nothing but that.
     *
     * @param holderNumber the credit code of an organisation, which is public
     */
    record PublicLicence(
            String number,
            boolean genuine,
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String holder,
            @Nullable String holderNumber,
            @Nullable LicenceState state,
            @Nullable String stateName,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validUntil) {}

    private PublicLicence shown(LicenceCheck.Outcome outcome, Locale locale) {
        Licence licence = outcome.licence();
        if (licence == null) {
            return new PublicLicence(outcome.number(), false, null, null, null, null, null, null, null, null);
        }
        boolean organisation = licence.holder().kind() == ApplicantKind.ORGANISATION;
        return new PublicLicence(
                licence.number(),
                true,
                licence.name(),
                licence.issuerName(),
                licence.published() ? licence.holder().masked().name() : null,
                licence.published() && organisation ? licence.holder().number() : null,
                licence.state(),
                messages.getMessage(licence.state().textKey(), null, locale),
                licence.validFrom(),
                licence.validUntil());
    }

    /**
     * The page, and what came of checking where something was given.
     *
     * @param n number of the licence
     * @param c its check code
     */
    @GetMapping(PATH)
    String page(
            @RequestParam(defaultValue = "") String n,
            @RequestParam(defaultValue = "") String c,
            Model model,
            Locale locale) {
        boolean asked = !n.isBlank() || !c.isBlank();
        return page(n, c, asked, asked ? check.check(n, c) : Optional.empty(), model, locale);
    }

    /** Checks the signed file that its holder has. */
    @PostMapping(PATH)
    String file(@RequestParam(required = false) @Nullable MultipartFile file, Model model, Locale locale)
            throws IOException {
        boolean sent = file != null && !file.isEmpty();
        Optional<LicenceCheck.Outcome> outcome = file == null || file.getSize() > LARGEST
                ? Optional.empty()
                : check.check(new String(file.getBytes(), StandardCharsets.UTF_8));
        return page("", "", sent, outcome, model, locale);
    }

    private String page(
            String number,
            String code,
            boolean asked,
            Optional<LicenceCheck.Outcome> outcome,
            Model model,
            Locale locale) {
        model.addAttribute("number", number);
        model.addAttribute("code", code);
        model.addAttribute("asked", asked);
        model.addAttribute("licence", outcome.map(found -> shown(found, locale)).orElse(null));
        return "licence/public-licence";
    }

    /** The same for machines. */
    @GetMapping("/public/licence.json")
    @ResponseBody
    ResponseEntity<PublicLicence> json(
            @RequestParam(defaultValue = "") String n, @RequestParam(defaultValue = "") String c, Locale locale) {
        PublicLicence licence = check.check(n, c)
                .map(outcome -> shown(outcome, locale))
                .orElseThrow(() -> Refusal.notFound("licence.notFound"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(licence);
    }

    /** The public keys, newest first, for whoever checks a licence's file by himself. */
    @GetMapping(value = "/public/licence/keys", produces = "text/plain")
    @ResponseBody
    String keys() {
        List<String> keys = signer.verifiers();
        return keys.isEmpty() ? "" : String.join("\n", keys) + "\n";
    }
}
