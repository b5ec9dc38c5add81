package org.xieban.sources;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.sources.connect.StoredJson;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** What stands before a call: whether the department may ask what it asks, and that it is on record either way. */
@Component
class QueryAdmission {

    private final Resources resources;
    private final Grants grants;
    private final CaseFiles cases;
    private final CaseClaims claims;
    private final CallRecord calls;
    private final Subjects subjects;
    private final Trace trace;

    QueryAdmission(
            Resources resources,
            Grants grants,
            CaseFiles cases,
            CaseClaims claims,
            CallRecord calls,
            Subjects subjects,
            Trace trace) {
        this.resources = resources;
        this.grants = grants;
        this.cases = cases;
        this.claims = claims;
        this.calls = calls;
        this.subjects = subjects;
        this.trace = trace;
    }

    /** A call that may be made. */
    record Permitted(long call, DataResource resource, Map<String, String> keys, Set<String> fields) {}

    /** What stands before a call: it may be made, was made already, or may not be made. */
    record Before(
            @Nullable Permitted permitted,
            DataQueries.@Nullable Outcome earlier,
            @Nullable Refusal refusal) {}

    /**
     * The call that the same key stood for before; empty for a new one.
     *
     * @throws Refusal {@code query.reused} (409) where it stood for another question
     */
    Optional<DataCall> earlier(DataQueries.Question question) {
        Optional<CallRecord.Earlier> earlier = calls.ofKey(question.idempotencyKey());
        if (earlier.isPresent() && !earlier.get().question().equals(digest(question))) {
            throw Refusal.conflict("query.reused");
        }
        return earlier.map(CallRecord.Earlier::call);
    }

    /** Decides about a question, and writes down what it has decided. */
    Before admit(DataQueries.Question question) {
        String asked = digest(question);
        CaseFile file = question.caseNo() == null ? null : cases.require(question.caseNo());
        DataResource resource = resources.find(question.resource()).orElse(null);
        if (resource == null) {
            return refused(question, asked, file, Refusal.notFound("resource.unknown", question.resource()));
        }
        GrantCheck.Verdict verdict = grants.check(
                resource,
                new GrantCheck.Question(
                        question.department(),
                        file == null ? null : file.itemCode(),
                        question.purpose(),
                        question.fields()));
        if (verdict instanceof GrantCheck.Refused refused) {
            return refused(
                    question, asked, file, Refusal.rule(refused.reason().code(), String.join(", ", refused.fields())));
        }
        GrantCheck.Allowed allowed = (GrantCheck.Allowed) verdict;
        Map<String, String> given = keys(question, resource);
        FieldCheck.Checked checked = FieldCheck.check(resource.keys(), given);
        if (!checked.wrong().isEmpty()) {
            return refused(question, asked, file, Refusal.rule("query.keys", String.join(", ", checked.wrong())));
        }
        Map<String, String> keys = new LinkedHashMap<>();
        checked.values().forEach((name, value) -> {
            if (value != null) {
                keys.put(name, value.toString());
            }
        });
        long call = calls.begin(begun(question, asked, file, allowed, subject(resource, keys)));
        return new Before(new Permitted(call, resource, keys, allowed.fields()), null, null);
    }

    private Map<String, String> keys(DataQueries.Question question, DataResource resource) {
        Map<String, String> claimed = question.caseNo() == null ? Map.of() : claims.of(question.caseNo());
        Map<String, String> keys = new LinkedHashMap<>();
        for (DataResource.Field field : resource.keys()) {
            String value = question.keys().get(field.name());
            if (value == null && field.caseFact() != null) {
                value = claimed.get(field.caseFact());
            }
            if (value != null) {
                keys.put(field.name(), value);
            }
        }
        return keys;
    }

    private @Nullable String subject(DataResource resource, Map<String, String> keys) {
        return resource.keys().stream()
                .map(field -> keys.get(field.name()))
                .filter(value -> value != null)
                .findFirst()
                .map(subjects::digest)
                .orElse(null);
    }

    private static CallRecord.Begun begun(
            DataQueries.Question question,
            String asked,
            @Nullable CaseFile file,
            GrantCheck.@Nullable Allowed allowed,
            @Nullable String subject) {
        Grant grant = allowed == null ? null : allowed.grant();
        return new CallRecord.Begun(
                question.idempotencyKey(),
                asked,
                question.resource(),
                question.department(),
                question.step() == null ? CaseAccess.officer().orElse(null) : null,
                question.caseNo(),
                question.step(),
                file == null ? null : file.itemCode(),
                question.purpose(),
                allowed == null ? question.fields() : allowed.fields(),
                grant == null ? null : grant.id(),
                subject);
    }

    private Before refused(DataQueries.Question question, String asked, @Nullable CaseFile file, Refusal refusal) {
        long call = calls.begin(begun(question, asked, file, null, null));
        calls.ended(call, DataCall.State.REFUSED, refusal.code(), 0, Duration.ZERO);
        trace.record(act("data.refused", question).with("reason", refusal.code()));
        return new Before(null, null, refusal);
    }

    private String digest(DataQueries.Question question) {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("resource", question.resource());
        parts.put("purpose", question.purpose());
        parts.put("department", question.department());
        parts.put("case", String.valueOf(question.caseNo()));
        parts.put("keys", new TreeMap<>(question.keys()));
        parts.put("fields", new TreeSet<>(question.fields()));
        // keyed, since what it asks by could be found out of a plain digest by trying
        return subjects.digest(StoredJson.write(parts));
    }

    /** An act of a question. */
    static Act act(String name, DataQueries.Question question) {
        Act act = Act.of(name, "resource", question.resource())
                .with("department", question.department())
                .with("purpose", question.purpose().name());
        return question.caseNo() == null ? act : act.inCase(question.caseNo(), question.step());
    }
}
