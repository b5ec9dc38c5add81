package org.xieban.casefile;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.engine.Processes;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Cases for other systems. */
@RestController
@RequestMapping("/api/v1/cases")
class CaseApi {

    /** Who acts for the applicant at the window or in the department that handles the case. */
    static final String APPLICANTS_SIDE = "hasAnyRole('CLERK', 'HANDLER')";

    private final CaseFiles cases;
    private final CaseViews views;
    private final CaseAccess access;
    private final Materials materials;
    private final Processes processes;

    CaseApi(CaseFiles cases, CaseViews views, CaseAccess access, Materials materials, Processes processes) {
        this.cases = cases;
        this.views = views;
        this.access = access;
        this.materials = materials;
        this.processes = processes;
    }

    /** An application. */
    record NewCase(
            @NotBlank String itemCode,
            @NotNull @Valid NewApplicant applicant,
            @Nullable NewAgent agent,
            @Nullable Map<String, @Nullable Object> form,
            @Nullable String externalRef,
            @Nullable String parent,
            @Nullable Consent consent) {

        Registration registration() {
            return new Registration(
                    itemCode,
                    applicant.applicant(),
                    agent == null ? null : agent.agent(),
                    form == null ? Map.of() : form,
                    externalRef,
                    parent,
                    consent);
        }
    }

    /** Who applies. */
    record NewApplicant(
            @NotNull ApplicantKind kind,
            @Nullable String name,
            @Nullable String idNumber,
            @Nullable String phone) {

        Applicant applicant() {
            return new Applicant(kind, text(name), text(idNumber), text(phone));
        }
    }

    /** Who applies for him. */
    record NewAgent(
            @Nullable String name,
            @Nullable String idNumber,
            @Nullable String phone) {

        Agent agent() {
            return new Agent(text(name), text(idNumber), text(phone));
        }
    }

    /** Why an applicant withdraws. */
    record Withdrawal(@Nullable String reason) {}

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    @PostMapping
    @PreAuthorize("hasRole('CLERK')")
    @Transactional
    ResponseEntity<CaseView> register(@Valid @RequestBody NewCase application) {
        CaseFile file = cases.register(application.registration());
        return ResponseEntity.created(URI.create("/api/v1/cases/" + file.number()))
                .body(views.of(file.number()));
    }

    @GetMapping
    Listing<CaseViews.Row> search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable Lamp lamp,
            @RequestParam(required = false) @Nullable List<CaseState> state,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "true") boolean total) {
        CaseFilter filter =
                new CaseFilter(q, item, department, lamp, state == null ? List.of() : state, from, to, sort(sort));
        return views.list(filter, PageRequest.of(CaseSearch.listName(filter.sort()), after, size), total);
    }

    private static CaseFilter.Sort sort(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return CaseFilter.Sort.NEWEST;
        }
        return Arrays.stream(CaseFilter.Sort.values())
                .filter(sort -> sort.code().equals(given.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> {
                    String known = Arrays.stream(CaseFilter.Sort.values())
                            .map(CaseFilter.Sort::code)
                            .collect(Collectors.joining(", "));
                    return Refusal.shape("request.invalid").at("sort", "value.unknown", known);
                });
    }

    @GetMapping("/{caseNo}")
    CaseView one(@PathVariable String caseNo) {
        return views.of(caseNo);
    }

    @PutMapping("/{caseNo}/materials/{code}")
    @PreAuthorize(APPLICANTS_SIDE)
    CaseMaterial.Version upload(
            @PathVariable String caseNo, @PathVariable String code, @RequestPart("file") MultipartFile file)
            throws IOException {
        access.requireWhole(caseNo);
        return materials.upload(caseNo, code, file.getOriginalFilename(), file.getBytes());
    }

    @GetMapping("/{caseNo}/materials/{code}")
    ResponseEntity<byte[]> download(
            @PathVariable String caseNo,
            @PathVariable String code,
            @RequestParam(required = false) @Nullable Integer version) {
        access.requireVisible(caseNo);
        return Downloads.attachment(materials.open(caseNo, code, version));
    }

    @PostMapping("/{caseNo}/supplements")
    @PreAuthorize(APPLICANTS_SIDE)
    @Transactional
    CaseView supplements(@PathVariable String caseNo) {
        access.requireWhole(caseNo);
        cases.handInSupplements(caseNo);
        return views.of(caseNo);
    }

    @PostMapping("/{caseNo}/withdraw")
    @PreAuthorize(APPLICANTS_SIDE)
    @Transactional
    CaseView withdraw(@PathVariable String caseNo, @RequestBody Withdrawal withdrawal) {
        access.requireWhole(caseNo);
        cases.withdraw(caseNo, Reasons.require(withdrawal.reason()));
        return views.of(caseNo);
    }

    @GetMapping("/{caseNo}/diagram")
    Processes.CaseDiagram diagram(@PathVariable String caseNo) {
        access.requireVisible(caseNo);
        Processes.CaseDiagram diagram = processes.diagram(caseNo);
        if (diagram == null) {
            throw Refusal.notFound("case.noProcess", caseNo);
        }
        return diagram;
    }
}
