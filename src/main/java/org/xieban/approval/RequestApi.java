package org.xieban.approval;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.catalogue.Term;
import org.xieban.trace.OfficialTime;

/** Asking for what leaves the ordinary way of a case, for other systems. */
@RestController
@RequestMapping("/api/v1/cases/{caseNo}")
class RequestApi {

    /** Whoever handles cases. */
    static final String HANDLING = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER')";

    private final Requests requests;

    RequestApi(Requests requests) {
        this.requests = requests;
    }

    /** What is asked for: a return, a termination, a stay with its planned end. */
    record NewRequest(
            @NotNull RequestKind kind,
            @Nullable String reason,
            @Nullable String legalBasis,
            @Nullable Integer amount,
            Term.@Nullable Unit unit,
            @Nullable LocalDate until) {}

    /** By how much a term is to be extended, and why. */
    record NewExtension(
            @Nullable Integer amount,
            Term.@Nullable Unit unit,
            @Nullable String reason) {}

    /** A request as it stands. */
    record RequestView(
            long id,
            RequestKind kind,
            String reason,
            @Nullable String legalBasis,
            @Nullable Integer amount,
            Term.@Nullable Unit unit,
            @Nullable LocalDate until,
            CaseRequest.State state,
            String requestedBy,
            OffsetDateTime requestedAt,
            @Nullable String approver,
            @Nullable String opinion,
            @Nullable OffsetDateTime decidedAt) {

        static RequestView of(CaseRequest request) {
            return new RequestView(
                    request.id(),
                    request.kind(),
                    request.reason(),
                    request.legalBasis(),
                    request.amount(),
                    request.unit(),
                    request.until(),
                    request.state(),
                    request.requestedBy(),
                    official(request.requestedAt()),
                    request.approver(),
                    request.opinion(),
                    request.decidedAt() == null ? null : official(request.decidedAt()));
        }

        private static OffsetDateTime official(Instant at) {
            return at.atZone(OfficialTime.ZONE).toOffsetDateTime();
        }
    }

    @GetMapping("/requests")
    List<RequestView> requests(@PathVariable String caseNo) {
        return requests.ofCase(caseNo).stream().map(RequestView::of).toList();
    }

    @PostMapping("/requests")
    @PreAuthorize(HANDLING)
    ResponseEntity<RequestView> ask(@PathVariable String caseNo, @Valid @RequestBody NewRequest asked) {
        return created(requests.ask(new CaseRequest.Asking(
                caseNo,
                asked.kind(),
                text(asked.reason()),
                asked.legalBasis(),
                asked.amount(),
                asked.unit(),
                asked.until())));
    }

    /** Asks for the term of the decision to be extended; the head decides it in the process. */
    @PostMapping("/extensions")
    @PreAuthorize(HANDLING)
    ResponseEntity<RequestView> extend(@PathVariable String caseNo, @RequestBody NewExtension asked) {
        return created(requests.ask(new CaseRequest.Asking(
                caseNo, RequestKind.EXTENSION, text(asked.reason()), null, asked.amount(), asked.unit(), null)));
    }

    private static ResponseEntity<RequestView> created(CaseRequest request) {
        return ResponseEntity.created(URI.create("/api/v1/cases/" + request.caseNo() + "/requests"))
                .body(RequestView.of(request));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
