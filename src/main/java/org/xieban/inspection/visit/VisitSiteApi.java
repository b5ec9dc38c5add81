package org.xieban.inspection.visit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * What phones send from on site. Every entry is put under a name that the phone has made: put again, it is answered and
 * not taken a second time.
 */
@RestController
@Validated
@RequestMapping("/api/v1/visits/{visit}")
@PreAuthorize(VisitPages.INSPECTORS)
class VisitSiteApi {

    private final OnSite site;

    VisitSiteApi(OnSite site) {
        this.site = site;
    }

    /** An arrival as it is sent; {@code madeAt} by the clock of the phone. */
    record Arrival(
            @NotNull SiteRecord.How how,
            @Nullable String code,
            @Nullable String reason,
            @Nullable Instant madeAt) {}

    /** A result as it is sent; {@code points} in the order of the list. */
    record Result(
            @NotNull String item,
            @NotNull ResultKind kind,
            @Nullable String finding,
            @Nullable List<SiteRecord.@NotNull Answer> points,
            @Nullable Instant madeAt) {}

    record Submission(@Nullable String remark) {}

    @PutMapping("/arrivals/{id}")
    ResponseEntity<Void> arrive(@PathVariable long visit, @PathVariable UUID id, @Valid @RequestBody Arrival arrival) {
        site.arrive(
                visit,
                id,
                arrival.madeAt(),
                new OnSite.NewArrival(arrival.how(), text(arrival.code()), text(arrival.reason())));
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/results/{id}")
    ResponseEntity<Void> find(@PathVariable long visit, @PathVariable UUID id, @Valid @RequestBody Result result) {
        List<SiteRecord.Answer> points = result.points() == null ? List.of() : result.points();
        site.find(
                visit,
                id,
                result.madeAt(),
                new OnSite.NewResult(result.item(), result.kind(), text(result.finding()), points));
        return ResponseEntity.noContent().build();
    }

    @PutMapping(path = "/photographs/{id}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Void> photograph(
            @PathVariable long visit,
            @PathVariable UUID id,
            @RequestPart("file") MultipartFile file,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam(defaultValue = "") String caption,
            @RequestParam(required = false) @Nullable Instant madeAt)
            throws IOException {
        site.photograph(
                visit,
                id,
                madeAt,
                new OnSite.NewPhotograph(item, caption),
                file.getOriginalFilename(),
                file.getBytes());
        return ResponseEntity.noContent().build();
    }

    @PutMapping(path = "/signatures/{id}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Void> sign(
            @PathVariable long visit,
            @PathVariable UUID id,
            @RequestParam SiteRecord.Party party,
            @RequestParam SiteRecord.Outcome outcome,
            @RequestParam(required = false) @Nullable String login,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String witness,
            @RequestParam(defaultValue = "") String video,
            @RequestParam(required = false) @Nullable Instant madeAt,
            @RequestPart(name = "file", required = false) @Nullable MultipartFile image)
            throws IOException {
        site.sign(
                visit,
                id,
                madeAt,
                new OnSite.NewSignature(party, outcome, login, name, witness, video),
                image == null ? null : image.getBytes());
        return ResponseEntity.noContent().build();
    }

    /** Hands in the part of the caller's department. */
    @PostMapping("/submission")
    ResponseEntity<Void> submit(@PathVariable long visit, @RequestBody Submission submission) {
        site.submit(visit, text(submission.remark()));
        return ResponseEntity.noContent().build();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
