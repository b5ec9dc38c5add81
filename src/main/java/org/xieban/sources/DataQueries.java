package org.xieban.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.sources.connect.Answer;
import org.xieban.sources.connect.SourceFailure;
import org.xieban.sources.connect.Sources;
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

    private final QueryAdmission admission;
    private final Coverage coverage;
    private final Sources sources;
    private final CallRecord calls;
    private final Facts facts;
    private final Trace trace;
    private final TransactionTemplate alone;
    private final Clock clock;

    DataQueries(
            QueryAdmission admission,
            Coverage coverage,
            Sources sources,
            CallRecord calls,
            Facts facts,
            Trace trace,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.admission = admission;
        this.coverage = coverage;
        this.sources = sources;
        this.calls = calls;
        this.facts = facts;
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
     * @param resource what was asked, as the catalogue described it then
     * @param found whether the source knows whom it was asked about
     * @param values granted fields, in clear
     */
    public record Outcome(
            long call,
            DataResource resource,
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

    /**
     * Asks.
     *
     * @throws Refusal {@code resource.unknown} (404), {@code grant.…} and {@code query.keys} (422),
     *     {@code query.reused} (409) where the key stood for another question; each is on record
     * @throws SourceFailure where the source did not answer as agreed; on record, too
     */
    public Outcome ask(Question question) {
        QueryAdmission.Before before = decided(alone.execute(status -> admission.admit(question)));
        if (before instanceof QueryAdmission.Refused refused) {
            throw refused.refusal();
        }
        if (before instanceof QueryAdmission.Made made) {
            return recorded(made.call(), made.resource());
        }
        QueryAdmission.Permitted permitted = ((QueryAdmission.Allowed) before).permitted();
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

    /** What is as the catalogue says, and of that what is granted. */
    private static Map<String, @Nullable Object> believed(QueryAdmission.Permitted permitted, Answer answer) {
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

    private void failed(Question question, QueryAdmission.Permitted permitted, SourceFailure failure, Duration took) {
        calls.ended(permitted.call(), DataCall.State.FAILED, failure.kind().code(), failure.attempts(), took);
        trace.record(QueryAdmission.act("data.failed", question)
                .with("resource", permitted.resource().name())
                .with("reason", failure.kind().code())
                .with("attempts", failure.attempts())
                .with("millis", took.toMillis()));
    }

    private Outcome after(
            Question question,
            QueryAdmission.Permitted permitted,
            Answer answer,
            Map<String, @Nullable Object> values,
            Duration took) {
        DataCall.State state = answer.found() ? DataCall.State.ANSWERED : DataCall.State.UNKNOWN;
        DataResource resource = permitted.resource();
        if (!calls.answered(permitted.call(), state, answer, took)) {
            DataCall quicker = calls.find(permitted.call());
            if (quicker.state() == DataCall.State.ANSWERED || quicker.state() == DataCall.State.UNKNOWN) {
                return recorded(quicker, resource);
            }
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant asOf = answer.asOf() == null ? now : answer.asOf();
        Instant validUntil = now.plus(Duration.ofDays(resource.validDays()));
        String caseNo = question.caseNo();
        List<DataFact.Difference> differences =
                caseNo == null ? List.of() : Differences.between(resource, values, permitted.claims());
        if (caseNo != null && answer.found()) {
            facts.keep(permitted.call(), caseNo, resource, values, now, asOf, validUntil, differences);
            if (question.purpose() == Purpose.MATERIALS && differences.isEmpty()) {
                coverage.cover(caseNo, resource, resource.name(), now, validUntil);
            }
        }
        trace.record(QueryAdmission.act("data.asked", question)
                .with("resource", resource.name())
                .with("result", state.name())
                .with("fields", resource.labels(permitted.fields()))
                .with("differences", differences.size())
                .with("attempts", answer.attempts())
                .with("millis", took.toMillis())
                .with("sha256", answer.sha256()));
        return new Outcome(permitted.call(), resource, answer.found(), values, now, validUntil, differences);
    }

    /** What a call came to that was answered; of what was asked for no case the values are nowhere kept. */
    private Outcome recorded(DataCall call, DataResource resource) {
        return facts.ofCall(call.id())
                .map(fact -> new Outcome(
                        call.id(),
                        resource,
                        true,
                        fact.values(),
                        fact.askedAt(),
                        fact.validUntil(),
                        fact.differences()))
                .orElseGet(() -> new Outcome(
                        call.id(),
                        resource,
                        call.state() == DataCall.State.ANSWERED,
                        Map.of(),
                        call.startedAt(),
                        call.startedAt(),
                        List.of()));
    }

    private static <T> T decided(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a call is permitted, refused or made already");
        }
        return value;
    }
}
