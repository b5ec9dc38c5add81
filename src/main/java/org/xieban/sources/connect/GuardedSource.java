package org.xieban.sources.connect;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A source with its guards: it is asked again after a while, not by more at once than it takes, and not at all while it
 * is known to be down. So its failure holds up nobody who does not need it.
 */
final class GuardedSource implements AutoCloseable {

    /** Longer than this nobody waits here for a source that asks for patience: the engine asks again later. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int WINDOW = 20;
    private static final int FEWEST = 5;

    private final Source source;
    private final Connector connector;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final Retry retry;

    GuardedSource(Source source, Connector connector) {
        this.source = source;
        this.connector = connector;
        Source.Limits limits = source.limits();
        this.bulkhead = Bulkhead.of(
                source.code(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.concurrent())
                        .maxWaitDuration(Duration.ofMillis(limits.timeoutMillis() / 4))
                        .build());
        this.breaker = CircuitBreaker.of(
                source.code(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(FEWEST)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(limits.openSeconds()))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordException(thrown -> thrown instanceof SourceFailure failure
                                && failure.kind().counts())
                        .ignoreException(thrown -> !(thrown instanceof SourceFailure failure
                                && failure.kind().counts()))
                        .build());
        this.retry = Retry.of(
                source.code(),
                RetryConfig.<Answer>custom()
                        .maxAttempts(limits.attempts())
                        .intervalBiFunction(
                                (attempt, came) -> pause(attempt, came).toMillis())
                        .retryOnException(GuardedSource::again)
                        .build());
    }

    Source source() {
        return source;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    /**
     * Asks.
     *
     * @throws SourceFailure where there is no answer as agreed
     */
    Answer ask(Binding binding, Map<String, String> keys, String idempotencyKey) {
        AtomicInteger attempts = new AtomicInteger();
        Supplier<Answer> once = Bulkhead.decorateSupplier(bulkhead, CircuitBreaker.decorateSupplier(breaker, () -> {
            attempts.incrementAndGet();
            return connector.ask(binding, keys, idempotencyKey);
        }));
        try {
            return Retry.decorateSupplier(retry, once).get().after(attempts.get());
        } catch (SourceFailure failure) {
            throw failure.after(attempts.get());
        } catch (CallNotPermittedException e) {
            throw SourceFailure.of(SourceFailure.Kind.RESTING).after(attempts.get());
        } catch (BulkheadFullException e) {
            throw SourceFailure.of(SourceFailure.Kind.FULL).after(attempts.get());
        }
    }

    private static boolean again(Throwable thrown) {
        if (!(thrown instanceof SourceFailure failure) || !failure.kind().again()) {
            return false;
        }
        Duration asked = failure.retryAfter();
        return asked == null || asked.compareTo(PATIENCE) <= 0;
    }

    private Duration pause(int attempt, Either<Throwable, Answer> came) {
        Duration usual = Duration.ofMillis((long) source.limits().backoffMillis() << Math.min(attempt - 1, 10));
        if (came.isLeft() && came.getLeft() instanceof SourceFailure failure && failure.retryAfter() != null) {
            Duration asked = failure.retryAfter();
            return asked.compareTo(usual) > 0 ? asked : usual;
        }
        return usual;
    }

    @Override
    public void close() {
        connector.close();
    }
}
