package org.xieban.sources;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.web.Refusal;

/** Asking for data as a person or another system, answered at once. */
@RestController
@RequestMapping("/api/v1/resources")
class QueryApi {

    private final OfficerQueries queries;

    QueryApi(OfficerQueries queries) {
        this.queries = queries;
    }

    /** What is asked. */
    record Asked(
            @Nullable Purpose purpose,
            @Nullable String caseNo,
            @Nullable Map<String, String> keys,
            @Nullable List<String> fields) {}

    /**
     * What is answered.
     *
     * @param values granted fields, masked by their class as the reader may see them
     * @param trust A: it comes from its issuer
     */
    record Answered(
            String resource,
            long call,
            boolean found,
            Map<String, @Nullable Object> values,
            String trust,
            Instant askedAt,
            Instant validUntil,
            List<String> differences) {}

    @PostMapping("/{code}/query")
    Answered query(
            @PathVariable String code,
            @RequestBody Asked asked,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Purpose purpose = asked.purpose();
        if (purpose == null) {
            throw Refusal.shape("query.purpose").at("purpose", "query.purpose");
        }
        DataQueries.Outcome outcome = queries.ask(
                code,
                purpose,
                asked.caseNo(),
                asked.keys() == null ? Map.of() : asked.keys(),
                asked.fields() == null ? List.of() : asked.fields(),
                key);
        int clearance = Clearance.of(CaseAccess.requireOfficer());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        outcome.values().forEach((name, value) -> outcome.resource()
                .field(name)
                .ifPresent(field -> shown.put(name, Clearance.shown(field, value, clearance))));
        return new Answered(
                code,
                outcome.call(),
                outcome.found(),
                shown,
                "A",
                outcome.askedAt(),
                outcome.validUntil(),
                outcome.differences().stream().map(DataFact.Difference::field).toList());
    }
}
