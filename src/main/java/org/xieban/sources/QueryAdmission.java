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
    private final CaseAccess access;
    private final CaseClaims claims;
    private final CallRecord calls;
    private final Subjects subjects;
    private final Trace trace;

    QueryAdmission(
            Resources resources,
            Grants grants,
            CaseFiles cases,
            CaseAccess access,
            CaseClaims claims,
            CallRecord calls,
            Subjects subjects,
            Trace trace) {
        this.resources = resources;
        this.grants = grants;
        this.cases = cases;
        this.access = access;
        this.claims = claims;
        this.calls = calls;
        this.subjects = subjects;
        this.trace = trace;
    }

    /**
     * A call that may be made.
     *
     * @param claims what the applicant has claimed, empty where it is for no case
     */
    record Permitted(
            long call,
            DataResource resource,
            Map<String, String> keys,
            Set<String> fields,
            Map<String, String> claims) {}

    /** What stands before a call: it may be made, was made already, or may not be made. */
    sealed interface Before {}

    record Allowed(Permitted permitted) implements Before {}

    record Made(DataCall call, DataResource resource) implements Before {}

    record Refused(Refusal refusal) implements Before {}

    /**
     * Decides about a question, and writes down what it has decided. A person must see the whole of the case he asks for;
     * that is judged here, where the case is read once for all that follows.
     *
     * @throws Refusal {@code query.reused} (409) where its key stands for another question; {@code case.unknown} (404)
     *     and {@code access.denied} (403) where he does not see the case
     */
    Before admit(DataQueries.Question question) {
        if (question.step() == null && question.caseNo() != null) {
            access.requireWhole(question.caseNo());
        }
        String asked = digest(question);
        CaseFile file = question.caseNo() == null ? null : cases.require(question.caseNo());
        DataResource resource = resources.find(question.resource()).orElse(null);
        if (resource == null) {
            return refused(question, asked, file, null, Refusal.notFound("resource.unknown", question.resource()));
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
                    question,
                    asked,
                    file,
                    resource,
                    Refusal.rule(refused.reason().code(), String.join(", ", refused.fields())));
        }
        GrantCheck.Allowed allowed = (GrantCheck.Allowed) verdict;
        Map<String, String> claimed = question.caseNo() == null ? Map.of() : claims.of(question.caseNo());
        Map<String, String> given = keys(question, resource, claimed);
        FieldCheck.Checked checked = FieldCheck.check(resource.keys(), given);
        if (!checked.wrong().isEmpty()) {
            return refused(
                    question, asked, file, resource, Refusal.rule("query.keys", String.join(", ", checked.wrong())));
        }
        Map<String, String> keys = new LinkedHashMap<>();
        checked.values().forEach((name, value) -> {
            if (value != null) {
                keys.put(name, value.toString());
            }
        });
        return calls.begin(begun(question, asked, file, allowed, subject(resource, keys)))
                .<Before>map(call -> new Allowed(new Permitted(call, resource, keys, allowed.fields(), claimed)))
                .orElseGet(() -> made(question, asked, resource));
    }

    /** What the same question was answered before, whatever would be said of it now. */
    private Before made(DataQueries.Question question, String asked, DataResource resource) {
        return calls.ofKey(question.idempotencyKey())
                .filter(earlier -> earlier.question().equals(asked))
                .map(earlier -> new Made(earlier.call(), resource))
                .orElseThrow(() -> Refusal.conflict("query.reused"));
    }

    private static Map<String, String> keys(
            DataQueries.Question question, DataResource resource, Map<String, String> claimed) {
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

    private Before refused(
            DataQueries.Question question,
            String asked,
            @Nullable CaseFile file,
            @Nullable DataResource resource,
            Refusal refusal) {
        Optional<Long> call = calls.begin(begun(question, asked, file, null, null));
        if (call.isEmpty() && resource != null) {
            return made(question, asked, resource);
        }
        call.ifPresent(id -> calls.ended(id, DataCall.State.REFUSED, refusal.code(), 0, Duration.ZERO));
        trace.record(act("data.refused", question).with("reason", refusal.code()));
        return new Refused(refusal);
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
