package org.xieban.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.sources.connect.Answer;
import org.xieban.sources.connect.SourceFailure;
import org.xieban.sources.connect.Sources;
import org.xieban.sources.connect.StoredJson;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Asks a department for data: checks the grant, asks outside any transaction of its own, believes only what is as agreed,
 * keeps only what was granted. What is asked is on record before, and what came of it after, each in a transaction of its
 * own, so that a failed attempt leaves its record, too. The same key is the same call: answered once, it is not made
 * again.
 */
@Component
public class DataQueries {

    private final Resources resources;
    private final Grants grants;
    private final CaseFiles cases;
    private final CaseClaims claims;
    private final Coverage coverage;
    private final Sources sources;
    private final CallRecord calls;
    private final Facts facts;
    private final Subjects subjects;
    private final Trace trace;
    private final TransactionTemplate alone;
    private final Clock clock;

    DataQueries(
            Resources resources,
            Grants grants,
            CaseFiles cases,
            CaseClaims claims,
            Coverage coverage,
            Sources sources,
            CallRecord calls,
            Facts facts,
            Subjects subjects,
            Trace trace,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.resources = resources;
        this.grants = grants;
        this.cases = cases;
        this.claims = claims;
        this.coverage = coverage;
        this.sources = sources;
        this.calls = calls;
        this.facts = facts;
        this.subjects = subjects;
        this.trace = trace;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * A question.
     *
     * @param department that asks
     * @param caseNo null where it is asked for no case
     * @param step of the process that asks, null where a person does
     * @param keys what to ask by; those that are not named are taken from the case
     * @param fields names; empty for all that is granted
     * @param idempotencyKey the same each time the same question is asked
     */
    public record Question(
            String resource,
            Purpose purpose,
            String department,
            @Nullable String caseNo,
            @Nullable String step,
            Map<String, String> keys,
            Set<String> fields,
            String idempotencyKey) {

        public Question {
            keys = Map.copyOf(keys);
            fields = Set.copyOf(fields);
        }

        /** Nothing that it asks by: logs carry no personal data. */
        @Override
        public String toString() {
            return "Question[" + resource + "]";
        }
    }

    /**
     * What came of it.
     *
     * @param found whether the source knows whom it was asked about
     * @param values granted fields, in clear
     */
    public record Outcome(
            long call,
            boolean found,
            Map<String, @Nullable Object> values,
            Instant askedAt,
            Instant validUntil,
            List<DataFact.Difference> differences) {

        /** Nothing of it: logs carry no personal data. */
        @Override
        public String toString() {
            return "Outcome[" + call + "]";
        }
    }

    /** A call that may be made. */
    private record Permitted(long call, DataResource resource, Map<String, String> keys, Set<String> fields) {}

    /** What stands before a call: it may be made, was made already, or may not be made. */
    private record Before(
            @Nullable Permitted permitted,
            @Nullable Outcome earlier,
            @Nullable Refusal refusal) {}

    /**
     * Asks.
     *
     * @throws Refusal {@code resource.unknown} (404), {@code grant.…} and {@code query.keys} (422),
     *     {@code query.reused} (409) where the key stood for another question; each is on record
     * @throws SourceFailure where the source did not answer as agreed; on record, too
     */
    public Outcome ask(Question question) {
        Before before = decided(alone.execute(status -> before(question)));
        if (before.refusal() != null) {
            throw before.refusal();
        }
        Permitted permitted = before.permitted();
        if (permitted == null) {
            return decided(before.earlier());
        }
        long begun = System.nanoTime();
        Answer answer;
        Map<String, @Nullable Object> values;
        try {
            answer = sources.ask(permitted.resource().code(), permitted.keys(), question.idempotencyKey());
            values = believed(permitted, answer);
        } catch (SourceFailure failure) {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            alone.executeWithoutResult(status -> failed(question, permitted, failure, took));
            throw failure;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return decided(alone.execute(status -> after(question, permitted, answer, values, took)));
    }

    private Before before(Question question) {
        String asked = digest(question);
        Optional<CallRecord.Earlier> earlier = calls.ofKey(question.idempotencyKey());
        if (earlier.isPresent()) {
            if (!earlier.get().question().equals(asked)) {
                return new Before(null, null, Refusal.conflict("query.reused"));
            }
            Outcome outcome = recorded(earlier.get().call());
            if (outcome != null) {
                return new Before(null, outcome, null);
            }
        }
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
                    null,
                    Refusal.rule(refused.reason().code(), String.join(", ", refused.fields())));
        }
        GrantCheck.Allowed allowed = (GrantCheck.Allowed) verdict;
        Map<String, String> given = keys(question, resource);
        FieldCheck.Checked checked = FieldCheck.check(resource.keys(), given);
        if (!checked.wrong().isEmpty()) {
            return refused(question, asked, file, null, Refusal.rule("query.keys", String.join(", ", checked.wrong())));
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

    private Map<String, String> keys(Question question, DataResource resource) {
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
            Question question,
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
            Question question,
            String asked,
            @Nullable CaseFile file,
            GrantCheck.@Nullable Allowed allowed,
            Refusal refusal) {
        long call = calls.begin(begun(question, asked, file, allowed, null));
        calls.ended(call, DataCall.State.REFUSED, refusal.code(), 0, Duration.ZERO);
        trace.record(act("data.refused", question).with("reason", refusal.code()));
        return new Before(null, null, refusal);
    }

    /** What is as the catalogue says, and of that what is granted. */
    private static Map<String, @Nullable Object> believed(Permitted permitted, Answer answer) {
        if (!answer.found()) {
            return Map.of();
        }
        FieldCheck.Checked checked = FieldCheck.check(permitted.resource().answers(), answer.values());
        if (!checked.wrong().isEmpty()) {
            throw SourceFailure.malformed(answer.attempts());
        }
        Map<String, @Nullable Object> granted = new LinkedHashMap<>(checked.values());
        granted.keySet().retainAll(permitted.fields());
        return granted;
    }

    private void failed(Question question, Permitted permitted, SourceFailure failure, Duration took) {
        calls.ended(permitted.call(), DataCall.State.FAILED, failure.kind().code(), failure.attempts(), took);
        trace.record(act("data.failed", question)
                .with("reason", failure.kind().code())
                .with("attempts", failure.attempts())
                .with("millis", took.toMillis()));
    }

    private Outcome after(
            Question question,
            Permitted permitted,
            Answer answer,
            Map<String, @Nullable Object> values,
            Duration took) {
        DataCall.State state = answer.found() ? DataCall.State.ANSWERED : DataCall.State.UNKNOWN;
        if (!calls.answered(permitted.call(), state, answer, took)) {
            Outcome quicker = recorded(calls.find(permitted.call()));
            if (quicker != null) {
                return quicker;
            }
        }
        DataResource resource = permitted.resource();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant asOf = answer.asOf() == null ? now : answer.asOf();
        Instant validUntil = now.plus(Duration.ofDays(resource.validDays()));
        String caseNo = question.caseNo();
        List<DataFact.Difference> differences =
                caseNo == null ? List.of() : Differences.between(resource, values, claims.of(caseNo));
        if (caseNo != null && answer.found()) {
            facts.keep(permitted.call(), caseNo, resource, values, now, asOf, validUntil, differences);
            if (question.purpose() == Purpose.MATERIALS && differences.isEmpty()) {
                coverage.cover(caseNo, resource, resource.name(), now, validUntil);
            }
        }
        trace.record(act("data.asked", question)
                .with("result", state.name())
                .with("fields", List.copyOf(new TreeSet<>(permitted.fields())))
                .with("differences", differences.size())
                .with("attempts", answer.attempts())
                .with("millis", took.toMillis())
                .with("sha256", answer.sha256()));
        return new Outcome(permitted.call(), answer.found(), values, now, validUntil, differences);
    }

    /** What an earlier call of the same key came to; null where it came to nothing. */
    private @Nullable Outcome recorded(DataCall call) {
        if (call.state() != DataCall.State.ANSWERED && call.state() != DataCall.State.UNKNOWN) {
            return null;
        }
        DataFact fact = facts.ofCall(call.id()).orElse(null);
        return fact == null
                ? new Outcome(call.id(), false, Map.of(), call.startedAt(), call.startedAt(), List.of())
                : new Outcome(call.id(), true, fact.values(), fact.askedAt(), fact.validUntil(), fact.differences());
    }

    private static Act act(String name, Question question) {
        Act act = Act.of(name, "resource", question.resource())
                .with("department", question.department())
                .with("purpose", question.purpose().name());
        return question.caseNo() == null ? act : act.inCase(question.caseNo(), question.step());
    }

    private String digest(Question question) {
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

    private static <T> T decided(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a call is permitted, refused or made already");
        }
        return value;
    }
}
